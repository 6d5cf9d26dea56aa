// The settings in storage: reading, changing and following them. The user's own lie in
// storage.local, an organisation's in storage.managed; what holds is both (settings_schema.ts).
// In: storage. Out: settings that fit. Extension pages and the background only.
import { migrated, type Raw, toWrite, versionOf } from "./migrations";
import {
  type IgnoredFinding,
  KEYS,
  MAX_DICTIONARY_WORDS,
  MAX_RULES,
  parseStored,
  type Settings,
  type StoredSettings,
  VERSION,
  withPolicy,
} from "./settings_schema";

export type { Settings, StoredSettings } from "./settings_schema";
export type Change = Partial<StoredSettings>;

const LOCK = "nib-settings";

function readRaw(): Promise<Raw> {
  return chrome.storage.local.get([...KEYS, "version"]);
}

/** What the user chose, whatever the organisation says of it. */
export async function readStored(): Promise<StoredSettings> {
  return parseStored(migrated(await readRaw()));
}

/** {} where no organisation decides anything, which Firefox tells by an error. */
export async function readManaged(): Promise<Record<string, unknown>> {
  try {
    return await chrome.storage.managed.get();
  } catch {
    return {};
  }
}

/** What holds now. */
export async function readSettings(): Promise<Settings> {
  const [stored, managed] = await Promise.all([readStored(), readManaged()]);
  return withPolicy(stored, managed);
}

export async function writeSettings(change: Change): Promise<void> {
  const raw = await readRaw();
  await chrome.storage.local.set(toWrite(raw, parseStored(migrated(raw)), change));
}

/** Stores in today's shape what an older version left, so that no later one has to know it. */
export async function migrateSettings(): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const raw = await readRaw();
    if (versionOf(raw) < VERSION) await chrome.storage.local.set(toWrite(raw, raw, {}));
  });
}

/**
 * Reads, lets `change` decide, and writes, one at a time over all extension pages (a web lock), so
 * that two additions to a list never lose one. Returns whether something was written; rejects when
 * there is no room.
 */
export async function updateSettings(
  change: (settings: StoredSettings) => Change | null,
): Promise<boolean> {
  return navigator.locks.request(LOCK, async () => {
    const changed = change(await readStored());
    if (changed) await writeSettings(changed);
    return changed !== null;
  });
}

/** Calls `listener` at each change, from whatever page or organisation it came. */
export function onSettingsTouched(listener: () => void): void {
  chrome.storage.onChanged.addListener((changes, area) => {
    const isSettings = area === "managed" || KEYS.some((key) => key in changes);
    if (area !== "sync" && isSettings) listener();
  });
}

/** The change that adds a word to the dictionary; null where it is there already or is no word. */
export function withWord(settings: StoredSettings, added: string): Change | null {
  const [fitting] = parseStored({ dictionary: [added] }).dictionary;
  if (fitting === undefined || settings.dictionary.includes(fitting)) return null;
  return { dictionary: [...settings.dictionary, fitting].slice(-MAX_DICTIONARY_WORDS) };
}

/** The change after which a single change is never proposed again; null where it is so already. */
export function withIgnored(settings: StoredSettings, finding: IgnoredFinding): Change | null {
  const { ignored_findings } = parseStored({
    ignored_findings: [...settings.ignored_findings, finding],
  });
  return ignored_findings.length > settings.ignored_findings.length ? { ignored_findings } : null;
}

/** The change after which a rule is followed, or no longer; null where it is so already. */
export function withRule(settings: StoredSettings, rule: string, followed: boolean): Change | null {
  const { ignored_rules } = settings;
  if (parseStored({ ignored_rules: [rule] }).ignored_rules.length === 0) return null;
  if (followed !== ignored_rules.includes(rule)) return null;
  const others = ignored_rules.filter((other) => other !== rule);
  return { ignored_rules: followed ? others : [...others, rule].slice(-MAX_RULES) };
}
