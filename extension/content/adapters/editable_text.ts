// The text of an editing host as people see it, and where each part of it lies in the DOM.
// In: one contenteditable element. Out: text and selection in offsets, rectangles, DOM positions.
// Changes nothing but the selection; editable.ts writes.
import { BlockModel, type LinkedNode, type Part, type TextBlock } from "./block_model";
import type { Span } from "./change";
import { ComputedLooks } from "./computed_looks";
import { type Box, boxOf, type CaretPlace, type FieldText } from "./field";
import { firstIndex, isInFlow, sameAsBefore, scaleOf } from "./geometry";
import type { Point } from "./text_model";

type DomNode = Node & LinkedNode;

export class EditableText {
  private readonly looks = new ComputedLooks();
  private readonly model: BlockModel<DomNode>;
  private readonly isFlowKnown = sameAsBefore();
  private flows = false;
  private stays = true;
  private readonly observer = new MutationObserver((records) => {
    this.note(records);
    if (!this.stays) this.onRebuilt?.();
  });
  onRebuilt?: () => void;

  constructor(readonly element: HTMLElement) {
    this.model = new BlockModel<DomNode>(element, this.looks);
    const what = { childList: true, characterData: true, subtree: true };
    this.observer.observe(element, what);
  }

  get text(): string {
    return this.upToDate().text;
  }

