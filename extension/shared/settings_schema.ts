// The settings by name, with their bounds and defaults. In: what storage holds, which anything may
// have written. Out: settings that fit. A stored value that no longer fits falls back to its
// default, key by key, and a bad entry of a list costs only itself. Extension pages and the
// background only: content scripts get what they need from the background (frame_settings.ts).
import * as v from "valibot";
import { canonicalPattern } from "./sites";

export const VERSION = 2;
export const MAX_WORD_LENGTH = 100;
export const MAX_DICTIONARY_WORDS = 50_000; // as many as one request of messages.ts may carry
export const MAX_SITES = 10_000;
export const MAX_RULES = 200;
export const MAX_IGNORED = 2_000;
export const MAX_PHRASES = 2_000;
export const MAX_DELAY_MS = 2_000;

const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_WORD_LENGTH));
const phrase = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
/** The name of a rule, as edits carry it (`kind`). */
export const Rule = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,39}$/));
const pattern = v.pipe(
  v.string(),
  v.transform(canonicalPattern), // null for what is none
  v.string(),
);
const colour = v.union([v.literal("auto"), v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/))]);
/** A single change, wherever it would be proposed. */
export const Ignored = v.object({
  kind: Rule,
  original: v.pipe(v.string(), v.maxLength(200)),
  replacement: v.pipe(v.string(), v.maxLength(200)),
});
export type IgnoredFinding = v.InferOutput<typeof Ignored>;

/** How far ghost text goes, and whose English it and corrections follow. */
export const GHOST_LENGTHS = ["words", "clause", "sentence"] as const;
export const DIALECTS = ["any", "us", "uk", "ca", "au"] as const;
/** As the engine knows it: British and Australian English are also written with "-ize". */
export const WRITTEN_DIALECTS = [...DIALECTS, "uk_ize", "au_ize"] as const;

export const ACTIONS = [
  "accept",
  "accept_word",
  "dismiss",
  "next_finding",
  "previous_finding",
  "fix_all",
] as const;
export type Action = (typeof ACTIONS)[number];
/** As chords.ts writes one: "Tab", "Ctrl+ArrowRight", "Alt+Shift+F". */
const chord = v.pipe(v.string(), v.regex(/^((Ctrl|Alt|Meta|Shift)\+){0,4}[A-Za-z0-9]{1,20}$/));

function flag(otherwise: boolean) {
  return v.fallback(v.boolean(), otherwise);
}

function among<const N extends readonly string[]>(names: N, otherwise: N[number]) {
  return v.fallback(v.picklist(names), otherwise);
}

/** A list without what does not fit, without repeats, and with its newest `limit` entries. */
function boundedList<T>(entry: v.GenericSchema<unknown, T>, limit: number) {
  return v.pipe(
    v.fallback(v.array(v.unknown()), () => []),
    v.transform((stored): T[] => {
      const fitting = stored.flatMap((value) => {
        const result = v.safeParse(entry, value);
        return result.success ? [result.output] : [];
      });
      const known = new Map(fitting.map((value) => [JSON.stringify(value), value]));
      return [...known.values()].slice(-limit);
    }),
  );
}

/** An action without a chord that fits keeps its default one. */
function chords() {
  return v.pipe(
    v.fallback(v.record(v.string(), v.unknown()), () => ({})),
    v.transform((stored): Partial<Record<Action, string>> => {
      const chosen = ACTIONS.filter((action) => v.is(chord, stored[action]));
      return Object.fromEntries(chosen.map((action) => [action, stored[action]]));
    }),
  );
}

export const SCHEMA = {
  /** Everywhere on or off. */
  enabled: flag(true),
  completion: flag(true),
  correction: flag(true),
  sentiment: flag(false),
  /** Sites, as patterns of sites.ts, where one of them is off. */
  completion_off: boundedList(pattern, MAX_SITES),
  correction_off: boundedList(pattern, MAX_SITES),
  sentiment_off: boundedList(pattern, MAX_SITES),
  /** Whether Nib is on where neither list names the site; else the closer pattern decides. */
  on_by_default: flag(true),
  sites_off: boundedList(pattern, MAX_SITES),
  sites_on: boundedList(pattern, MAX_SITES),
  /** Until then nothing is suggested, in ms since 1970. */
  snoozed_until: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),

  /** Ghost text is shown from this probability of being right, 0..1. */
  min_confidence: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.45),
  /** How long the typing has to pause before it. */
  ghost_delay_ms: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_DELAY_MS)), 10),
  ghost_length: among(GHOST_LENGTHS, "sentence"),
  /** Whether it may end a word that has begun. */
  ghost_mid_word: flag(true),

  dialect: among(DIALECTS, "any"),
  /** Rules of correction that are not followed (rules.ts). */
  ignored_rules: boundedList(Rule, MAX_RULES),
  /** Single changes that are never proposed again. */
  ignored_findings: boundedList(Ignored, MAX_IGNORED),
  /** The personal dictionary: words never flagged. */
  dictionary: boundedList(word, MAX_DICTIONARY_WORDS),

  /** Fields Nib may work in: those whose page asks for no spelling marks, searches, single lines. */
  in_spellcheck_off: flag(false),
  in_search_fields: flag(true),
  in_one_line: flag(true),

  /** Keys that are not the default ones (chords.ts). */
  keys: chords(),
  /** "auto": by its kind a wave, a line or dots. */
  underline_style: among(["auto", "solid", "wavy", "dotted", "dashed"], "auto"),
  high_contrast: flag(false),
  ghost_color: v.fallback(colour, "auto"),
  spelling_color: v.fallback(colour, "auto"),
  grammar_color: v.fallback(colour, "auto"),
  positive_color: v.fallback(colour, "auto"),
  negative_color: v.fallback(colour, "auto"),
  sentiment_style: among(["tint", "underline", "margin"], "tint"),
  /** Whether screen readers are told of suggestions and corrections nobody asked for. */
  announcements: flag(true),
  /** Whether Nib suggests also where another checker or the page itself does (rivals.ts). */
  beside_rivals: flag(false),

  /** What Nib may store: counts of what it did; what is often written. */
  statistics: flag(false),
  learning: flag(false),
  learning_paused: flag(false),
  /** Whether the browser may carry the settings to a person's other machines; and the words. */
  sync: flag(false),
  sync_dictionary: flag(false),
} as const;

