// textarea and text inputs: reads and writes their text, and says where it is drawn.
// In: one control. Out: the Field interface. Writing goes through the browser's own editing
// (execCommand), never through `.value`, so that undo survives and frameworks see an input event.
import { Mirror } from "../render/mirror";
import type { Overlay } from "../render/overlay";
import { applyReplacements, caretAfter, hullOf, type Replacement, type Span } from "./change";
import type { Box, CaretPlace, Field, FieldText, Outcome } from "./field";
import { clippingAncestors, intersection, perTask, scaleOf, visibleBox } from "./geometry";
import { hasFocus, typeOver, undoOnce } from "./typing";

/** So much text between the last change and the caret is typed over as well. */
const NEAR_UNITS = 2_000;

type Control = HTMLInputElement | HTMLTextAreaElement;

export class TextControl implements Field {
  readonly isMultiline: boolean;
  readonly undoGroup_ms = 0;
  private readonly mirror: Mirror;
  private readonly clips: Element[];

  constructor(
    readonly element: Control,
    overlay: Overlay,
  ) {
    this.isMultiline = element instanceof HTMLTextAreaElement;
    this.mirror = new Mirror(element, overlay);
    this.clips = clippingAncestors(element);
  }

  read(): FieldText {
    const { value: text, selectionStart, selectionEnd } = this.element;
    return { text, start: selectionStart ?? text.length, end: selectionEnd ?? text.length };
  }

  prepare(text: string): void {
    this.mirror.follow(text);
  }

  boxes(start: number, end: number): Box[] {
    const toView = this.toView();
    return this.mirror.boxes(this.element.value, start, end).map(toView);
  }

  caretPlace(offset: number): CaretPlace | null {
    const caret = this.mirror.caret(this.element.value, offset);
    if (!caret) return null;
    const { element } = this;
    const toView = this.toView();
    return {
      caret: toView(caret),
      styled: element,
      lineBox: toView(this.lineBox()),
      wraps: this.mirror.wraps,
      scale: this.inPage().scale,
    };
  }

  visibleBox(): Box | null {
    const visible = visibleBox(this.element, this.clips);
    return visible && !this.isMultiline ? intersection(visible, this.seenLine(visible)) : visible;
  }

  visibleSpan({ left, top, width, height }: Box): Span {
    const { element } = this;
    const { rect, scale } = this.inPage();
    return this.mirror.within(element.value, {
      left: (left - rect.left) / scale + element.scrollLeft,
      top: (top - rect.top) / scale + element.scrollTop,
      width: width / scale,
      height: height / scale,
    });
  }

  /** An input shows text between its paddings only, and not under its own clear button. */
  private seenLine({ top, height }: Box): Box {
    const { left, width } = this.toView()(this.lineBox());
    return { left, top, width, height };
  }

  /** Where lines begin and end, in the mirror's coordinates. */
  private lineBox(): Box {
    const { scrollLeft, scrollTop } = this.element;
    const { left, top, width, height } = this.mirror.linesAt();
    return { left: left + scrollLeft, top: top + scrollTop, width, height };
  }

  growsFromStart(): boolean {
    return this.mirror.growsFromStart;
  }

  /** One insertion over the hull of all changes is one undo step, however many there are. */
  replace(expected: string, edits: readonly Replacement[]): Promise<Outcome> {
    const { start, end } = this.read();
    const last = edits.at(-1)?.end ?? 0;
    // A hull that ends at the caret leaves it where it was: pages that keep the selection themselves
    // (react-mentions) do not hear of one that is set.
    const nearby = start === end && start - last < NEAR_UNITS && start > last;
    const caretHere = { start: end, end, replacement: "" };
    const hull = hullOf(expected, nearby ? [...edits, caretHere] : edits);
    if (!hull) return Promise.resolve("failed");
    const caret = caretAfter(start, edits);
    return Promise.resolve(this.write(expected, hull, caret, caretAfter(end, edits)));
  }

  insertAtCaret(expected: string, text: string): Outcome {
    const { start, end } = this.read();
    if (start !== end) return "failed";
    return this.write(expected, { start, end, replacement: text }, start + text.length);
  }

  private write(expected: string, edit: Replacement, caret: number, end = caret): Outcome {
    const { element } = this;
    if (element.value !== expected || !element.isConnected || element.readOnly) return "failed";
    const scroll = { top: element.scrollTop, left: element.scrollLeft };
    if (!hasFocus(element)) element.focus({ preventScroll: true });
    this.closeTypingGroup(edit);
    element.setSelectionRange(edit.start, edit.end);
    typeOver(edit.replacement);
    if (element.value === applyReplacements(expected, [edit])) {
      element.setSelectionRange(caret, end);
      if (edit.end > edit.start) element.scrollTo(scroll);
      return "done";
    }
    // maxlength cut it, or the page changed it: take it back rather than leave half of it.
    if (element.value !== expected) undoOnce();
    return "failed";
  }

  /** What was typed before and what is inserted now must not become one undo step. */
  private closeTypingGroup({ start, end }: Replacement): void {
    if (start !== end) return; // selecting the span does it
    this.element.setSelectionRange(start > 0 ? start - 1 : start, start);
  }

  reveal(start: number, end: number): void {
    const first = this.mirror.boxes(this.element.value, start, end)[0];
    if (!first) return;
    const { element } = this;
    const margin = first.height;
    if (first.top < element.scrollTop) element.scrollTop = first.top - margin;
    const bottom = first.top + first.height - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom + margin;
    if (first.left < element.scrollLeft) element.scrollLeft = first.left - margin;
    const right = first.left + first.width - element.clientWidth;
    if (right > element.scrollLeft) element.scrollLeft = right + margin;
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  isLocked(): boolean {
    return false;
  }

  dispose(): void {
    this.mirror.dispose();
  }

  private readonly inPage = perTask(() => {
    const rect = this.element.getBoundingClientRect();
    return { rect, scale: scaleOf(this.element, rect) };
  });

  /** From the mirror's coordinates (border box, unscrolled) to the viewport. */
  private toView(): (box: Box) => Box {
    const { element } = this;
    const { rect, scale } = this.inPage();
    return (box) => ({
      left: rect.left + (box.left - element.scrollLeft) * scale,
      top: rect.top + (box.top - element.scrollTop) * scale,
      width: box.width * scale,
      height: box.height * scale,
    });
  }
}