  read(): FieldText {
    const model = this.upToDate();
    const { text } = model;
    const selection = this.selection();
    const offsetOf = (node: Node | null | undefined, offset = 0) =>
      (node && model.offsetOf({ node, offset })) ?? text.length;
    const anchor = offsetOf(selection?.anchorNode, selection?.anchorOffset);
    const focus = selection?.isCollapsed
      ? anchor
      : offsetOf(selection?.focusNode, selection?.focusOffset);
    return { text, start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  /** The whole blocks that reach into these heights. */
  visibleSpan({ top, height }: Box): Span {
    const blocks = this.upToDate().shown();
    const last = blocks.length - 1;
    const first = firstIndex(last, (index) => boxOfBlock(blocks[index]).bottom > top);
    const behind = firstIndex(last, (index) => boxOfBlock(blocks[index]).top > top + height);
    const end = blocks[behind + 1]?.start ?? this.text.length + 1;
    return { start: blocks[first]?.start ?? 0, end: end - 1 };
  }

  boxes(start: number, end: number): Box[] {
    const range = document.createRange();
    return this.upToDate()
      .piecesIn(start, end)
      .flatMap(({ piece, from, to }) => {
        if (!(piece.node instanceof Text)) return [];
        range.setStart(piece.node, from);
        range.setEnd(piece.node, to);
        return [...range.getClientRects()].filter((rect) => rect.width > 0).map(boxOf);
      });
  }

  caretPlace(offset: number): CaretPlace | null {
    const point = this.upToDate().pointAt(offset, "before");
    const caret = point ? caretBox(point) : null;
    if (!point || !caret) return null;
    const styled = point.node instanceof Element ? point.node : point.node.parentElement;
    if (!styled) return null;
    const block = this.blockOf(styled);
    const style = getComputedStyle(block);
    const scale = scaleOf(block);
    const rect = block.getBoundingClientRect();
    const left = (block.clientLeft + Number.parseFloat(style.paddingLeft)) * scale;
    const right = Number.parseFloat(style.paddingRight) * scale;
    const lineBox = {
      left: rect.left + left,
      top: rect.top,
      width: this.lineEnd(block, caret) - rect.left - left - right - block.clientLeft * scale,
      height: rect.height,
    };
    const wraps = !["pre", "nowrap"].includes(getComputedStyle(styled).whiteSpace);
    return { caret, styled: styled.nodeName === "BR" ? block : styled, lineBox, wraps, scale };
  }

  /** A block that is as wide as its text (BlockNote's) grows with it, up to what it lies in. */
  private lineEnd(block: HTMLElement, caret: Box): number {
    let { right } = block.getBoundingClientRect();
    let outer = block;
    while (right - caret.left < 2 && outer !== this.element && outer.parentElement) {
      outer = outer.parentElement;
      right = outer.getBoundingClientRect().right;
    }
    return right;
  }

  growsFromStart(): boolean {
    this.note(this.observer.takeRecords());
    const { stays } = this;
    this.stays = true;
    return stays;
  }

  piecesIn(start: number, end: number): Part<Node>[] {
    return this.upToDate().piecesIn(start, end);
  }

  /** All of the span lies in text nodes of one parent, so nothing can lose its formatting. */
  isPlain(start: number, end: number): boolean {
    const parents = new Set<Node | null>();
    for (const { piece } of this.piecesIn(start, end)) {
      if (piece.locked || !(piece.node instanceof Text)) return false;
      parents.add(piece.node.parentNode);
    }
    return parents.size === 1 && !this.text.slice(start, end).includes("\n");
  }

  selection(): Selection | null {
    const root = this.element.getRootNode();
    // Chromium keeps a selection a shadow root; elsewhere the document's sees inside.
    const own = root as { getSelection?: () => Selection | null };
    const selection = own.getSelection?.() ?? document.getSelection();
    if (!selection?.anchorNode || !selection.focusNode) return null;
    return this.element.contains(selection.anchorNode) ? selection : null;
  }

  /** Selects a span; false where it has no place in the DOM. */
  select(start: number, end: number): boolean {
    const model = this.upToDate();
    const from = model.pointAt(start, start === end ? "before" : "after");
    const to = model.pointAt(end, "before");
    if (!from || !to) return false;
    const [low, high] = [domPoint(from), domPoint(to)];
    const selection = this.selection() ?? document.getSelection();
    selection?.setBaseAndExtent(low.node, low.offset, high.node, high.offset);
    return selection !== null;
  }

  setCaret(offset: number): void {
    const point = this.upToDate().pointAt(offset, "before");
    if (!point) return;
    const { node, offset: at } = domPoint(point);
    (this.selection() ?? document.getSelection())?.collapse(node, at);
  }

  dispose(): void {
    this.observer.disconnect();
  }

  private upToDate(): BlockModel<DomNode> {
    this.note(this.observer.takeRecords());
    return this.model;
  }

  private note(records: readonly MutationRecord[]): void {
    for (const { type, target, removedNodes } of records) {
      this.model.changed(target, removedNodes);
      this.stays &&= type === "characterData" && this.doesFlow(target.parentElement);
    }
  }

  private doesFlow(typed: Element | null): boolean {
    if (typed && !this.isFlowKnown(typed)) this.flows = isInFlow(typed, this.element);
    return this.flows;
  }

  private blockOf(styled: Element): HTMLElement {
    let block = styled;
    while (block !== this.element && block.parentElement && this.looks.display(block) !== "block")
      block = block.parentElement;
    return block instanceof HTMLElement ? block : this.element;
  }
}

function boxOfBlock(block: TextBlock<Node> | undefined): DOMRect {
  const [first] = block?.nodes ?? [];
  const last = block?.nodes.at(-1);
  if (first instanceof Element && first === last) return first.getBoundingClientRect();
  const range = document.createRange();
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  return range.getBoundingClientRect();
}

/** A piece that is an element has the position before or after it in its parent. */
function domPoint(point: Point<Node>): Point<Node> {
  const { node, offset } = point;
  const parent = node.parentNode;
  if (node instanceof Text || !parent) return point;
  return { node: parent, offset: [...parent.childNodes].indexOf(node as ChildNode) + offset };
}

function caretBox(point: Point<Node>): Box | null {
  const { node, offset } = point;
  const range = document.createRange();
  if (node instanceof Text && offset > 0) {
    // The end of the letter before: a collapsed range may have no box, or one on the wrong line.
    range.setStart(node, offset - 1);
    range.setEnd(node, offset);
    const rect = [...range.getClientRects()].at(-1);
    const rtl = node.parentElement && getComputedStyle(node.parentElement).direction === "rtl";
    if (rect) return { ...boxOf(rect), left: rtl ? rect.left : rect.right, width: 0 };
  }
  if (node instanceof Text) range.setStart(node, offset);
  else range.selectNode(node);
  const rect = range.getClientRects()[0];
  return rect ? { ...boxOf(rect), width: 0 } : null;
}
