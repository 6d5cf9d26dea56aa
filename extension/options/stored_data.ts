// What Nib keeps in this browser: how much of each kind, and all of it gone. In: nothing, or the
// wish to erase. Out: bytes by kind; an empty storage. Knows where things lie, not what they say.
import { KEYS } from "../shared/settings_schema";

export type Kind =
  | "settings"
  | "dictionary"
  | "statistics"
  | "learned"
  | "synced"
  | "models"
  | "rest";
export type Use = { kind: Kind; bytes: number };

const STATISTICS_KEYS = ["statistics_days"];

/** The browser's own count, or where it has none the length of what it would store. */
async function bytesOf(area: chrome.storage.StorageArea, keys: string[] | null): Promise<number> {
  if (keys?.length === 0) return 0;
  try {
    return await area.getBytesInUse(keys);
  } catch {
    return JSON.stringify(await area.get(keys)).length;
  }
}

/** What goes away meanwhile counts nothing. */
async function filesIn(folder: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  try {
    for await (const handle of folder.values()) bytes += await sizeOf(handle);
  } catch (error) {
    if ((error as DOMException).name !== "NotFoundError") throw error;
  }
  return bytes;
}

async function sizeOf(handle: FileSystemHandle): Promise<number> {
  if (handle.kind === "directory") return filesIn(handle as FileSystemDirectoryHandle);
  const file = (handle as FileSystemFileHandle).getFile();
  return (await file.catch(() => null))?.size ?? 0;
}

/** The browser's own files of the extension: loaded models, what was learned, and what else lies there. */
async function fileBytes(): Promise<{ models: number; learned: number; others: number }> {
  const root = await navigator.storage.getDirectory();
  const inFolder = async (name: string) => {
    const folder = await root.getDirectoryHandle(name).catch(() => null);
    return folder ? filesIn(folder) : 0;
  };
  const [all, models, learned] = [
    await filesIn(root),
    await inFolder("models"),
    await inFolder("learned"),
  ];
  return { models, learned, others: all - models - learned };
}

export async function readUse(): Promise<Use[]> {
  const { local, sync } = chrome.storage;
  const settingKeys = ["version", ...KEYS.filter((key) => key !== "dictionary")];
  const [settings, dictionary, statistics, all, synced, files] = await Promise.all([
    bytesOf(local, settingKeys),
    bytesOf(local, ["dictionary"]),
    bytesOf(local, STATISTICS_KEYS),
    bytesOf(local, null),
    bytesOf(sync, null),
    fileBytes(),
  ]);
  const rest = Math.max(0, all - settings - dictionary - statistics) + files.others;
  return [
    { kind: "settings", bytes: settings },
    { kind: "dictionary", bytes: dictionary },
    { kind: "statistics", bytes: statistics },
    { kind: "learned", bytes: files.learned },
    { kind: "synced", bytes: synced },
    { kind: "models", bytes: files.models },
    { kind: "rest", bytes: rest },
  ];
}

/** What the browser itself counts for Nib, the package left out; null where it does not say. */
export async function readEstimate(): Promise<{ usage: number; quota: number } | null> {
  const { usage, quota } = await navigator.storage.estimate();
  return usage === undefined || quota === undefined ? null : { usage, quota };
}

/** Everything: settings, words, counts, what the browser carries along, loaded models. */
export async function eraseAll(): Promise<void> {
  await chrome.storage.local.clear();
  await chrome.storage.sync.clear();
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  for (const name of names) await root.removeEntry(name, { recursive: true });
  for (const { name } of await indexedDB.databases()) if (name) await deleteDatabase(name);
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
    request.onblocked = () => resolve(); // gone once the last page that uses it lets go
  });
}
