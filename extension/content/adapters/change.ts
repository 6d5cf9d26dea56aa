// What changed between two texts, and where offsets of the old one lie in the new one.
// In: texts and offsets in UTF-16 units. Out: plain values. Pure; touches no page.

/** `old` text [start, oldEnd) became `new` text [start, newEnd); all else is equal. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Replacement extends Span {
  readonly replacement: string;
}

/**
 * The smallest single change from `before` to `after`; null when they are equal.
 * `caret` (in `after`) settles ambiguity: typing "l" into "al|l" changes the place of the caret,
 * although any of the three l's would explain it.
 */
export function changeBetween(before: string, after: string, caret = after.length): Change | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  const tail = commonSuffix(before, after, Math.min(shorter, Math.max(0, after.length - caret)));
  const start = commonPrefix(before, after, shorter - tail);
  const more = commonSuffix(before, after, shorter - start);
  return { start, oldEnd: before.length - more, newEnd: after.length - more };
}

/** Texts are compared by the engine itself, in parts of half the size each time. */
const LARGEST_PART = 2 ** 15;

function commonPrefix(a: string, b: string, limit: number): number {
  let length = 0;
  for (let part = LARGEST_PART; part >= 1; part /= 2)
    while (length + part <= limit && isPartEqual(a, length, b, length, part)) length += part;
  return length;
}

function commonSuffix(a: string, b: string, limit: number): number {
  let length = 0;
  for (let part = LARGEST_PART; part >= 1; part /= 2) {
    const [from, at] = [a.length - part, b.length - part];
    while (length + part <= limit && isPartEqual(a, from - length, b, at - length, part))
      length += part;
  }
  return length;
}

function isPartEqual(a: string, from: number, b: string, at: number, length: number): boolean {
  return a.slice(from, from + length) === b.slice(at, at + length);
}

/**
 * Where a span lies after a change that led to `after`; null when the change touched it. Text that
 * now joins on to the span touches it too: the word under it has grown.
 */
export function remapSpan(span: Span, change: Change, after: string): Span | null {
  if (span.end <= change.start)
    return span.end === change.start && isWordUnit(after[span.end]) ? null : span;
  if (span.start < change.oldEnd) return null;
  const shift = change.newEnd - change.oldEnd;
  const start = span.start + shift;
  if (span.start === change.oldEnd && isWordUnit(after[start - 1])) return null;
  return { start, end: span.end + shift };
}

/** Like remapSpan, for spans that may grow: a change within the span stretches it. */
export function stretchSpan(span: Span, { start, oldEnd, newEnd }: Change): Span | null {
  const shift = newEnd - oldEnd;
  if (span.end < start) return span;
  if (span.start >= oldEnd && span.start > start)
    return { start: span.start + shift, end: span.end + shift };
  return span.start <= start && span.end >= oldEnd
    ? { start: span.start, end: span.end + shift }
    : null;
}

export function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && /[\p{L}\p{N}\p{M}'\u2019_-]/u.test(unit);
}

/** The text with every replacement made. They are sorted by start and do not overlap. */
export function applyReplacements(text: string, edits: readonly Replacement[]): string {
  let result = "";
  let cursor = 0;
  for (const { start, end, replacement } of edits) {
    result += text.slice(cursor, start) + replacement;
    cursor = end;
  }
  return result + text.slice(cursor);
}

/** All replacements as one over the smallest hull that holds them; null for none. */
export function hullOf(text: string, edits: readonly Replacement[]): Replacement | null {
  const first = edits[0];
  const last = edits.at(-1);
  if (!first || !last) return null;
  const inside = edits.map((edit) => ({
    ...edit,
    start: edit.start - first.start,
    end: edit.end - first.start,
  }));
  const replacement = applyReplacements(text.slice(first.start, last.end), inside);
  return { start: first.start, end: last.end, replacement };
}

/** Where a person expects the caret after replacements: it stays with the text it was in. */
export function caretAfter(caret: number, edits: readonly Replacement[]): number {
  let shift = 0;
  for (const { start, end, replacement } of edits) {
    if (caret < start || (caret === start && end > start)) break;
    if (caret < end) return start + shift + replacement.length;
    shift += replacement.length - (end - start);
  }
  return caret + shift;
}
