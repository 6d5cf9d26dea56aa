// The rules of correction by the names the engine's edits carry (`kind`), and what people call
// them. The finest name there is: an edit has no rule below its kind.
import { t } from "./words";

/** What the options list; the engine may know more, which are listed once they are ignored. */
export const RULES = [
  "spelling",
  "dialect",
  "ise_ending",
  "capital",
  "punctuation",
  "comma",
  "contraction",
  "spacing",
  "repeated",
  "article",
  "determiner",
  "agreement",
  "noun_number",
  "verb_form",
  "word_form",
  "word_order",
  "preposition",
  "confusion",
  "missing_word",
  "extra_word",
] as const;

/** A rule's heading; of other kinds the name itself: "odd_kind" -> "Odd kind". */
export function titleOf(kind: string): string {
  const title = chrome.i18n.getMessage(`rule_${kind}`);
  if (title !== "") return title;
  const words = kind.replaceAll(/[_-]+/g, " ").trim();
  return words === "" ? t("rule_other") : words[0]?.toUpperCase() + words.slice(1);
}
