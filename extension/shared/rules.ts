// The rules of correction by the names the engine's edits carry (`kind`), and what people call
// them. The finest name there is: an edit has no rule below its kind. Pure.

/** Headings for kinds whose own name is a grammarian's. */
const TITLES: ReadonlyMap<string, string> = new Map([
  ["article", "A or an"],
  ["capital", "Capital letter"],
  ["confusion", "Word choice"],
  ["contraction", "Apostrophe"],
  ["determiner", "Article"],
  ["noun_number", "One or many"],
  ["repeated", "Repeated word"],
]);

/** What the options list; the engine may know more, which are listed once they are ignored. */
export const RULES = [
  "spelling",
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

/** A rule's heading; of other kinds the name itself: "missing_word" -> "Missing word". */
export function titleOf(kind: string): string {
  const title = TITLES.get(kind);
  if (title !== undefined) return title;
  const words = kind.replaceAll(/[_-]+/g, " ").trim();
  return words === "" ? "Suggestion" : words[0]?.toUpperCase() + words.slice(1);
}
