// A text with its corrections in it: what goes is crossed out, what comes is marked.
// In: a text and edits of it, sorted, not overlapping. Out: nodes for the card.
import type { Replacement } from "../adapters/change";
import { element } from "./overlay";

export function changedText(text: string, edits: readonly Replacement[]): Node {
  const all = document.createDocumentFragment();
  let cursor = 0;
  for (const { start, end, replacement } of edits) {
    all.append(text.slice(cursor, start));
    if (start < end) all.append(element("del", "", text.slice(start, end)));
    if (replacement) all.append(element("ins", "", replacement));
    cursor = end;
  }
  all.append(text.slice(cursor));
  return all;
}
