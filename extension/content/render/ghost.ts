// Ghost text: the completion drawn behind the caret, in the text's own look, inside the field.
// In: the text, and where and how it stands. Out: how much of it is seen, in whole words; what is
// not seen is not drawn, and must not be accepted. Its line is laid on the caret's by
// measuring itself.

import type { Box, CaretPlace } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import { element, type Overlay, place } from "./overlay";
import { TEXT_LOOK } from "./text_look";

const COPIED = [...TEXT_LOOK, "text-shadow"];
const FILLS = ["color", "-webkit-text-fill-color"];

export class Ghost {
  private readonly clip = element("div", "clip");
  private readonly ghost = element("div", "ghost");
  /** A place to break before the first word, as there is behind the space that was typed. */
  private readonly start = element("wbr", "");
  private readonly letters = document.createTextNode("");

  constructor(private readonly overlay: Overlay) {
    this.clip.setAttribute("aria-hidden", "true"); // the live region says it instead
    this.ghost.append(this.start, this.letters);
    this.clip.append(this.ghost);
    this.clip.hidden = true;
    overlay.add(this.clip);
  }

  /** Returns the units seen. `oneLine`: text follows below, which a second line would cover. */
  show(text: string, at: CaretPlace, visible: Box, oneLine: boolean): number {
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
      return 0;
    }
    const indent = rtl ? lines.left + lines.width - caret.left : caret.left - lines.left;
    ghost.style.setProperty("width", `${lines.width / at.scale}px`);
    ghost.style.setProperty("text-indent", `${indent / at.scale}px`);
    const zoom = lines.width / at.lines.width || 1; // viewport pixels to the overlay's
    ghost.style.setProperty("scale", String(at.scale * zoom));
    const left = lines.left - frame.left;
    const top = caret.top - frame.top;
    place(ghost, { left, top });
    // Sideways the indent is exact; the height of the line is measured.
    const first = this.start.getClientRects()[0] ?? this.rects(0, 1)[0];
    if (first) place(ghost, { top: top + (at.caret.top - first.top) * zoom });
    const seen = this.wholeWords(text, visible);
    this.letters.data = text.slice(0, seen);
    if (seen === 0) this.hide();
    return seen;
  }

  /** How much of the text, in whole words, lies where it can be seen. */
  private wholeWords(text: string, visible: Box): number {
    let seen = 0;
    for (const { 0: word, index } of text.matchAll(/\s*\S+/g)) {
      const from = index + word.length - word.trimStart().length;
      const end = index + word.length;
      if (!this.rects(from, end).every((rect) => isWhole(rect, visible))) break;
      seen = end;
    }
    return seen;
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
    const fill = look.getPropertyValue("-webkit-text-fill-color");
    const { color, opacity, marked } = this.overlay.ghostLook(fill || look.color);
    for (const name of FILLS) style.setProperty(name, color);
    style.setProperty("opacity", String(opacity));
    style.setProperty("text-decoration", marked ? "underline dotted 1px" : "none");
    style.setProperty("text-align", "start");
    style.setProperty("white-space", wraps ? "pre-wrap" : "pre");
    style.setProperty("overflow-wrap", "break-word");
  }

  private rects(start: number, end: number): DOMRect[] {
    const range = document.createRange();
    range.setStart(this.letters, start);
    range.setEnd(this.letters, Math.min(end, this.letters.length));
    return [...range.getClientRects()];
  }
}

function isWhole(rect: DOMRect, visible: Box): boolean {
  const shared = intersection(rect, visible);
  if (!shared) return rect.width === 0;
  return shared.width >= rect.width - 1 && shared.height >= rect.height - 2;
}

// Letters of scripts that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko.
const RTL_LETTER = /[\u0590-\u07FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Text against the direction of its line would stand on the other side of what is typed. */
function runsWithLine(text: string, rtl: boolean): boolean {
  return RTL_LETTER.test(text) === rtl;
}
