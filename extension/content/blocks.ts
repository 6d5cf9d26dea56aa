// Cuts a field's text into the blocks that are checked one by one, so that a key has only its own
// paragraph checked anew. In: text, caret, limits. Out: spans that tile a window of the text. Pure.
import type { Span } from "./adapters/change";

/** Longest block sent at once: a few sentences more would delay what is near the caret. */
export const MAX_BLOCK = 1_200;

export interface Block extends Span {
  readonly text: string;
}

/** The blocks of at most `limit` units of whole paragraphs around the caret, in text order. */
export function blocksAround(text: string, caret: number, limit: number): Block[] {
  const window = windowAround(text, caret, limit);
  const blocks: Block[] = [];
  for (let start = window.start; start < window.end; ) {
    const newline = text.indexOf("\n", start);
    const stop = newline < 0 || newline > window.end ? window.end : newline;
    for (let from = start; from < stop; ) {
      const end = stop - from <= MAX_BLOCK ? stop : sentenceBreak(text, from, from + MAX_BLOCK);
      blocks.push({ start: from, end, text: text.slice(from, end) });
      from = end;
    }
    start = stop + 1;
  }
  return blocks.filter((block) => block.text.trim() !== "");
}

/** Whole paragraphs around the caret up to `limit`; within one longer than that, whole words. */
export function windowAround(text: string, caret: number, limit: number): Span {
  if (text.length <= limit) return { start: 0, end: text.length };
  const half = Math.floor(limit / 2);
  const low = Math.max(0, Math.min(caret - half, text.length - limit));
  const high = Math.min(text.length, low + limit);
  const start = low === 0 ? 0 : after(text.indexOf("\n", low - 1), caret, wordStart(text, low));
  if (high === text.length) return { start, end: high };
  const newline = text.lastIndexOf("\n", high);
  return { start, end: newline >= Math.max(caret, start) ? newline : wordEnd(text, high) };
}

function after(newline: number, caret: number, otherwise: number): number {
  return newline >= 0 && newline < caret ? newline + 1 : otherwise;
}

function wordStart(text: string, from: number): number {
  const space = text.slice(from, from + 200).search(/\s/);
  return space < 0 ? from : from + space + 1;
}

function wordEnd(text: string, end: number): number {
  const space = text.slice(end - 200, end).search(/\s\S*$/);
  return space < 0 ? end : end - 200 + space;
}

/** Where to cut a long paragraph: behind the last sentence that fits, else the last word. */
function sentenceBreak(text: string, from: number, limit: number): number {
  const part = text.slice(from, limit);
  for (let index = part.length - 1; index > part.length / 3; index--) {
    if (/\s/.test(part[index] ?? "") && /[.!?\u2026]/.test(part[index - 1] ?? ""))
      return from + index + 1;
  }
  const space = part.lastIndexOf(" ");
  return space > 0 ? from + space + 1 : limit;
}

/** The blocks nearest the caret first. */
export function nearestFirst(blocks: readonly Block[], caret: number): Block[] {
  const distance = ({ start, end }: Span) => Math.max(start - caret, caret - end, 0);
  return [...blocks].sort((a, b) => distance(a) - distance(b));
}
