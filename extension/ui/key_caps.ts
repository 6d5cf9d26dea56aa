// A chord as people read it: what stands on its keys. In: a chord of shared/chords.ts. Out: one cap
// a key. Keys with a name have it from _locales, for keyboards differ by language (Ctrl, Strg).
import { type MessageKey, t } from "../shared/words";

const SIGNS: ReadonlyMap<string, string> = new Map([
  ["ArrowRight", "→"],
  ["ArrowLeft", "←"],
  ["ArrowUp", "↑"],
  ["ArrowDown", "↓"],
  ["Comma", ","],
  ["Period", "."],
  ["Slash", "/"],
  ["Semicolon", ";"],
  ["Quote", "'"],
  ["BracketLeft", "["],
  ["BracketRight", "]"],
  ["Backslash", "\\"],
  ["Backquote", "`"],
  ["Minus", "-"],
  ["Equal", "="],
]);
const MAC_SIGNS: ReadonlyMap<string, string> = new Map([
  ["Ctrl", "⌃"],
  ["Alt", "⌥"],
  ["Shift", "⇧"],
  ["Meta", "⌘"],
]);
const NAMES: ReadonlyMap<string, MessageKey> = new Map([
  ["Ctrl", "key_ctrl"],
  ["Alt", "key_alt"],
  ["Shift", "key_shift"],
  ["Meta", "key_meta"],
  ["Escape", "key_escape"],
  ["Tab", "key_tab"],
  ["Enter", "key_enter"],
  ["Space", "key_space"],
  ["Home", "key_home"],
  ["End", "key_end"],
  ["PageUp", "key_page_up"],
  ["PageDown", "key_page_down"],
  ["Insert", "key_insert"],
]);

/** The keys of a chord as they are shown, one cap each: ["Ctrl", "→"]. */
export function keyCaps(chord: string, isMac: boolean): string[] {
  return chord.split("+").map((part) => (isMac && MAC_SIGNS.get(part)) || capOf(part));
}

function capOf(part: string): string {
  const name = NAMES.get(part);
  return name ? t(name) : (SIGNS.get(part) ?? part);
}
