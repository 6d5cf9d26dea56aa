// Measures text inside a text control, which offers no rectangles of its own: an unseen copy of
// the field's text, laid out with the field's own style, one element a paragraph (of one long line:
// one a part), so that a key lays out one paragraph anew and not 200,000 characters.
// In: the control and its text. Out: boxes relative to the control's border box, not yet scrolled.
import { changeBetween, type Span } from "../adapters/change";
import type { Box } from "../adapters/field";
import { beginAtStart, firstIndex, perTask, sameAsBefore } from "../adapters/geometry";
import type { Overlay } from "./overlay";
import { RTL_LETTER, TEXT_LOOK } from "./text_look";

const SIDES = ["top", "right", "bottom", "left"];
const COPIED = [
  ...TEXT_LOOK,
  "unicode-bidi",
  "writing-mode",
  "font-size-adjust",
  "font-optical-sizing",
  "text-align",
  "text-indent",
  "white-space",
  "overflow-wrap",
  "line-break",
  "hyphens",
  ...SIDES.flatMap((side) => [`padding-${side}`, `border-${side}-width`]),
];

const PART_UNITS = 300;

type Control = HTMLInputElement | HTMLTextAreaElement;

export class Mirror {
  private readonly root = document.createElement("div");
  private text = "";
  /** One element a paragraph, in order; hidden ones are no longer among them. */
  private nodes: HTMLElement[] = [paragraphElement()];
  /** Where each paragraph begins in the text. */
  private starts: number[] = [0];
  private look = "";
  private lineBox: Box = { left: 0, top: 0, width: 0, height: 0 };
  wraps = false;
  /** Lines begin where they did, however long they become. */
  growsFromStart = false;
  private readonly range = document.createRange();
  private readonly isMultiline: boolean;
  /** What stands between two paragraphs: a newline, or nothing. */
  private readonly gap: number;

  constructor(
    private readonly field: Control,
    overlay: Overlay,
  ) {
    this.isMultiline = field instanceof HTMLTextAreaElement;
    this.gap = this.isMultiline ? 1 : 0;
    this.root.className = this.isMultiline ? "mirror" : "mirror single";
    this.root.append(...this.nodes);
    overlay.backstage.append(this.root);
  }

  /** The boxes of text[start, end), one a line. */
  boxes(text: string, start: number, end: number): Box[] {
    this.update(text);
    const found: Box[] = [];
    for (let index = this.paragraphAt(start); index < this.nodes.length; index++) {
      const begin = this.starts[index] ?? 0;
      if (begin > end) break;
      const low = Math.max(start - begin, 0);
      const high = Math.min(end, this.endOf(index)) - begin;
      if (low < high) found.push(...this.measure(index, low, high));
    }
    return found;
  }

  /** The caret's box at an offset, zero wide. */
  caret(text: string, offset: number): Box | null {
    this.update(text);
    const index = this.paragraphAt(offset);
    const within = offset - (this.starts[index] ?? 0);
    const node = this.nodes[index]?.firstChild;
    if (!(node instanceof Text) || within > node.length) return null;
    this.range.setStart(node, within);
    this.range.collapse(true);
    const rect =
      [...this.range.getClientRects()].at(-1) ?? node.parentElement?.getBoundingClientRect();
    return rect ? { ...relative(rect, this.cornerBox()), width: 0 } : null;
  }

  /** The whole paragraphs (or parts of the line) that reach into a box, as a span of the text. */
  within(text: string, { left, top, width, height }: Box): Span {
    this.update(text);
    const origin = this.cornerBox();
    const rtl = this.root.style.direction === "rtl";
    const ends = (index: number): [begin: number, end: number] => {
      const rect = this.nodes[index]?.getBoundingClientRect() ?? origin;
      if (this.isMultiline)
        return [rect.top - origin.top - top - height, rect.bottom - origin.top - top];
      const [low, high] = [rect.left - origin.left - left, rect.right - origin.left - left];
      return rtl ? [-high, width - low] : [low - width, high];
    };
    const last = this.nodes.length - 1;
    const first = firstIndex(last, (index) => ends(index)[1] > 0);
    const behind = firstIndex(last, (index) => ends(index)[0] > 0);
    return { start: this.starts[first] ?? 0, end: this.endOf(behind) };
  }

  /** Where lines begin and end in the field while it is not scrolled. */
  linesAt(): Box {
    this.styled();
    return this.lineBox;
  }

  /** Takes over a new text before the frame is laid out, once the mirror is in use. */
  follow(text: string): void {
    if (this.text !== "" && text !== this.text) this.copyText(text);
  }

  dispose(): void {
    this.root.remove();
  }

  private measure(index: number, from: number, to: number): Box[] {
    const node = this.nodes[index]?.firstChild;
    if (!(node instanceof Text)) return [];
    this.range.setStart(node, from);
    this.range.setEnd(node, to);
    return [...this.range.getClientRects()].map((rect) => relative(rect, this.cornerBox()));
  }

  private readonly cornerBox = perTask(() => this.root.getBoundingClientRect());

  private update(text: string): void {
    this.styled();
    if (text !== this.text) this.copyText(text);
  }

  private paragraphAt(offset: number): number {
    const last = this.nodes.length - 1;
    if (offset > this.endOf(last - 1)) return last; // most is typed at the end
    return firstIndex(last, (index) => this.endOf(index) >= offset);
  }

  private endOf(index: number): number {
    return (this.starts[index + 1] ?? this.text.length + this.gap) - this.gap;
  }

  private readonly isStyleKnown = sameAsBefore();
  private readonly styled = perTask(() => this.copyStyle());

