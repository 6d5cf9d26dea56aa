// The text of a rich field as people see it: blocks and <br> are newlines, collapsed space is gone.
// In: a DOM subtree (or any tree of the same shape) and how its elements are laid out.
// Out: the text, and pieces that tie each part of it to a node. Pure: reads no style, no layout.

export interface TreeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly childNodes: ArrayLike<TreeNode>;
  readonly data?: string;
}

/** block: on lines of its own. atom: one thing that is not text (picture, button). none: unseen. */
export type Display = "block" | "inline" | "atom" | "none";

export interface Looks<N extends TreeNode> {
  display(element: N): Display;
  /** Whether runs of white space in this element's text are drawn as one space. */
  collapses(element: N): boolean;
  /** contenteditable="false": may be read, not edited. */
  locked(element: N): boolean;
}

/** text[start, start + length) is node.data[from, from + length), or an element (then length <= 1). */
export interface Piece<N extends TreeNode> {
  readonly node: N;
  readonly start: number;
  readonly length: number;
  readonly from: number;
  readonly locked: boolean;
}

export interface Point<N extends TreeNode> {
  readonly node: N;
  readonly offset: number;
}

export interface TextModel<N extends TreeNode> {
  readonly text: string;
  readonly pieces: readonly Piece<N>[];
  /** The offsets of the points asked for; null for a point outside the tree. */
  readonly offsets: readonly (number | null)[];
}

export const ATOM = "\uFFFC"; // object replacement character, as assistive technology has it
const TEXT_NODE = 3;
const ELEMENT_NODE = 1;
// Editors keep a caret place open with these; nobody sees them.
const INVISIBLE = /[\uFEFF\u200B]/;
const RUNS = /[ \t\n\r\f]+|[\uFEFF\u200B]+/g;
const NEEDS_RUNS = / {2}|[\t\n\r\f\uFEFF\u200B]/;

/** What the children of one element inherit. */
export interface Inherited {
  readonly collapses: boolean;
  readonly locked: boolean;
}

/** Reads the tree under `root`; `points` are DOM positions to be turned into offsets. */
export function readModel<N extends TreeNode>(
  root: N,
  looks: Looks<N>,
  points: readonly Point<N>[] = [],
): TextModel<N> {
  const reader = new Reader(looks, points);
  reader.children(root, looks.collapses(root), false);
  reader.finish();
  return reader;
}

/** Reads some nodes by themselves, as if nothing stood before or behind them. */
export function readNodes<N extends TreeNode>(
  nodes: readonly N[],
  { collapses, locked }: Inherited,
  looks: Looks<N>,
  points: readonly Point<N>[] = [],
): TextModel<N> {
  const reader = new Reader(looks, points);
  for (const node of nodes) reader.node(node, collapses, locked);
  reader.finish();
  return reader;
}

class Reader<N extends TreeNode> implements TextModel<N> {
  text = "";
  readonly pieces: Piece<N>[] = [];
  readonly offsets: (number | null)[];
  /** Nothing stands on the last line yet. Asking the text itself would copy it each time. */
  private isLineEmpty = true;
  /** A block ended or began: the next thing shown starts a new line. */
  private breakDue = false;
  /** A <br> that is a newline only if something follows it in its block. */
  private pendingBr: { node: N; locked: boolean } | null = null;
  /** Points met since the last thing shown: they stand where the next thing begins. */
  private openPoints: number[] = [];

  constructor(
    private readonly looks: Looks<N>,
    private readonly points: readonly Point<N>[],
  ) {
    this.offsets = points.map(() => null);
  }

  children(parent: N, collapses: boolean, locked: boolean): void {
    const { childNodes } = parent;
    const before = this.pieces.length;
    for (let index = 0; index < childNodes.length; index++) {
      this.meet(parent, index);
      this.node(childNodes[index] as N, collapses, locked);
    }
    this.meet(parent, childNodes.length);
    if (this.openPoints.length > 0 && this.pieces.length > before) this.settle(this.text.length);
  }

  finish(): void {
    this.dropBr();
    this.settle(this.text.length);
  }

  node(node: N, collapses: boolean, locked: boolean): void {
    if (node.nodeType === TEXT_NODE) this.textNode(node, collapses, locked);
    else if (node.nodeType === ELEMENT_NODE) this.element(node, locked);
  }

  private element(node: N, locked: boolean): void {
    if (node.nodeName === "BR") {
      this.flushBr();
      this.startLine();
      this.settle(this.text.length);
      this.pendingBr = { node, locked };
      return;
    }
    const display = this.looks.display(node);
    if (display === "none") return;
    const held = locked || this.looks.locked(node);
    if (display === "atom") {
      this.show(node, ATOM, 0, true);
      return;
    }
    if (display === "block") this.edge();
    this.children(node, this.looks.collapses(node), held);
    if (display === "block") this.edge();
  }

  private textNode(node: N, collapses: boolean, locked: boolean): void {
    const data = node.data ?? "";
    const from = this.pieces.length;
    if (!collapses && !INVISIBLE.test(data)) this.show(node, data, 0, locked);
    else if (!NEEDS_RUNS.test(data) && !(data.startsWith(" ") && this.atLineStart()))
      this.show(node, data, 0, locked);
    else this.runs(node, data, collapses, locked);
    this.locateIn(node, from);
  }

