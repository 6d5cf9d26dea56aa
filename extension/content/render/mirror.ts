// Measures text inside a text control, which offers no rectangles of its own: an unseen copy of
// the field's text, laid out with the field's own style, one element a paragraph, so that a key
// lays out one paragraph anew and not 200,000 characters.
// In: the control and its text. Out: boxes relative to the control's border box, not yet scrolled.
import type { Box } from "../adapters/field";
import type { Overlay } from "./overlay";

const COPIED = [
  "direction",
  "unicode-bidi",
  "writing-mode",
  "font-style",
  "font-variant",
  "font-weight",
  "font-stretch",
  "font-size",
  "font-size-adjust",
  "font-family",
  "font-kerning",
  "font-feature-settings",
  "font-variation-settings",
  "font-optical-sizing",
  "letter-spacing",
  "word-spacing",
  "line-height",
  "text-transform",
  "text-align",
  "text-indent",
  "text-rendering",
  "tab-size",
  "white-space",
  "overflow-wrap",
  "word-break",
  "line-break",
  "hyphens",
  "padding-top",
  "padding-right",
  "padding-bottom",
  "padding-left",
  "border-top-width",
  "border-right-width",
  "border-bottom-width",
  "border-left-width",
] as const;

type Control = HTMLInputElement | HTMLTextAreaElement;

export class Mirror {
  private readonly root = document.createElement("div");
  private paragraphs: string[] = [];
  /** One element a paragraph, in order; hidden ones are no longer among them. */
  private readonly nodes: HTMLElement[] = [];
  private look = "";
  private readonly multiline: boolean;

  constructor(
    private readonly field: Control,
    overlay: Overlay,
  ) {
    this.multiline = field instanceof HTMLTextAreaElement;
    this.root.className = this.multiline ? "mirror" : "mirror single";
    overlay.backstage.append(this.root);
  }

  /** The boxes of text[start, end), one a line. */
  boxes(text: string, start: number, end: number): Box[] {
    const origin = this.update(text);
    const found: Box[] = [];
    let begin = 0;
    for (const [index, paragraph] of this.paragraphs.entries()) {
      const low = Math.max(start - begin, 0);
      const high = Math.min(end - begin, paragraph.length);
      if (low < high) found.push(...this.measure(index, low, high, origin));
      begin += paragraph.length + 1;
      if (begin > end) break;
    }
    return found;
  }

  /** The caret's box at an offset, zero wide. */
  caret(text: string, offset: number): Box | null {
    const origin = this.update(text);
    const before = text.slice(0, offset);
    const index = this.paragraphs.length > 1 ? before.split("\n").length - 1 : 0;
    const within = offset - (before.lastIndexOf("\n") + 1);
    const node = this.nodes[index]?.firstChild;
    if (!(node instanceof Text) || within > node.length) return null;
    const range = document.createRange();
    range.setStart(node, within);
    const rect = [...range.getClientRects()].at(-1) ?? node.parentElement?.getBoundingClientRect();
    return rect ? { ...relative(rect, origin), width: 0 } : null;
  }

  dispose(): void {
    this.root.remove();
  }

  private measure(index: number, from: number, to: number, origin: DOMRect): Box[] {
    const node = this.nodes[index]?.firstChild;
    if (!(node instanceof Text)) return [];
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()].map((rect) => relative(rect, origin));
  }

  /** Brings style and text up to date and returns where the mirror is. */
  private update(text: string): DOMRect {
    this.copyStyle();
    this.copyText(text);
    return this.root.getBoundingClientRect();
  }

  private copyStyle(): void {
    const style = getComputedStyle(this.field);
    const values = COPIED.map((name) => style.getPropertyValue(name));
    const { width, height } = layoutSize(this.field);
    // What a scroll bar takes is not there for text; clientWidth is rounded, so take differences.
    const borders = px(style.borderLeftWidth) + px(style.borderRightWidth);
    const bar = Math.max(0, this.field.offsetWidth - Math.round(borders) - this.field.clientWidth);
    const look = [...values, width, height, bar].join("|");
    if (look === this.look) return;
    this.look = look;
    const target = this.root.style;
    COPIED.forEach((name, index) => {
      target.setProperty(name, values[index] ?? "");
    });
    if (!this.multiline) target.setProperty("white-space", "pre");
    if (bar > 0) {
      const side = style.direction === "rtl" ? "padding-left" : "padding-right";
      target.setProperty(side, `${px(style.getPropertyValue(side)) + bar}px`);
    }
    target.setProperty("width", `${width}px`);
    target.setProperty("height", `${height}px`);
  }

  private copyText(text: string): void {
    const wanted = this.multiline ? text.split("\n") : [text];
    const had = this.paragraphs;
    const same = Math.min(had.length, wanted.length);
    let head = 0;
    while (head < same && had[head] === wanted[head]) head++;
    let tail = 0;
    while (tail < same - head && had[had.length - 1 - tail] === wanted[wanted.length - 1 - tail])
      tail++;
    // Added in place, or hidden: a node removed or moved would end the page's undo group (shapes.ts).
    const { nodes } = this;
    const at = Math.min(had.length, wanted.length) - tail;
    if (wanted.length > had.length) {
      const fresh = wanted.slice(had.length).map(() => paragraphElement());
      for (const paragraph of fresh) this.root.insertBefore(paragraph, nodes[at] ?? null);
      nodes.splice(at, 0, ...fresh);
    } else {
      for (const surplus of nodes.splice(at, had.length - wanted.length)) surplus.hidden = true;
    }
    for (let index = head; index < wanted.length - tail; index++)
      (nodes[index]?.firstChild as Text).data = wanted[index] ?? "";
    this.paragraphs = wanted;
  }
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
