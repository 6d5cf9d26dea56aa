// The user's settings: one schema, its defaults, and reading and writing it in storage.local.
// Settings keep their meaning between versions; a stored value that no longer fits falls back
// to its default, key by key, so that one bad value never loses the others.
import * as v from "valibot";
import { storage } from "./browser";

const word = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

const SCHEMA = {
  enabled: v.fallback(v.boolean(), true),
  completion: v.fallback(v.boolean(), true),
  correction: v.fallback(v.boolean(), true),
  sentiment: v.fallback(v.boolean(), false),
  /** Ghost text is shown from this probability of being right, 0..1. */
  min_confidence: v.fallback(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.45),
  /** Host names where Nib is off ("example.org"; not its subdomains). */
  sites_off: v.fallback(v.array(v.string()), () => []),
  /** The personal dictionary: words never flagged. */
  dictionary: v.fallback(v.array(word), () => []),
} as const;

const Settings = v.object(SCHEMA);
export type Settings = v.InferOutput<typeof Settings>;

export function parseSettings(stored: Record<string, unknown>): Settings {
  const withKeys = Object.fromEntries(Object.keys(SCHEMA).map((key) => [key, stored[key]]));
  return v.parse(Settings, withKeys);
}

export async function readSettings(): Promise<Settings> {
  return parseSettings(await storage.local.get(Object.keys(SCHEMA)));
}

export async function writeSettings(change: Partial<Settings>): Promise<void> {
  await storage.local.set(change);
}

/** Calls `listener` with the whole settings after each change, from whatever page it came. */
export function onSettingsChanged(listener: (settings: Settings) => void): void {
  storage.onChanged.addListener((_changes, area) => {
    if (area === "local") void readSettings().then(listener);
  });
}
