// The text of an editing host as people see it, and where each part of it lies in the DOM.
// In: one contenteditable element. Out: text and selection in offsets, rectangles, DOM positions.
// Changes nothing but the selection; editable.ts writes.
import { ComputedLooks } from "./computed_looks";
import { type Box, boxOf, type CaretPlace, type FieldText } from "./field";
import { scaleOf } from "./geometry";
import {
  offsetIn,
  type Piece,
  type Point,
  piecesIn,
  pointAt,
  readModel,
  type TextModel,
} from "./text_model";

type Model = TextModel<Node>;

export class EditableText {
  private readonly looks = new ComputedLooks();

  /** Counts what changed inside, by whomever; the model is read anew after each. */
  private mutations = 0;
  private cached: Model | null = null;
  private readonly observer = new MutationObserver(() => this.forget());

  constructor(readonly element: HTMLElement) {
    const what = { childList: true, characterData: true, subtree: true };
    this.observer.observe(element, what);
  }

  get text(): string {
    return this.model().text;
  }

  read(): FieldText {
    const selection = this.selection();
    const points = selection
      ? [
          { node: selection.anchorNode as Node, offset: selection.anchorOffset },
          { node: selection.focusNode as Node, offset: selection.focusOffset },
        ]
      : [];
    const model = this.model();
    const { text } = model;
    const quick = points.map((point) => offsetIn(model, point));
    const places = quick.includes(null)
      ? readModel<Node>(this.element, this.looks, points).offsets
      : quick;
    const [anchor, focus] = [places[0] ?? text.length, places[1] ?? text.length];
    return { text, start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  boxes(start: number, end: number): Box[] {
    const range = document.createRange();
    return piecesIn(this.model(), start, end).flatMap(({ piece, from, to }) => {
      if (!(piece.node instanceof Text)) return [];
      range.setStart(piece.node, from);
      range.setEnd(piece.node, to);
      return [...range.getClientRects()].filter((rect) => rect.width > 0).map(boxOf);
    });
  }

  caretPlace(offset: number): CaretPlace | null {
    const model = this.model();
    const point = pointAt(model, offset, "before");
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
    const lines = {
      left: rect.left + left,
      top: rect.top,
      width: rect.width - left - right - block.clientLeft * scale,
      height: rect.height,
    };
    const wraps = !["pre", "nowrap"].includes(getComputedStyle(styled).whiteSpace);
    return { caret, styled: styled.nodeName === "BR" ? block : styled, lines, wraps, scale };
  }

  /** Changes whenever the field moved, scrolled, or its content changed. */
  signature(): string {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    if (this.observer.takeRecords().length > 0) this.forget();
    return `${left},${top},${width},${height},${this.element.scrollLeft},${this.element.scrollTop},${this.mutations}`;
  }

  piecesIn(start: number, end: number): { piece: Piece<Node>; from: number; to: number }[] {
    return piecesIn(this.model(), start, end);
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
    const model = this.model();
    const from = pointAt(model, start, start === end ? "before" : "after");
    const to = pointAt(model, end, "before");
    if (!from || !to) return false;
    const [low, high] = [domPoint(from), domPoint(to)];
    const selection = this.selection() ?? document.getSelection();
    selection?.setBaseAndExtent(low.node, low.offset, high.node, high.offset);
    return selection !== null;
  }

  setCaret(offset: number): void {
    const point = pointAt(this.model(), offset, "before");
    if (!point) return;
    const { node, offset: at } = domPoint(point);
    (this.selection() ?? document.getSelection())?.collapse(node, at);
  }

  dispose(): void {
    this.observer.disconnect();
  }

  private model(): Model {
    if (this.observer.takeRecords().length > 0) this.forget();
    this.cached ??= readModel<Node>(this.element, this.looks);
    return this.cached;
  }

  private forget(): void {
    this.mutations++;
    this.cached = null;
  }

  private blockOf(styled: Element): HTMLElement {
    let block = styled;
    while (block !== this.element && block.parentElement && this.looks.display(block) !== "block")
      block = block.parentElement;
    return block instanceof HTMLElement ? block : this.element;
  }
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
