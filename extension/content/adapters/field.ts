// What every adapter offers: the one border between Nib and the text of a page's field.
// Offsets are UTF-16 units into `text` as read; rectangles are client coordinates (CSS pixels of
// the viewport). Only adapters read or write page text; nothing else touches value or DOM ranges.
import type { Replacement, Span } from "./change";

export interface FieldText {
  readonly text: string;
  /** The selection, start <= end; both text.length when the field has none. */
  readonly start: number;
  readonly end: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle as plain values: those of a DOMRect are lost when it is spread. */
export function boxOf({ left, top, width, height }: Box): Box {
  return { left, top, width, height };
}

/** How text looks at the caret, for ghost text that continues it. */
export interface CaretPlace {
  /** Zero-wide, as high as the text's own box on that line. */
  readonly caret: Box;
  /** The element whose computed style the text has. */
  readonly styled: Element;
  /** Where lines begin and end; `height` is the room left to the field's own end. */
  readonly lineBox: Box;
  readonly wraps: boolean;
  /** Screen pixels to one CSS pixel of the field (transforms, zoom); 1 as a rule. */
  readonly scale: number;
}

/** "done": the text is as asked. "failed": it could not be done, and the text is as before. */
export type Outcome = "done" | "failed";

export interface Field {
  readonly element: HTMLElement;
  readonly isMultiline: boolean;
  /** What comes within this time of typing may become one undo step with it. */
  readonly undoGroup_ms: number;
  /** Called when the page or its editor changed more inside than text. */
  onRebuilt?: () => void;
  read(): FieldText;
  /** This text will be measured once the frame is laid out. */
  prepare?(text: string): void;
  /** The visible lines of a span, one box a line and text run; empty when nothing is laid out. */
  boxes(start: number, end: number): Box[];
  caretPlace(offset: number): CaretPlace | null;
  /** The part of the field in which text can be seen, clipped by its ancestors. */
  visibleBox(): Box | null;
  /** A span that holds all text seen in that box; whole paragraphs, so as a rule some more. */
  visibleSpan(visible: Box): Span;
  /** Since the last call only text was typed, and what stood before it has kept its place. */
  growsFromStart(): boolean;
  /** Makes the replacements as one undo step where the field can, and checks the text after. */
  replace(expected: string, edits: readonly Replacement[]): Promise<Outcome>;
  /** Inserts at the caret at once; editors that draw later say how it went some frames later. */
  insertAtCaret(expected: string, text: string): Outcome | Promise<Outcome>;
  /** Scrolls the span into view without moving the focus. */
  reveal(start: number, end: number): void;
  /** Text that may not be edited (mentions, pictures) within the span. */
  isLocked(start: number, end: number): boolean;
  dispose(): void;
}
