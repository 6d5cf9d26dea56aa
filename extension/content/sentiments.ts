// Sentiment laid onto the text as it is now: which sentences and words are tinted, and how.
// In: the engine's sentences by block text, the tints shown so far. Out: tints. Pure.
import type { Sentence } from "../shared/messages";
import { type Change, remapSpan, type Span, stretchSpan } from "./adapters/change";
import type { Block } from "./blocks";

export interface TintedSpan extends Span {
  readonly label: "positive" | "negative";
  readonly level: "sentence" | "word";
}

/** A sentence stretches while it is being written; a word that changed loses its tint. */
export function remapTints(
  tints: readonly TintedSpan[],
  change: Change,
  after: string,
): readonly TintedSpan[] {
  return tints.flatMap((tint) => {
    const span =
      tint.level === "sentence" ? stretchSpan(tint, change) : remapSpan(tint, change, after);
    return span ? [{ ...tint, ...span }] : [];
  });
}

/** The tints of each block from its own answer, or as they were while that is still to come. */
export function mergeTints(
  blocks: readonly Block[],
  answers: ReadonlyMap<string, readonly Sentence[]>,
  before: readonly TintedSpan[],
): TintedSpan[] {
  return blocks.flatMap((block) => {
    const sentences = answers.get(block.text);
    if (!sentences)
      return before.filter(({ start, end }) => block.start <= start && end <= block.end);
    return sentences.flatMap((sentence) => [
      ...tinted(block, sentence, "sentence"),
      ...sentence.spans.flatMap((word) => tinted(block, word, "word")),
    ]);
  });
}

/** Of the answers to these texts: how many sentences there are, and how many sound how. */
export function countTone(
  texts: readonly string[],
  answers: ReadonlyMap<string, readonly Sentence[]>,
) {
  const labels = texts.flatMap((text) => answers.get(text)?.map(({ label }) => label) ?? []);
  const of = (wanted: Sentence["label"]) => labels.filter((label) => label === wanted).length;
  return { sentences: labels.length, positive: of("positive"), negative: of("negative") };
}

function tinted(
  block: Block,
  { start, end, label }: Pick<Sentence, "start" | "end" | "label">,
  level: TintedSpan["level"],
): TintedSpan[] {
  if (label === "neutral" || start >= end || end > block.text.length) return [];
  return [{ start: block.start + start, end: block.start + end, label, level }];
}
