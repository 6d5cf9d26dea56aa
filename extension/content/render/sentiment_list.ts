// The sentiment of each sentence, one below the other: its words, its label, how sure that is, and a
// bar from the middle to the right (positive) or to the left (negative): never by colour alone.
// In: a text and its sentences. Out: a list for the card; its bars are pictures with words.
import type { Sentence } from "../../shared/messages";
import { t } from "../../shared/words";
import { element } from "./overlay";

const LABELS = ["positive", "neutral", "negative"] as const;

/** One label for all sentences, or that they differ. */
export function titleOf(sentences: readonly Sentence[]): string {
  const [label, ...others] = new Set(sentences.map((sentence) => sentence.label));
  return t("card_sentiment", t(`card_${others.length > 0 ? "mixed" : (label ?? "neutral")}`));
}

export function countsOf(sentences: readonly Sentence[]): string {
  const count = (wanted: string) => sentences.filter(({ label }) => label === wanted).length;
  return t("card_counts", ...LABELS.map(count));
}

export function sentimentList(text: string, sentences: readonly Sentence[]): Node {
  const lines = sentences.map(({ start, end, label, score }) =>
    element("li", "", text.slice(start, end).trim(), gauge(label, Math.round(score * 100))),
  );
  return element("ol", "", ...lines);
}

function gauge(label: Sentence["label"], percent: number): HTMLElement {
  const bar = element("i", "");
  const half = percent / 2;
  const left = label === "positive" ? 50 : label === "negative" ? 50 - half : 50 - half / 2;
  bar.style.setProperty("left", `${left}%`);
  bar.style.setProperty("width", `${half}%`);
  const name = t(`card_${label}`);
  const made = element("div", `gauge ${label}`, name, element("span", "bar", bar), `${percent} %`);
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", t("card_score", name, percent));
  return made;
}