  private copyStyle(): void {
    const { width, height } = layoutSize(this.field);
    if (this.isStyleKnown(`${width} ${height} ${this.field.clientWidth}`)) return;
    const style = getComputedStyle(this.field);
    const values = COPIED.map((name) => style.getPropertyValue(name));
    // What a scroll bar takes is not there for text; clientWidth is rounded, so take differences.
    const borders = px(style.borderLeftWidth) + px(style.borderRightWidth);
    const bar = Math.max(0, this.field.offsetWidth - Math.round(borders) - this.field.clientWidth);
    const look = [...values, width, height, bar].join("|");
    if (look === this.look) return;
    this.look = look;
    this.growsFromStart = beginAtStart(style);
    this.wraps = this.isMultiline && !/pre$|nowrap/.test(style.whiteSpace);
    const target = this.root.style;
    COPIED.forEach((name, index) => {
      target.setProperty(name, values[index] ?? "");
    });
    if (!this.isMultiline) target.setProperty("white-space", "pre");
    if (bar > 0) {
      const side = style.direction === "rtl" ? "padding-left" : "padding-right";
      target.setProperty(side, `${px(style.getPropertyValue(side)) + bar}px`);
    }
    target.setProperty("width", `${width}px`);
    target.setProperty("height", `${height}px`);
    this.lineBox = this.measureLines(style, width, height);
  }

  private measureLines(style: CSSStyleDeclaration, width: number, height: number): Box {
    const { clientLeft, clientTop, clientWidth, offsetWidth, type } = this.field;
    const left = clientLeft + px(style.paddingLeft);
    const right = offsetWidth - clientWidth - clientLeft + px(style.paddingRight);
    const clearButton = type === "search" ? 1.25 * px(style.fontSize) : 0;
    return { left, top: clientTop, width: width - left - right - clearButton, height };
  }

  /** Only the paragraphs that the change touches are split and laid out anew. */
  private copyText(text: string): void {
    const change = changeBetween(this.text, text);
    if (!change) return;
    const first = this.paragraphAt(change.start);
    const last = this.paragraphAt(change.oldEnd);
    const begin = this.starts[first] ?? 0;
    const shift = text.length - this.text.length;
    const part = text.slice(begin, this.endOf(last) + shift);
    const wanted = this.isMultiline ? part.split("\n") : partsOf(part);
    if (first === last && wanted.length === 1) {
      const { start, oldEnd, newEnd } = change;
      const node = this.nodes[first]?.firstChild as Text;
      // The browser lays out less for a part replaced than for new text.
      node.replaceData(start - begin, oldEnd - start, text.slice(start, newEnd));
    } else {
      this.resize(first, last - first + 1, wanted.length);
      wanted.forEach((paragraph, index) => {
        const node = this.nodes[first + index]?.firstChild as Text;
        if (node.data !== paragraph) node.data = paragraph;
      });
    }
    this.text = text;
    let at = begin;
    for (const [index, paragraph] of wanted.entries()) {
      this.starts[first + index] = at;
      at += paragraph.length + this.gap;
    }
    for (let index = first + wanted.length; index < this.starts.length; index++)
      this.starts[index] = (this.starts[index] ?? 0) + shift;
  }

  /** Makes room for `wanted` paragraphs where `had` were. */
  private resize(at: number, had: number, wanted: number): void {
    const keep = at + Math.min(had, wanted);
    const rest = this.nodes.slice(at + had);
    const fresh = Array.from({ length: Math.max(0, wanted - had) }, paragraphElement);
    // Added in place, or hidden: a node removed or moved would end the page's undo group (shapes.ts).
    for (const paragraph of fresh) this.root.insertBefore(paragraph, rest[0] ?? null);
    for (const surplus of this.nodes.slice(keep, at + had)) surplus.hidden = true;
    this.nodes = [...this.nodes.slice(0, keep), ...fresh, ...rest];
    const starts = this.starts.slice(0, keep);
    this.starts = [...starts, ...fresh.map(() => 0), ...this.starts.slice(at + had)];
    if (this.isMultiline) return;
    const width = this.nodes.length > 1 ? "0" : "100%";
    for (const part of this.nodes) part.style.setProperty("min-width", width);
  }
}

/**
 * A long line as parts side by side, cut behind spaces: measuring one costs as much as it is long.
 * What is written from right to left is not cut: it would be put in another order.
 */
function partsOf(line: string): string[] {
  if (line.length <= 2 * PART_UNITS || RTL_LETTER.test(line)) return [line];
  const parts: string[] = [];
  let from = 0;
  while (line.length - from > 2 * PART_UNITS) {
    const space = line.indexOf(" ", from + PART_UNITS);
    if (space < 0) break;
    parts.push(line.slice(from, space + 1));
    from = space + 1;
  }
  return [...parts, line.slice(from)];
}

function paragraphElement(): HTMLElement {
  const paragraph = document.createElement("div");
  paragraph.append(document.createTextNode(""));
  return paragraph;
}

/** The border box in the field's own pixels, with fractions where no transform hides them. */
export function layoutSize(field: HTMLElement): { width: number; height: number } {
  const rect = field.getBoundingClientRect();
  const fractional = Math.abs(rect.width - field.offsetWidth) < 1;
  return fractional
    ? { width: rect.width, height: rect.height }
    : { width: field.offsetWidth, height: field.offsetHeight };
}

function relative(rect: DOMRect, origin: DOMRect): Box {
  return {
    left: rect.left - origin.left,
    top: rect.top - origin.top,
    width: rect.width,
    height: rect.height,
  };
}

/** A computed length in pixels; 0 for "normal" and "auto". */
export function px(length: string): number {
  return Number.parseFloat(length) || 0;
}
