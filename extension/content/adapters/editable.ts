// contenteditable: its text is read by editable_text.ts, written here through the browser's own
// editing. In: one editing host. Out: the Field interface. Puts no node of its own into the field.
// Editors that keep a model get a beforeinput event first, which they may take over (FACTS.md).
import { applyReplacements, caretAfter, hullOf, type Replacement } from "./change";
import { EditableText } from "./editable_text";
import type { Box, Field, Outcome } from "./field";
import { clippingAncestors, visibleBox } from "./geometry";
import { hasFocus, typeOver, undoOnce } from "./typing";

/** The slowest editor known to draw later is CKEditor, after 50 ms. */
const SETTLED_MS = 200;

export class Editable extends EditableText implements Field {
  readonly isMultiline = true;
  /** Editors' own histories: Quill 1,000, ProseMirror 500, Lexical 300. */
  readonly undoGroup_ms = 1_000;
  private readonly clips: Element[];

  constructor(element: HTMLElement) {
    super(element);
    this.clips = clippingAncestors(element);
  }

  visibleBox(): Box | null {
    return visibleBox(this.element, this.clips);
  }

  /** One undo step where one insertion does not lose marks or blocks; else last to first. */
  async replace(expected: string, edits: readonly Replacement[]): Promise<Outcome> {
    if (this.text !== expected || !this.element.isConnected) return "failed";
    const before = this.read();
    const [start, end] = [caretAfter(before.start, edits), caretAfter(before.end, edits)];
    const hull = hullOf(expected, edits);
    if (!hull) return "failed";
    const steps = this.isPlain(hull.start, hull.end) ? [hull] : [...edits].reverse();
    let wanted = expected;
    for (const step of steps) {
      wanted = applyReplacements(wanted, [step]);
      if ((await this.write(step, wanted)) === "failed") return "failed";
    }
    if (start < end) this.select(start, end);
    else this.setCaret(start);
    return "done";
  }

  insertAtCaret(expected: string, text: string): Outcome | Promise<Outcome> {
    const before = this.read();
    const selection = this.selection();
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
    return sameText(this.text, wanted) ? "done" : this.settle(before.text, wanted);
  }

  private async write(step: Replacement, wanted: string): Promise<Outcome> {
    const before = this.text;
    const { element } = this;
    if (!hasFocus(element)) element.focus({ preventScroll: true });
    if (!this.select(step.start, step.end)) return "failed";
    await selectionSettled();
    if (this.text !== before) return "failed"; // the page was quicker
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
    while (!sameText(this.text, wanted)) {
      if (performance.now() > end) {
        if (this.text !== before) undoOnce();
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
    const range = this.selection()?.getRangeAt(0);
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
    return !this.element.dispatchEvent(event) || this.text !== before;
  }

  reveal(start: number, end: number): void {
    const [first] = this.piecesIn(start, end);
    first?.piece.node.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  isLocked(start: number, end: number): boolean {
    return this.piecesIn(start, Math.max(end, start + 1)).some(({ piece }) => piece.locked);
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
