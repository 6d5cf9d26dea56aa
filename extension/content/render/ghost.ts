// Ghost text: the completion drawn behind the caret, in the text's own look, inside the field.
// In: the text, and where and how it stands. Out: how much of it is seen, in whole words; what is
// not seen is not drawn, and must not be accepted. Its line is laid on the caret's by
// measuring itself.

import type { Box, CaretPlace } from "../adapters/field";
import { intersection, sameAsBefore } from "../adapters/geometry";
import { element, type Overlay, place } from "./overlay";
import { RTL_LETTER, TEXT_LOOK } from "./text_look";

const COPIED = [...TEXT_LOOK, "text-shadow"];
const FILLS = ["color", "-webkit-text-fill-color"];

/**
 * Where it may be seen; `oneLine`: text follows below, which a second line would cover; `below`: it
 * may stand below where nothing of it fits; `end`: its last unit's place in the text.
 */
export interface Room {
  readonly visible: Box;
  readonly oneLine: boolean;
  readonly below: boolean;
  readonly end: number;
}

/** Not even one letter has its place in less. */
const LEAST_PX = 4;
const NOTHING = { text: "", end: 0 };

export class Ghost {
  private readonly clip = element("div", "clip");
  private readonly block = element("div", "lines");
  /** A place to break before the first word, as there is behind the space that was typed. */
  private readonly start = element("wbr", "");
  /** What was typed of it since it was laid; it keeps its place, and the rest of it there. */
  private readonly typed = document.createTextNode("");
  private readonly ghost = element("span", "ghost");
  private readonly letters = document.createTextNode("");
  private readonly isLookKnown = sameAsBefore();
  private look = "";
  private wraps = false;
  private isRtl = false;
  /** From the top of the box to that of its first line, in the overlay's pixels: of the last look. */
  private rise = 0;
  /** What was laid and is wholly seen; "" for nothing. */
  private whole = NOTHING;

  constructor(private readonly overlay: Overlay) {
    this.clip.setAttribute("aria-hidden", "true"); // the live region says it instead
    this.ghost.append(this.letters);
    this.block.append(this.start, element("span", "typed", this.typed), this.ghost);
    this.clip.append(this.block);
    this.clip.hidden = true;
    overlay.add(this.clip);
  }

  /** Whether this is the rest of what is seen, typed along: then it is shown, and nothing measured. */
  goesOn(text: string, end: number): boolean {
    const { whole, letters } = this;
    if (end !== whole.end || letters.length <= text.length || !whole.text.endsWith(text))
      return false;
    this.typed.data = whole.text.slice(0, -text.length);
    letters.data = text;
    return true;
  }

  /** Returns the units seen. `isJoined`: it goes on with the word before the caret. */
  show(text: string, at: CaretPlace, room: Room, isJoined: boolean): number {
    const { visible, oneLine, below, end } = room;
    // Read before anything is written.
    const frame = this.overlay.toLocal(visible);
    const lines = this.overlay.toLocal(at.lineBox);
    const caret = this.overlay.toLocal(at.caret);
    // No line breaks in the middle of a word.
    this.block.classList.toggle("joined", isJoined);
    const rtl = this.copyLook(at, at.wraps && !oneLine);
    const mayStandBelow = below && isInside(at.caret, visible);
    const isFull = oneLine && mayStandBelow && roomBehind(at.caret, visible, rtl) < LEAST_PX;
    if (isFull || !runsWithLine(text, rtl)) return this.layAside(text, caret);
    this.clip.classList.remove("aside");
    const indent = rtl ? lines.left + lines.width - caret.left : caret.left - lines.left;
    this.write(text);
    this.block.style.setProperty("text-indent", `${indent / at.scale}px`);
    this.whole = { text, end };
    this.lay(at, frame, lines, caret);
    const seen = this.wholeWords(text, visible);
    if (seen === text.length) return seen;
    if (seen === 0 && mayStandBelow) return this.layAside(text, caret);
    this.whole = NOTHING;
    this.letters.data = text.slice(0, seen);
    if (seen === 0) this.hide();
    return seen;
  }

