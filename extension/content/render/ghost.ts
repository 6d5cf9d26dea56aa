// Ghost text: the completion drawn behind the caret, in the text's own look, inside the field.
// In: the text, and where and how it stands. Out: whether anything of it could be seen; what
// cannot be seen must not take keys. The first letter is laid on the caret by measuring itself.

import type { Box, CaretPlace } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import { element, type Overlay, place } from "./overlay";

const COPIED = [
  "font-style",
  "font-variant",
  "font-weight",
  "font-stretch",
  "font-size",
  "font-family",
  "font-kerning",
  "font-feature-settings",
  "font-variation-settings",
  "letter-spacing",
  "word-spacing",
  "line-height",
  "text-transform",
  "text-rendering",
  "text-shadow",
  "tab-size",
  "word-break",
  "direction",
  "color",
  "-webkit-text-fill-color",
] as const;
const LEAST_VISIBLE_PX = 6;

export class Ghost {
  private readonly clip = element("div", "clip");
  private readonly ghost = element("div", "ghost");
  private readonly letters = document.createTextNode("");

  constructor(private readonly overlay: Overlay) {
    this.clip.setAttribute("aria-hidden", "true"); // the live region says it instead
    this.ghost.append(this.letters);
    this.clip.append(this.ghost);
    this.clip.hidden = true;
    overlay.add(this.clip);
  }

  /** `oneLine`: text follows below, which a second line would cover. */
  show(text: string, at: CaretPlace, visible: Box, oneLine: boolean): boolean {
    const { overlay, ghost } = this;
    this.letters.data = text;
    this.clip.style.setProperty("display", "block");
    const frame = overlay.toLocal(visible);
    place(this.clip, frame);
    this.copyLook(at, at.wraps && !oneLine);
    const lines = overlay.toLocal(at.lines);
    const caret = overlay.toLocal(at.caret);
    const rtl = getComputedStyle(ghost).direction === "rtl";
    if (!runsWithLine(text, rtl)) {
      this.hide();
      return false;
    }
    const indent = rtl ? lines.left + lines.width - caret.left : caret.left - lines.left;
    ghost.style.setProperty("width", `${lines.width / at.scale}px`);
    ghost.style.setProperty("text-indent", `${indent / at.scale}px`);
    const zoom = lines.width / at.lines.width || 1; // viewport pixels to the overlay's
    ghost.style.setProperty("scale", String(at.scale * zoom));
    const left = lines.left - frame.left;
    const top = caret.top - frame.top;
    place(ghost, { left, top });
    const first = this.rects(0, 1)[0];
    if (first) {
      const startX = rtl ? first.right : first.left;
      place(ghost, {
        left: left + (at.caret.left - startX) * zoom,
        top: top + (at.caret.top - first.top) * zoom,
      });
    }
    const whole = this.rects(0, text.length).filter((rect) => isWhole(rect, visible));
    const last = whole.at(-1);
    if (!last) {
      this.hide();
      return false;
    }
    // A line cut in half at the field's end is worse than none.
    const bottom = Math.max(...whole.map((rect) => rect.bottom)) - visible.top;
    this.clip.style.setProperty("height", `${Math.min(visible.height, bottom + 2) * zoom}px`);
    return true;
  }

  hide(): void {
    this.clip.style.setProperty("display", "none");
    this.letters.data = "";
  }

  dispose(): void {
    this.clip.remove();
  }

  private copyLook({ styled }: CaretPlace, wraps: boolean): void {
    const look = getComputedStyle(styled);
    const { style } = this.ghost;
    for (const name of COPIED) style.setProperty(name, look.getPropertyValue(name));
    style.setProperty("text-align", "start");
    style.setProperty("white-space", wraps ? "pre-wrap" : "pre");
    style.setProperty("overflow-wrap", "break-word");
    style.setProperty("overflow", wraps ? "visible" : "hidden");
    style.setProperty("text-overflow", "ellipsis");
  }

  private rects(start: number, end: number): DOMRect[] {
    const range = document.createRange();
    range.setStart(this.letters, start);
    range.setEnd(this.letters, Math.min(end, this.letters.length));
    return [...range.getClientRects()];
  }
}

/** Seen in its full height, and in some of its width. */
function isWhole(rect: DOMRect, visible: Box): boolean {
  const shared = intersection(rect, visible);
  return shared !== null && shared.width >= LEAST_VISIBLE_PX && shared.height >= rect.height - 2;
}

// Letters of scripts that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko.
const RTL_LETTER = /[\u0590-\u07FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Text against the direction of its line would stand on the other side of what is typed. */
function runsWithLine(text: string, rtl: boolean): boolean {
  return RTL_LETTER.test(text) === rtl;
}
