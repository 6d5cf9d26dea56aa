// Carries settings to a person's other machines through storage.sync, while the person wants that
// and the organisation allows it. In: changes of settings here and of storage.sync. Out: items of
// storage.sync, settings, and what stands in the way (sync_state.ts). All is compared with what was
// last sent or taken, and only differences move: an own change that comes back is none.
//
// Switched off, it removes what it put into storage.sync, once, and forgets. Machines that still
// sync put their own back, which this one no longer looks at.
import {
  onSettingsTouched,
  readSettings,
  readStored,
  type StoredSettings,
  updateSettings,
} from "../shared/settings";
import { parseStored, VERSION } from "../shared/settings_schema";
import { SYNC_STATE, type SyncState } from "../shared/sync_state";
import {
  bytesOf,
  type Carried,
  type Items,
  keysOf,
  MAX_TOTAL_BYTES,
  ourKeys,
  packed,
  unpacked,
} from "./sync_items";
import { carriedKeys, type Mark, type Step, stepFor } from "./sync_plan";

type Key = keyof StoredSettings;
type Marks = Partial<Record<Key, Mark>>;
const MARKS = "sync_marks";

/** What one look at both sides found for a setting. */
interface Look {
  readonly key: Key;
  readonly value: unknown;
  readonly digest: string;
  readonly there: Carried | null;
  readonly step: Step;
}

async function digestOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function readMarks(): Promise<Marks | null> {
  const marks: unknown = (await chrome.storage.local.get(MARKS))[MARKS];
  return typeof marks === "object" && marks !== null ? (marks as Marks) : null;
}

/** A value that today's schema keeps as it is. */
function fits(key: Key, value: unknown): boolean {
  return JSON.stringify(parseStored({ [key]: value })[key]) === JSON.stringify(value);
}

/** Null for a setting to leave alone: not all of it is there, or a newer Nib means it otherwise. */
async function look(
  key: Key,
  settings: StoredSettings,
  items: Items,
  mark: Mark | undefined,
): Promise<Look | null> {
  const value = settings[key];
  const digest = await digestOf(value);
  const isDefault = JSON.stringify(value) === JSON.stringify(parseStored({})[key]);
  let there = await unpacked(key, items);
  if (there === "partial") return null;
  if (there !== "absent" && !fits(key, there.value)) {
    if (there.version > VERSION) return null;
    there = "absent"; // nothing any Nib wrote
  }
  const carried = there === "absent" ? null : there;
  const theirs = carried && { time: carried.time, digest: await digestOf(carried.value) };
  const step = stepFor({ digest, isDefault }, mark, theirs, Date.now());
  return { key, value, digest, there: carried, step };
}

/** Takes over what won there, unless it was changed here meanwhile. Returns what it took. */
async function take(looks: readonly Look[]): Promise<Look[]> {
  const taken: Look[] = [];
  await updateSettings((now) => {
    for (const one of looks)
      if (JSON.stringify(now[one.key]) === JSON.stringify(one.value)) taken.push(one);
    const change = Object.fromEntries(taken.map(({ key, there }) => [key, there?.value]));
    return taken.length > 0 ? change : null;
  });
  return taken;
}

interface Parcel {
  items: Items; // what storage.sync will hold
  readonly fresh: Record<string, unknown>;
  readonly left: string[];
  readonly too_big: Key[];
}

/** Adds a setting to what is sent, if there is room. */
async function pack(parcel: Parcel, { key, value }: Look, time: number): Promise<void> {
  const fresh = await packed(key, { time, version: VERSION, value });
  const old = keysOf(key, parcel.items);
  const others = Object.entries(parcel.items).filter(([name]) => !old.includes(name));
  const items = { ...Object.fromEntries(others), ...fresh };
  if (bytesOf(items) > MAX_TOTAL_BYTES) {
    parcel.too_big.push(key);
    return;
  }
  parcel.items = items;
  Object.assign(parcel.fresh, fresh);
  parcel.left.push(...old.filter((name) => !Object.hasOwn(fresh, name)));
}

/** False where the browser refuses: too often, or no room. */
async function send({ fresh, left }: Parcel): Promise<boolean> {
  try {
    if (Object.keys(fresh).length > 0) await chrome.storage.sync.set(fresh);
    if (left.length > 0) await chrome.storage.sync.remove(left);
    return true;
  } catch {
    return false;
  }
}

async function exchange(withDictionary: boolean): Promise<void> {
  const settings = await readStored();
  const items: Items = await chrome.storage.sync.get();
  const marks: Marks = { ...(await readMarks()) };
  const keys = carriedKeys(withDictionary);
  const looked = await Promise.all(keys.map((key) => look(key, settings, items, marks[key])));
  const looks = looked.filter((one) => one !== null);
  for (const { key, there } of await take(looks.filter(({ step }) => step.kind === "take")))
    if (there) marks[key] = { time: there.time, digest: await digestOf(there.value) };
  const parcel: Parcel = { items, fresh: {}, left: [], too_big: [] };
  const sent: Marks = {};
  for (const one of looks) {
    if (one.step.kind !== "send") continue;
    await pack(parcel, one, one.step.time);
    sent[one.key] = { time: one.step.time, digest: one.digest };
  }
  if (!withDictionary && marks.dictionary) parcel.left.push(...keysOf("dictionary", items));
  const wasSent = await send(parcel);
  if (wasSent) Object.assign(marks, sent);
  if (wasSent && !withDictionary) delete marks.dictionary;
  const state: SyncState = { too_big: parcel.too_big, refused: !wasSent };
  await chrome.storage.local.set({ [MARKS]: marks, [SYNC_STATE]: state });
}

/** Only who took part has something to remove. */
async function leave(): Promise<void> {
  if ((await readMarks()) === null) return;
  await chrome.storage.local.remove([MARKS, SYNC_STATE]);
  await chrome.storage.sync.remove(ourKeys(await chrome.storage.sync.get()));
}

/** One look at both sides. */
export async function syncOnce(): Promise<void> {
  await navigator.locks.request("nib-sync", async () => {
    const { sync, sync_dictionary } = await readSettings();
    if (sync) await exchange(sync_dictionary);
    if (!(await readSettings()).sync) await leave(); // it may have been switched off meanwhile
  });
}

/** At the background's start, and after each change here or there. */
export function listenToSync(): void {
  let waiting = false; // one look more is enough for all that happens during one
  const again = () => {
    if (waiting) return;
    waiting = true;
    const look = () => {
      waiting = false;
      return syncOnce();
    };
    running = running.then(look).catch(() => undefined); // the next change tries again
  };
  let running = Promise.resolve();
  onSettingsTouched(again);
  chrome.storage.onChanged.addListener((_changes, area) => {
    if (area === "sync") again();
  });
  again();
}
