// The user's settings: one schema, its defaults, and reading and writing it in storage.local.
// A stored value that no longer fits falls back to its default, key by key, and a bad entry of a
// list costs only itself, so that one bad value never loses the others. Nothing is read at import.
import * as v from "valibot";
import { siteOf } from "./sites";

export const MAX_WORD_LENGTH = 100;
export const MAX_DICTIONARY_WORDS = 50_000; // as many as one request of messages.ts may carry
export const MAX_SITES = 10_000;
export const MAX_RULES = 200;

const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_WORD_LENGTH));
/** The name of a rule, as edits carry it (`kind`). */
export const Rule = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,39}$/));
const site = v.pipe(
  v.string(),
  v.transform((name) => {
    const found = siteOf(`https://${name}/`); // null for what is more than a host name
    return found && [found, `www.${found}`].includes(name.toLowerCase()) ? found : null;
  }),
  v.string(),
);

const SCHEMA = {
  enabled: v.fallback(v.boolean(), true),
  completion: v.fallback(v.boolean(), true),
  correction: v.fallback(v.boolean(), true),
  sentiment: v.fallback(v.boolean(), false),
  /** Ghost text is shown from this probability of being right, 0..1. */
  min_confidence: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.45),
  /** Sites where Nib is off, as siteOf() names them ("example.org"; not its subdomains). */
  sites_off: boundedList(site, MAX_SITES),
  /** The personal dictionary: words never flagged. */
  dictionary: boundedList(word, MAX_DICTIONARY_WORDS),
  /** Rules of correction that are not followed (rules.ts). */
  ignored_rules: boundedList(Rule, MAX_RULES),
  /** Whether screen readers are told of suggestions and corrections nobody asked for. */
  announcements: v.fallback(v.boolean(), true),
  /** Whether Nib suggests also where another checker or the page itself does (rivals.ts). */
  beside_rivals: v.fallback(v.boolean(), false),
} as const;

const Settings = v.object(SCHEMA);
export type Settings = v.InferOutput<typeof Settings>;

/** A list without what does not fit, without repeats, and with its newest `limit` entries. */
function boundedList(entry: v.GenericSchema<string, string>, limit: number) {
  return v.pipe(
    v.fallback(v.array(v.unknown()), () => []),
    v.transform((stored) => {
      const fitting = stored.flatMap((value) => {
        const result = v.safeParse(entry, value);
        return result.success ? [result.output] : [];
      });
      return [...new Set(fitting)].slice(-limit);
    }),
  );
}

export function parseSettings(stored: Record<string, unknown>): Settings {
  const withKeys = Object.fromEntries(Object.keys(SCHEMA).map((key) => [key, stored[key]]));
  return v.parse(Settings, withKeys);
}

/** The change that adds a word to the dictionary; null where it is there already or is no word. */
export function withWord(settings: Settings, added: string): Partial<Settings> | null {
  const result = v.safeParse(word, added);
  if (!result.success || settings.dictionary.includes(result.output)) return null;
  return { dictionary: [...settings.dictionary, result.output].slice(-MAX_DICTIONARY_WORDS) };
}

/** The change that ignores a rule, or follows it again; null where it is so already, or is none. */
export function withRule(
  settings: Settings,
  rule: string,
  followed: boolean,
): Partial<Settings> | null {
  const { ignored_rules } = settings;
  if (!v.is(Rule, rule) || followed !== ignored_rules.includes(rule)) return null;
  const others = ignored_rules.filter((other) => other !== rule);
  return { ignored_rules: followed ? others : [...others, rule].slice(-MAX_RULES) };
}

/** The change that switches Nib on or off for a site; null where it is so already. */
export function withSite(settings: Settings, name: string, on: boolean): Partial<Settings> | null {
  if (on !== settings.sites_off.includes(name)) return null;
  const others = settings.sites_off.filter((other) => other !== name);
  return { sites_off: on ? others : [...others, name].slice(-MAX_SITES) };
}

/** Whether Nib is off on the site of this URL or origin; never where siteOf() knows no site. */
export function isSiteOff(settings: Settings, url: string): boolean {
  const name = siteOf(url);
  return name !== null && settings.sites_off.includes(name);
}

export async function readSettings(): Promise<Settings> {
  return parseSettings(await chrome.storage.local.get(Object.keys(SCHEMA)));
}

export async function writeSettings(change: Partial<Settings>): Promise<void> {
  await chrome.storage.local.set(change);
}

/**
 * Reads, lets `change` decide, and writes, one at a time over all extension pages (a web lock), so
 * that two additions to a list never lose one. Extension pages only: a content script's locks are
 * its page's. Returns whether something was written.
 */
export async function updateSettings(
  change: (settings: Settings) => Partial<Settings> | null,
): Promise<boolean> {
  return navigator.locks.request("nib-settings", async () => {
    const changed = change(await readSettings());
    if (changed) await writeSettings(changed);
    return changed !== null;
  });
}

/** Calls `listener` with the whole settings after each change, from whatever page it came. */
export function onSettingsChanged(listener: (settings: Settings) => void): void {
  chrome.storage.onChanged.addListener((_changes, area) => {
    if (area === "local") void readSettings().then(listener);
  });
}
