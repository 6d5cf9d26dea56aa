// contenteditable: its text is read by editable_text.ts, written here through the browser's own
// editing. In: one editing host. Out: the Field interface. Puts no node of its own into the field.
// Editors that keep a model get a beforeinput event first, which they may take over (FACTS.md).
import { applyReplacements, caretAfter, hullOf, type Replacement, type Span } from "./change";
import { EditableText } from "./editable_text";
import type { Box, CaretPlace, Field, FieldText, Outcome } from "./field";
import { clippingAncestors, placeOf, visibleBox } from "./geometry";
import { hasFocus, typeOver, undoOnce } from "./typing";

/** The slowest editor known to draw later is CKEditor, after 50 ms. */
const SETTLED_MS = 200;

export class Editable implements Field {
  readonly multiline = true;
  /** Editors' own histories: Quill 1,000, ProseMirror 500, Lexical 300. */
  readonly undoGroup_ms = 1_000;
  onRebuilt = () => {};
  private readonly clips: Element[];
  private readonly content: EditableText;

  constructor(readonly element: HTMLElement) {
    this.clips = clippingAncestors(element);
    this.content = new EditableText(element, () => this.onRebuilt());
  }

  read(): FieldText {
    return this.content.read();
  }

  boxes(start: number, end: number): Box[] {
    return this.content.boxes(start, end);
  }

  caretPlace(offset: number): CaretPlace | null {
    return this.content.caretPlace(offset);
  }

  visibleBox(): Box | null {
    return visibleBox(this.element, this.clips);
  }

  visibleSpan(visible: Box): Span {
    return this.content.visibleSpan(visible);
  }

  place(): string {
    return placeOf(this.element);
  }

  revision(): number {
    return this.content.revision();
  }

  growsFromStart(): boolean {
    return this.content.growsFromStart();
  }

  /** One undo step where one insertion does not lose marks or blocks; else last to first. */
  async replace(expected: string, edits: readonly Replacement[]): Promise<Outcome> {
    if (this.content.text !== expected || !this.element.isConnected) return "failed";
    const before = this.read();
    const [start, end] = [caretAfter(before.start, edits), caretAfter(before.end, edits)];
    const hull = hullOf(expected, edits);
    if (!hull) return "failed";
    const steps = this.content.isPlain(hull.start, hull.end) ? [hull] : [...edits].reverse();
    let wanted = expected;
    for (const step of steps) {
      wanted = applyReplacements(wanted, [step]);
      if ((await this.write(step, wanted)) === "failed") return "failed";
    }
    if (start < end) this.content.select(start, end);
    else this.content.setCaret(start);
    return "done";
  }

  insertAtCaret(expected: string, text: string): Outcome | Promise<Outcome> {
    const before = this.read();
    const selection = this.content.selection();
    if (before.text !== expected || !selection?.isCollapsed) return "failed";
    const { anchorNode, anchorOffset } = selection;
    if (!anchorNode) return "failed";
    if (!this.isTaken(text, expected)) {
      // Moving the caret away and back keeps what was typed and what is inserted two undo steps.
      selection.selectAllChildren(this.element);
      selection.collapse(anchorNode, anchorOffset);
      typeOver(text);
    }
    const wanted = applyReplacements(expected, [
      { start: before.start, end: before.start, replacement: text },
    ]);
    return sameText(this.content.text, wanted) ? "done" : this.settle(before.text, wanted);
  }

  private async write(step: Replacement, wanted: string): Promise<Outcome> {
    const before = this.content.text;
    const { element } = this;
    if (!hasFocus(element)) element.focus({ preventScroll: true });
    if (!this.content.select(step.start, step.end)) return "failed";
    await selectionSettled();
    if (this.content.text !== before) return "failed"; // the page was quicker
    if (!this.isTaken(step.replacement, before)) this.replaceSelection(step.replacement);
    return this.settle(before, wanted);
  }

  /** TinyMCE makes a step of undo of what it was told is a replacement: before and after it. */
  private replaceSelection(replacement: string): void {
    const tell = () => {
      const event = { inputType: "insertReplacementText", bubbles: true, composed: true };
      this.element.dispatchEvent(new InputEvent("input", event));
    };
    tell();
    typeOver(replacement);
    tell();
  }

  /** Editors with a model may draw later. What did not come out as wanted is taken back. */
  private async settle(before: string, wanted: string): Promise<Outcome> {
    const end = performance.now() + SETTLED_MS;
    while (!sameText(this.content.text, wanted)) {
      if (performance.now() > end) {
        if (this.content.text !== before) undoOnce();
        return "failed";
      }
      await nextFrame();
    }
    return "done";
  }

  /**
   * Editors with a model take this event and make the edit themselves; true when one did. (Trix does
   * without saying so; CKEditor does later, and ignores the command that comes then.)
   */
  private isTaken(replacement: string, before: string): boolean {
    const range = this.content.selection()?.getRangeAt(0);
    if (!range) return false;
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", replacement);
    const event = new InputEvent("beforeinput", {
      inputType: "insertReplacementText",
      data: replacement,
      dataTransfer,
      targetRanges: [new StaticRange(range)],
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    return !this.element.dispatchEvent(event) || this.content.text !== before;
  }

  reveal(start: number, end: number): void {
    const [first] = this.content.piecesIn(start, end);
    first?.piece.node.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  isLocked(start: number, end: number): boolean {
    return this.content.piecesIn(start, Math.max(end, start + 1)).some(({ piece }) => piece.locked);
  }

  dispose(): void {
    this.content.dispose();
  }
}

/** A space typed at the end of a line is a no-break space to the browser; we read both as one. */
function sameText(a: string, b: string): boolean {
  return a === b || a.trimEnd() === b.trimEnd();
}

/** Editors follow the selection by its event, which comes as a task of its own. */
function selectionSettled(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      document.removeEventListener("selectionchange", done);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, 30); // no event comes when the selection was there already
    document.addEventListener("selectionchange", done);
  });
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 50); // frames do not come in a hidden tab
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