export const KEYS = Object.keys(SCHEMA) as (keyof StoredSettings)[];
const Stored = v.object(SCHEMA);
/** What the user chose. */
export type StoredSettings = v.InferOutput<typeof Stored>;

export function parseStored(stored: Readonly<Record<string, unknown>>): StoredSettings {
  return v.parse(Stored, Object.fromEntries(KEYS.map((key) => [key, stored[key]])));
}

/** What an organisation may decide, and what only it can. */
const POLICY = {
  sites_on: SCHEMA.sites_on,
  sites_off: SCHEMA.sites_off,
  dictionary: SCHEMA.dictionary,
  phrases: boundedList(phrase, MAX_PHRASES),
  welcome: flag(true),
} as const;
const DECIDED = [
  "enabled",
  "completion",
  "correction",
  "sentiment",
  "on_by_default",
  "dialect",
  "statistics",
  "learning",
  "sync",
  "beside_rivals",
] as const satisfies (keyof StoredSettings)[];
type Decided = (typeof DECIDED)[number];

/** What an organisation may forbid and never impose: it would record or carry off what people do. */
const FORBIDDABLE: readonly string[] = ["statistics", "learning", "sync"];

/** What holds: the user's choice, and the organisation's over it. */
export type Settings = StoredSettings & {
  /** Sites where the organisation switched Nib on or off; they come before the user's. */
  forced_on: string[];
  forced_off: string[];
  /** The organisation's words, which `dictionary` has as well, and its phrases. */
  given_words: string[];
  phrases: string[];
  /** Whether the welcome page may open. */
  welcome: boolean;
  /** What the organisation decided: no switch for it. */
  locked: (keyof StoredSettings)[];
};

/** `managed`: what storage.managed holds. A value that does not fit decides nothing. */
export function withPolicy(
  user: StoredSettings,
  managed: Readonly<Record<string, unknown>>,
): Settings {
  const policy = v.parse(
    v.object(POLICY),
    Object.fromEntries(Object.keys(POLICY).map((key) => [key, managed[key]])),
  );
  const locked = DECIDED.filter((key) => decides(key, managed[key]));
  const decided = Object.fromEntries(locked.map((key) => [key, managed[key]]));
  return {
    ...user,
    ...decided,
    dictionary: [...new Set([...policy.dictionary, ...user.dictionary])],
    given_words: policy.dictionary,
    forced_on: policy.sites_on,
    forced_off: policy.sites_off,
    phrases: policy.phrases,
    welcome: policy.welcome,
    locked,
  };
}

/** The keys of a policy that decide nothing, for what they hold does not fit or is not known. */
export function misfits(managed: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(managed).filter((key) => {
    const value = managed[key];
    if ((DECIDED as readonly string[]).includes(key)) return !isOf(key as Decided, value);
    if (!Object.hasOwn(POLICY, key)) return true;
    if (key === "welcome") return typeof value !== "boolean";
    const kept = v.parse(POLICY[key as keyof typeof POLICY], value) as string[];
    return !Array.isArray(value) || kept.length < value.length;
  });
}

/** Not by its fallback: `true` for "yes" would be a decision nobody made. */
function isOf(key: Decided, value: unknown): boolean {
  return (
    typeof value === (key === "dialect" ? "string" : "boolean") &&
    v.safeParse(SCHEMA[key], value).output === value
  );
}

function decides(key: Decided, value: unknown): boolean {
  return isOf(key, value) && !(FORBIDDABLE.includes(key) && value === true);
}

/** Settings as they are before anyone chose. */
export function parseSettings(stored: Readonly<Record<string, unknown>>): Settings {
  return withPolicy(parseStored(stored), {});
}