  private lay(at: CaretPlace, frame: Box, lines: Box, caret: Box): void {
    const { style } = this.block;
    const zoom = lines.width / at.lineBox.width || 1; // viewport pixels to the overlay's
    const left = lines.left - frame.left;
    const top = caret.top - frame.top;
    this.clip.style.setProperty("display", "block");
    place(this.clip, frame);
    style.setProperty("scale", String(at.scale * zoom));
    place(this.block, { left, top: top - this.rise, width: lines.width / at.scale });
    // Sideways the indent is exact; the height of the line is measured, and mostly as it was.
    const first = this.start.getClientRects()[0] ?? this.rects(0, 1)[0];
    if (!first || Math.abs(first.top - at.caret.top) < 0.01) return;
    this.rise += (first.top - at.caret.top) * zoom;
    place(this.block, { top: top - this.rise });
  }

  /** Where it has no place beside the caret, it stands below it. */
  private layAside(text: string, { left, top, height }: Box): number {
    this.whole = NOTHING;
    this.write(text.trim());
    this.clip.classList.add("aside");
    const { style } = this.clip;
    style.setProperty("display", "block");
    place(this.clip, { left, top: top + height + 3 });
    style.setProperty("--caret", `${left}px`);
    return text.length;
  }

  /** How much of the text, in whole words, lies where it can be seen. */
  private wholeWords(text: string, visible: Box): number {
    const isSeen = (from: number, end: number) =>
      this.rects(from, end).every((rect) => isWhole(rect, visible));
    if (isSeen(0, text.length)) return text.length;
    let seen = 0;
    for (const { 0: word, index } of text.matchAll(/\s*\S+/g)) {
      const from = index + word.length - word.trimStart().length;
      const end = index + word.length;
      if (!isSeen(from, end)) break;
      seen = end;
    }
    return seen;
  }

  private write(text: string): void {
    this.typed.data = "";
    this.letters.data = text;
  }

  hide(): void {
    if (this.letters.data === "") return;
    this.clip.style.setProperty("display", "none");
    this.write("");
    this.whole = NOTHING;
  }

  dispose(): void {
    this.clip.remove();
  }

  /** Gives the text's own look to the ghost; true where it runs from right to left. */
  private copyLook({ styled }: CaretPlace, wraps: boolean): boolean {
    if (this.isLookKnown(styled) && this.wraps === wraps) return this.isRtl;
    const look = getComputedStyle(styled);
    const fill = look.getPropertyValue("-webkit-text-fill-color");
    const values = COPIED.map((name) => look.getPropertyValue(name));
    const { ground, look: chosen } = this.overlay;
    const { ghost_color, high_contrast } = chosen ?? {};
    const wanted = [...values, fill, look.color, ground, wraps, ghost_color, high_contrast].join();
    if (wanted !== this.look) {
      this.look = wanted;
      const { color, opacity, marked } = this.overlay.ghostLook(fill || look.color);
      const { style } = this.block;
      COPIED.forEach((name, index) => {
        style.setProperty(name, values[index] ?? "");
      });
      for (const name of FILLS) style.setProperty(name, color);
      style.setProperty("white-space", wraps ? "pre-wrap" : "pre");
      this.ghost.style.setProperty("opacity", String(opacity));
      this.ghost.style.setProperty("text-decoration", marked ? "underline dotted 1px" : "none");
    }
    this.wraps = wraps;
    this.isRtl = look.direction === "rtl";
    return this.isRtl;
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

function roomBehind({ left }: Box, visible: Box, rtl: boolean): number {
  return rtl ? left - visible.left : visible.left + visible.width - left;
}

/** A caret has no width. */
function isInside(caret: Box, visible: Box): boolean {
  return intersection({ ...caret, left: caret.left - 1, width: 2 }, visible) !== null;
}

/** Text against the direction of its line would stand on the other side of what is typed. */
function runsWithLine(text: string, rtl: boolean): boolean {
  return RTL_LETTER.test(text) === rtl;
}
