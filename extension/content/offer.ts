// A completion on offer, and what is left of it after typing. In: what was asked, what came back,
// the text now. Out: the ghost text to show, or null. Pure.

export interface Offer {
  /** The text and the caret for which it was asked. */
  readonly text: string;
  readonly caret: number;
  readonly completion: string;
}

/** So much on both sides of the caret tells the place: comparing all of a long text takes its time. */
const NEAR_UNITS = 500;

/**
 * The part of the completion that is not typed yet; "" when all of it is, null when the text went
 * another way. Typing along the ghost keeps it, without asking the engine again.
 */
export function remainder(offer: Offer, text: string, caret: number): string | null {
  const typed = caret - offer.caret;
  if (typed < 0 || text.length - offer.text.length !== typed) return null;
  const isAlong = offer.completion.startsWith(text.slice(offer.caret, caret));
  const before = (all: string) => all.slice(Math.max(0, offer.caret - NEAR_UNITS), offer.caret);
  const after = (all: string, at: number) => all.slice(at, at + NEAR_UNITS);
  const isHere =
    before(text) === before(offer.text) && after(text, caret) === after(offer.text, offer.caret);
  return isAlong && isHere ? offer.completion.slice(typed) : null;
}

/** The next word of a ghost, with the space before it and the punctuation that sticks to it. */
export function nextWord(ghost: string): string {
  return /^\s*\S+/.exec(ghost)?.[0] ?? ghost;
}

/** Ghost text stands behind the caret: only where the rest of the line is empty. */
export function lineEndsAt(text: string, caret: number): boolean {
  const newline = text.indexOf("\n", caret);
  return (
    text.slice(caret, newline < 0 ? caret + 200 : Math.min(newline, caret + 200)).trim() === ""
  );
}

/** Whether there is something on the caret's own line to go on from. */
export function hasLineStart(text: string, caret: number): boolean {
  return text.slice(Math.max(0, text.lastIndexOf("\n", caret - 1) + 1), caret).trim() !== "";
}
