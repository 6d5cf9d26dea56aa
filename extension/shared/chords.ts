// A chord: the keys held and pressed together, as a setting names them ("Alt+Shift+F", "Tab").
// In: keydown events, text of a setting. Out: chords, and what speaks against binding one. Pure, and
// free of valibot: the content script compares chords with what is pressed. Letters are named by
// what is on the key, or by its place where Alt on a Mac makes another sign of it.

export type Press = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "altKey" | "metaKey" | "shiftKey"
>;

/** What can be bound, and the chords of those who changed nothing. */
const DEFAULTS = {
  accept: "Tab",
  accept_word: "Ctrl+ArrowRight",
  dismiss: "Escape",
  next_finding: "Alt+J",
  previous_finding: "Alt+K",
  fix_all: "Alt+Shift+F",
} as const;
export type Action = keyof typeof DEFAULTS;
export type Keys = Readonly<Record<Action, string>>;

/** Every action's chord: the one that was chosen for it, or the default of this kind of machine. */
export function keysOf(chosen: Partial<Keys>, isMac: boolean): Keys {
  return { ...DEFAULTS, ...(isMac ? { accept_word: "Alt+ArrowRight" } : {}), ...chosen };
}

const NAMED = /^[A-Z][A-Za-z0-9]{1,19}$/;
const NO_KEY = /^(?:Control|Alt|AltGraph|Shift|Meta|OS|Fn|\w+Lock|Dead|Process|Unidentified)$/;

/** The chord that was pressed; null while only Ctrl, Alt, Shift or Meta are held. */
export function chordOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: Press): string | null {
  const name = nameOf(key, code);
  if (name === null) return null;
  const held = [ctrlKey && "Ctrl+", altKey && "Alt+", shiftKey && "Shift+", metaKey && "Meta+"];
  return held.filter(Boolean).join("") + name;
}

function nameOf(key: string, code: string): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  if (NAMED.test(key) && !NO_KEY.test(key)) return key;
  if (key !== "Dead" && key.length !== 1) return null;
  const place = code.replace(/^(?:Key|Digit|Numpad)(?=.$)/, "");
  return /^[A-Z0-9]$|^[A-Z][A-Za-z0-9]{1,19}$/.test(place) ? place : null;
}

const HELD: ReadonlyMap<string, number> = new Map([
  ["ctrl", 0],
  ["control", 0],
  ["alt", 1],
  ["option", 1],
  ["shift", 2],
  ["meta", 3],
  ["cmd", 3],
  ["command", 3],
]);

/** A chord as chordOf() writes it, from text in any order of the held keys; null for no chord. */
export function parseChord(text: string): string | null {
  const parts = text.split("+").map((part) => part.trim());
  const last = parts.pop() ?? "";
  const name = last.length === 1 ? last.toUpperCase() : last;
  const held = ["", "", "", ""];
  for (const part of parts) {
    const at = HELD.get(part.toLowerCase());
    if (at === undefined || held[at]) return null;
    held[at] = ["Ctrl+", "Alt+", "Shift+", "Meta+"][at] ?? "";
  }
  if (!/^[A-Z0-9]$/.test(name) && (!NAMED.test(name) || NO_KEY.test(name))) return null;
  return held.join("") + name;
}

/** The first other action with the same chord. */
export function clashOf(keys: Keys, action: Action, chord: string): Action | null {
  const others = Object.keys(keys) as Action[];
  return others.find((other) => other !== action && keys[other] === chord) ?? null;
}

/**
 * plain: it writes; editing: it edits; both cannot be bound. kept: the browser or the system never
 * lets a page have it; shared: they use it too, but Nib comes first while it shows something.
 */
export type Objection = "plain" | "editing" | "kept" | "shared";

const WRITES =
  /^(?:Shift\+)?(?:[A-Z0-9]|Space|Comma|Period|Slash|Semicolon|Quote|Backslash|Backquote|Bracket\w+|Minus|Equal|Intl\w+|Numpad\w+)$/;
const EDITS =
  /^(?:Shift\+)?(?:Enter|Delete|Arrow(?:Up|Down|Left)|Home|Page\w+)$|^Shift\+(?:ArrowRight|End)$|^Main\+(?:[ACVXYZ]|Shift\+Z)$|(?:^|\+)Backspace$/;
const KEPT =
  /^Main\+(?:Shift\+)?[NTW]$|^Main\+Q$|^(?:Ctrl\+|Main\+|Alt\+)(?:Shift\+)?Tab$|^Alt\+F4$|^F11$|^Ctrl\+Alt\+Delete$|^Ctrl\+Page/;
const KEPT_ON_A_MAC = /^Main\+(?:[HM]|Space)$|^Ctrl\+Arrow\w+$/;
const SHARED =
  /^(?:F\d+|ArrowRight|End)$|^Main\+(?:[BDEFGHIJKLOPRSU]|\d|Minus|Equal|Enter)$|^Alt\+(?:[DEF]|Arrow\w+|Home)$|^Main\+Shift\+[ABCDIJKMOPR]$/;

/** What speaks against binding a chord; null for nothing. */
export function objectionTo(chord: string, isMac: boolean): Objection | null {
  const main = isMac ? chord.replace("Meta+", "Main+") : chord.replace("Ctrl+", "Main+");
  const at = main.indexOf("Main+");
  const lead = at > 0 ? `Main+${main.slice(0, at)}${main.slice(at + 5)}` : main;
  if (WRITES.test(chord)) return "plain";
  if (EDITS.test(lead)) return "editing";
  if (KEPT.test(lead) || KEPT.test(chord)) return "kept";
  if (isMac ? KEPT_ON_A_MAC.test(lead) : chord.includes("Meta+")) return "kept";
  return SHARED.test(lead) ? "shared" : null;
}
