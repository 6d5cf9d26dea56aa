// Lists of words as files: a plain list (a word a line) and hunspell's .dic (a count, then words with
// flags). In: a file's bytes or the dictionary. Out: words and what was skipped, or one reason why it
// is no list. Pure; decides nothing about the dictionary itself.
import { MAX_WORD_LENGTH } from "../shared/settings_schema";

/** Larger than any word list that fits: 50,000 words of 100 letters in the widest encoding. */
export const MAX_LIST_BYTES = 20_000_000;

export type Refused = "too_large" | "not_text" | "not_utf8" | "empty";

/** How many lines were not taken, and why. */
export type Skipped = {
  flags: number; // words that were taken, but without what stood after "/"
  repeated: number;
  several: number; // more than one word
  long: number;
  unclear: number; // no letter in it, or signs that cannot be seen
};

export type WordList = { words: string[]; skipped: Skipped };

/** The text of a file, or why it is none. UTF-8, or UTF-16 where its first bytes say so. */
export function textOf(bytes: Uint8Array): { text: string } | { refused: Refused } {
  if (bytes.length > MAX_LIST_BYTES) return { refused: "too_large" };
  const [first, second] = bytes;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = !marked ? "utf-8" : first === 0xff ? "utf-16le" : "utf-16be";
  if (!marked && bytes.includes(0)) return { refused: "not_text" };
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { refused: "not_utf8" };
  }
}

/** Whether the first line is hunspell's count of words. */
function isCount(line: string | undefined): boolean {
  return line !== undefined && /^\s*\d{1,9}\s*$/.test(line);
}

/** A line of a .dic: "drink/SRJG po:verb" -> "drink", which had flags; "\\/" is a slash. */
function dicWord(line: string): { word: string; hadFlags: boolean } {
  const bare = line.replace(/(?:\t| +[a-z]{2}:).*$/, "");
  const at = bare.search(/(?<!\\)\//);
  const word = at > 0 ? bare.slice(0, at) : bare;
  return { word: word.replaceAll("\\/", "/").trim(), hadFlags: at > 0 };
}

/** What keeps a line from being a word; null for a word. */
export function faultOf(word: string): "several" | "long" | "unclear" | null {
  if (/\p{C}/u.test(word.replaceAll(/[\u200c\u200d]/g, "")) || !/\p{L}/u.test(word))
    return "unclear";
  if (/\s/.test(word)) return "several";
  return word.length > MAX_WORD_LENGTH ? "long" : null;
}

export function parseWords(text: string): WordList {
  const lines = text.split(/\r\n|[\n\r]/);
  const isDic = isCount(lines[0]?.replace("\ufeff", ""));
  const skipped: Skipped = { flags: 0, repeated: 0, several: 0, long: 0, unclear: 0 };
  const words = new Set<string>();
  for (const line of isDic ? lines.slice(1) : lines) {
    const whole = line.replace("\ufeff", "").trim();
    if (whole === "" || /^#(?:\s|$)/.test(whole)) continue;
    const { word, hadFlags } = isDic ? dicWord(whole) : { word: whole, hadFlags: false };
    if (hadFlags) skipped.flags++;
    const fault = faultOf(word);
    if (fault) skipped[fault]++;
    else if (words.has(word)) skipped.repeated++;
    else words.add(word);
  }
  return { words: [...words], skipped };
}

export type ListFormat = "txt" | "dic";

/** The list as a file that parseWords() reads back word for word. */
export function listText(words: readonly string[], format: ListFormat): string {
  if (format === "txt") return words.map((word) => `${word}\n`).join("");
  const escaped = words.map((word) => `${word.replaceAll("/", "\\/")}\n`);
  return `${words.length}\n${escaped.join("")}`;
}