  /** Text with white space or invisible characters to leave out: a piece between each of them. */
  private runs(node: N, data: string, collapses: boolean, locked: boolean): void {
    let cursor = 0;
    for (const { 0: run, index } of data.matchAll(RUNS)) {
      const invisible = INVISIBLE.test(run);
      if (!invisible && !collapses) continue;
      this.show(node, data.slice(cursor, index), cursor, locked);
      if (!invisible && !this.atLineStart()) this.show(node, " ", index, locked);
      cursor = index + run.length;
    }
    this.show(node, data.slice(cursor), cursor, locked);
  }

  private atLineStart(): boolean {
    return this.breakDue || this.pendingBr !== null || this.isLineEmpty;
  }

  private show(node: N, data: string, from: number, locked: boolean): void {
    if (data === "") return;
    this.flushBr();
    this.startLine();
    this.settle(this.text.length);
    this.pieces.push({ node, start: this.text.length, length: data.length, from, locked });
    this.text += data.replaceAll("\u00A0", " ");
    this.isLineEmpty = data.endsWith("\n");
  }

  private startLine(): void {
    if (this.breakDue && (this.text !== "" || this.pieces.length > 0)) this.newline();
    this.breakDue = false;
  }

  /** A block begins or ends here. A <br> just before it made no line of its own. */
  private edge(): void {
    this.dropBr();
    if (this.pieces.length > 0 && !this.breakDue) this.settle(this.text.length);
    this.breakDue = this.text !== "" || this.pieces.length > 0;
  }

  private flushBr(): void {
    if (!this.pendingBr) return;
    const { node, locked } = this.pendingBr;
    this.pendingBr = null;
    this.pieces.push({ node, start: this.text.length, length: 1, from: 0, locked });
    this.newline();
  }

  private newline(): void {
    this.text += "\n";
    this.isLineEmpty = true;
  }

  private dropBr(): void {
    if (!this.pendingBr) return;
    const { node, locked } = this.pendingBr;
    this.pendingBr = null;
    this.pieces.push({ node, start: this.text.length, length: 0, from: 0, locked });
  }

  private meet(node: N, offset: number): void {
    if (this.points.length === 0) return; // as a rule: this runs for every node
    this.points.forEach((point, index) => {
      if (point.node === node && point.offset === offset) this.openPoints.push(index);
    });
    // After a <br> the caret stands on the next line if there is one, else where the line ends.
    if (this.openPoints.length > 0 && this.pendingBr && offset === node.childNodes.length)
      this.settle(this.text.length);
  }

  private settle(offset: number): void {
    for (const index of this.openPoints) this.offsets[index] = offset;
    this.openPoints = [];
  }

  /** Points inside a text node, whose pieces begin at index `first`. */
  private locateIn(node: N, first: number): void {
    if (this.points.length === 0) return;
    this.points.forEach((point, index) => {
      if (point.node !== node) return;
      let offset: number | null = null;
      for (const piece of this.pieces.slice(first)) {
        if (piece.node !== node) continue; // a <br> that became a newline just now
        if (piece.from <= point.offset || offset === null)
          offset = piece.start + Math.max(0, Math.min(piece.length, point.offset - piece.from));
      }
      if (offset === null) this.openPoints.push(index);
      else this.offsets[index] = offset;
    });
  }
}

/**
 * The offset of a point in a text node that has pieces, without reading the tree again; null for
 * any other point. The pieces of one node follow each other, so the last that fits is nearest.
 */
export function offsetIn<N extends TreeNode>(
  model: Pick<TextModel<N>, "pieces">,
  { node, offset }: Point<N>,
): number | null {
  let found: number | null = null;
  for (const piece of model.pieces) {
    if (piece.node !== node || piece.length === 0) continue;
    if (piece.from > offset && found !== null) break;
    found = piece.start + Math.max(0, Math.min(piece.length, offset - piece.from));
  }
  return node.nodeType === TEXT_NODE ? found : null;
}

/**
 * The DOM position of an offset. `side`: at the border of two pieces, "before" stays with the
 * earlier one (ends, carets), "after" goes to the later one (starts). The end of a <br> belongs to
 * the line below it, wherever there is one. A piece that is an element gives offset 0 or 1.
 */
export function pointAt<N extends TreeNode>(
  model: Pick<TextModel<N>, "pieces">,
  offset: number,
  side: "before" | "after",
): Point<N> | null {
  const touching = model.pieces.filter(
    ({ start, length }) => start <= offset && offset <= start + length,
  );
  const onLine = touching.filter((piece) => !(isNewline(piece) && piece.start < offset));
  const candidates = onLine.length > 0 ? onLine : touching;
  const best = side === "before" ? candidates[0] : candidates.at(-1);
  return best ? { node: best.node, offset: best.from + offset - best.start } : null;
}

function isNewline<N extends TreeNode>(piece: Piece<N>): boolean {
  return piece.node.nodeName === "BR" && piece.length === 1;
}

/** The pieces that overlap [start, end), each cut to the overlap, as offsets into its node. */
export function piecesIn<N extends TreeNode>(
  model: Pick<TextModel<N>, "pieces">,
  start: number,
  end: number,
): { piece: Piece<N>; from: number; to: number }[] {
  const found: { piece: Piece<N>; from: number; to: number }[] = [];
  for (const piece of model.pieces) {
    if (piece.start >= end) break;
    const low = Math.max(start, piece.start);
    const high = Math.min(end, piece.start + piece.length);
    if (low < high)
      found.push({
        piece,
        from: piece.from + low - piece.start,
        to: piece.from + high - piece.start,
      });
  }
  return found;
}
