// What the section "Dictionary" says of words that were typed or came out of a file. In: words,
// lists, the dictionary. Out: the dictionary with them, and sentences. Pure.
import { MAX_DICTIONARY_WORDS, MAX_WORD_LENGTH } from "../shared/settings_schema";
import { t } from "../shared/words";
import { sizeWords } from "./model_words";
import { MAX_LIST_BYTES, type Refused, type Skipped, type WordList } from "./word_lists";

export function count(number: number): string {
  return number.toLocaleString();
}

export function refusalWords(reason: Refused, name: string): string {
  return t(`options_list_${reason}`, name, sizeWords(MAX_LIST_BYTES));
}

/** What of a list is new to the dictionary. */
export type Merged = { added: string[]; known: number };

/** null when there is no room for all of it: a part would leave nobody sure which. */
export function merge(dictionary: readonly string[], { words }: WordList): Merged | null {
  const present = new Set(dictionary);
  const added = words.filter((word) => !present.has(word));
  if (dictionary.length + added.length > MAX_DICTIONARY_WORDS) return null;
  return { added, known: words.length - added.length };
}

export function fullWords(name: string, list: WordList, present: number): string {
  const room = Math.max(0, MAX_DICTIONARY_WORDS - present);
  return t("options_list_full", name, count(list.words.length), count(room));
}

/** "Added 3 words of names.txt. 2 were there already. Left out: 1 line of more than one word." */
export function mergedWords(name: string, merged: Merged, skipped: Skipped): string {
  const left = (["several", "long", "unclear"] as const)
    .filter((reason) => skipped[reason] > 0)
    .map((reason) => t(`options_skipped_${reason}`, count(skipped[reason]), MAX_WORD_LENGTH));
  const known = merged.known + skipped.repeated;
  return [
    t("options_list_added", count(merged.added.length), name),
    ...(known > 0 ? [t("options_list_known", count(known))] : []),
    ...(left.length > 0 ? [t("options_list_left_out", left.join(", "))] : []),
    ...(skipped.flags > 0 ? [t("options_list_flags", count(skipped.flags))] : []),
  ].join(" ");
}
