// The text of a rich field kept block by block, so that a key has only its own paragraph read anew.
// In: the tree, what changed in it. Out: the same text, offsets and DOM positions as text_model.ts
// gives for the whole. A block is a child of the field that stands on lines of its own, or a run of
// children between such. Pure: reads no style, no layout.
import { firstIndex } from "./geometry";
import {
  type Inherited,
  type Looks,
  offsetIn,
  type Piece,
  type Point,
  piecesIn,
  pointAt,
  readModel,
  readNodes,
  type TextModel,
  type TreeNode,
} from "./text_model";

export interface LinkedNode extends TreeNode {
  readonly parentNode: LinkedNode | null;
  readonly childNodes: ArrayLike<LinkedNode>;
}

export interface TextBlock<N> {
  readonly nodes: readonly N[];
  /** Where it begins in the whole text. */
  start: number;
}

interface Read<N extends LinkedNode> extends TextBlock<N> {
  model: TextModel<N>;
}

/** A part of a piece; `piece.start` counts from its own block. */
export interface Part<N extends TreeNode> {
  readonly piece: Piece<N>;
  readonly from: number;
  readonly to: number;
}

export class BlockModel<N extends LinkedNode> {
  /** What has blocks as its children: the root, or the one wrapper in it. */
  private container: N;
  private inherited: Inherited = { collapses: true, locked: false };
  /** In order; those that show nothing are left out. */
  private blocks: Read<N>[] = [];
  private byNode = new Map<N, Read<N>>();
  private wholeText = "";
  private isKnown = false;
  private readonly stale = new Set<Read<N>>();

  constructor(
    private readonly root: N,
    private readonly looks: Looks<N>,
  ) {
    this.container = root;
  }

  /** Something changed in `node`: its text, or which children it has; some are `gone`. */
  changed(node: N, gone: Iterable<N> = []): void {
    for (const one of gone) this.byNode.delete(one); // it may come back another
    let child = node;
    while (child.parentNode && child.parentNode !== this.container) child = child.parentNode as N;
    const block = child.parentNode ? this.byNode.get(child) : undefined;
    if (block) this.stale.add(block);
    else {
      this.isKnown = false;
      if (node !== this.container) this.byNode.clear(); // a wrapper around the blocks
    }
  }

  get text(): string {
    this.update();
    return this.wholeText;
  }

  /** The offset of a DOM position; null outside of the field. */
  offsetOf(point: Point<N>): number | null {
    this.update();
    let child = point.node;
    while (child.parentNode && child.parentNode !== this.container) child = child.parentNode as N;
    const block = child.parentNode && this.byNode.get(child);
    if (!block || block.model.pieces.length === 0)
      return readModel(this.root, this.looks, [point]).offsets[0] ?? null;
    const { model, nodes, start } = block;
    const inside =
      offsetIn(model, point) ?? readNodes(nodes, this.inherited, this.looks, [point]).offsets[0];
    return typeof inside === "number" ? start + inside : null;
  }

  pointAt(offset: number, side: "before" | "after"): Point<N> | null {
    const block = this.blocks[this.indexAt(offset)];
    return block ? pointAt(block.model, offset - block.start, side) : null;
  }

  piecesIn(start: number, end: number): Part<N>[] {
    const found: Part<N>[] = [];
    for (let index = this.indexAt(start); index < this.blocks.length; index++) {
      const block = this.blocks[index] as Read<N>;
      if (block.start >= end) break;
      found.push(...piecesIn(block.model, start - block.start, end - block.start));
    }
    return found;
  }

  /** The blocks that show something, in order. */
  shown(): readonly TextBlock<N>[] {
    this.update();
    return this.blocks;
  }

  private indexAt(offset: number): number {
    this.update();
    const { blocks } = this;
    return firstIndex(blocks.length - 1, (index) => {
      const next = blocks[index + 1];
      return !next || next.start > offset;
    });
  }

  private update(): void {
    if (this.isKnown) for (const block of this.stale) this.reread(block);
    if (!this.isKnown) this.readAll();
    this.stale.clear();
  }

  private reread(block: Read<N>): void {
    const { text, pieces } = block.model;
    block.model = this.read(block.nodes);
    const { text: after, pieces: now } = block.model;
    if (pieces.length === 0 && now.length === 0) return;
    if (pieces.length === 0 || now.length === 0) {
      this.isKnown = false; // it came into sight or went out of it
      return;
    }
    const { start } = block;
    this.wholeText =
      this.wholeText.slice(0, start) + after + this.wholeText.slice(start + text.length);
    const { blocks } = this;
    const shift = after.length - text.length;
    for (let index = blocks.length - 1; blocks[index] !== block; index--)
      (blocks[index] as Read<N>).start += shift;
  }

  private read(nodes: readonly N[]): TextModel<N> {
    return readNodes(nodes, this.inherited, this.looks);
  }

  private readAll(): void {
    this.isKnown = true;
    const { container } = this;
    this.enter();
    const before = container === this.container ? this.byNode : new Map<N, Read<N>>();
    this.byNode = new Map();
    this.blocks = [];
    const texts: string[] = [];
    let start = 0;
    for (const nodes of this.runs()) {
      const first = nodes[0] as N;
      const had = nodes.length === 1 && this.isBlock(first) ? before.get(first) : undefined;
      const isSame = had && had.nodes.length === 1 && !this.stale.has(had);
      const block = { nodes, start, model: isSame ? had.model : this.read(nodes) };
      for (const node of nodes) this.byNode.set(node, block);
      if (block.model.pieces.length === 0) continue;
      this.blocks.push(block);
      texts.push(block.model.text);
      start += block.model.text.length + 1;
    }
    this.wholeText = texts.join("\n");
  }

  /** Finds what has blocks as its children: editors like to put one wrapper around all. */
  private enter(): void {
    this.container = this.root;
    this.inherited = { collapses: this.looks.collapses(this.root), locked: false };
    for (;;) {
      const { childNodes } = this.container;
      const only = childNodes[0] as N | undefined;
      if (childNodes.length !== 1 || !only || !this.isBlock(only)) return;
      const locked = this.inherited.locked || this.looks.locked(only);
      this.container = only;
      this.inherited = { collapses: this.looks.collapses(only), locked };
    }
  }

  private runs(): N[][] {
    const runs: N[][] = [];
    let open: N[] | null = null;
    for (const child of Array.from(this.container.childNodes) as N[]) {
      if (this.isBlock(child)) {
        runs.push([child]);
        open = null;
      } else if (open) open.push(child);
      else {
        open = [child];
        runs.push(open);
      }
    }
    return runs;
  }

  private isBlock(node: N): boolean {
    return node.nodeType === 1 && node.nodeName !== "BR" && this.looks.display(node) === "block";
  }
}
