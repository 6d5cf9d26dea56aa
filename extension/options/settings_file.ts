// Everything a person set, what was counted and what was learned, as one JSON file with a version, and
// back again. In: what is stored, or the text of a file that anyone may have made. Out: the file's
// text; or all that is in it, or one reason why none of it is taken. Pure: nothing is stored here, and
// a file is taken whole or not. What was learned only the engine can read (nib/personal_file.py).
import * as v from "valibot";
import { MemoryFile } from "../shared/messages";
import { migrated } from "../shared/migrations";
import { KEYS, parseStored, type StoredSettings, VERSION } from "../shared/settings_schema";
import { Statistics } from "../shared/statistics";

/** More than the browser lets an extension store, and all that is ever learned. */
export const MAX_FILE_BYTES = 20_000_000;
export const FORMAT = "nib settings";
const PARTS = ["format", "version", "saved", "settings", "statistics", "learned"];

export type Problem = "too_large" | "not_json" | "not_nib" | "newer" | "unknown" | "unfit";
/** `where`: the entry of the file that is wrong, as it is named there, cut to what can be shown. */
export type Refused = { problem: Problem; where: string };
/**
 * null: a file without it, which leaves what was counted or learned here as it is. learned: base64;
 * "" only where nothing was learned before an import, never in a file.
 */
export type All = {
  settings: StoredSettings;
  statistics: Statistics | null;
  learned: string | null;
};
export type Read = All & { saved: string | null };

export function fileText({ settings, statistics, learned }: All, saved_at: Date): string {
  const counted = statistics && Object.keys(statistics.days).length > 0 ? { statistics } : {};
  const known = learned ? { learned } : {};
  const saved = saved_at.toISOString();
  const file = { format: FORMAT, version: VERSION, saved, settings, ...counted, ...known };
  return `${JSON.stringify(file, null, 1)}\n`;
}

export function readFile(text: string): Read | Refused {
  if (text.length > MAX_FILE_BYTES) return refused("too_large");
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return refused("not_json"); // also of a depth that no settings have
  }
  if (!isRecord(file) || file.format !== FORMAT) return refused("not_nib");
  const { version, saved, settings, statistics = null, learned = null } = file;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    return refused("unfit", "version");
  if (version > VERSION) return refused("newer");
  const stranger = Object.keys(file).find((key) => !PARTS.includes(key));
  if (stranger !== undefined) return refused("unknown", stranger);
  if (saved !== undefined && (typeof saved !== "string" || Number.isNaN(Date.parse(saved))))
    return refused("unfit", "saved");
  if (!isRecord(settings)) return refused("unfit", "settings");
  const counted = v.safeParse(v.nullable(Statistics), statistics);
  if (!counted.success || !isSame(counted.output, statistics))
    return refused("unfit", "statistics");
  const memory = v.safeParse(v.nullable(v.pipe(MemoryFile, v.nonEmpty())), learned);
  if (!memory.success) return refused("unfit", "learned");
  const read = readSettings(settings, version);
  if ("problem" in read) return read;
  const rest = { statistics: counted.output, learned: memory.output };
  return { settings: read, saved: saved ?? null, ...rest };
}

/** An older version's settings become today's; what it did not know gets its default. */
function readSettings(given: Record<string, unknown>, version: number): StoredSettings | Refused {
  const known: readonly string[] = KEYS;
  const stranger = Object.keys(given).find((key) => !known.includes(key));
  if (stranger !== undefined) return refused("unknown", stranger);
  const current = migrated({ ...given, version });
  const settings = parseStored(current);
  const unfit = KEYS.find(
    (key) => Object.hasOwn(current, key) && !isSame(settings[key], current[key]),
  );
  return unfit === undefined ? settings : refused("unfit", unfit);
}

function refused(problem: Problem, where = ""): Refused {
  return { problem, where: where.replaceAll(/\p{C}/gu, "").slice(0, 40) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Walks along what the schema made, which is never deep, however deep the other is. */
function isSame(made: unknown, given: unknown): boolean {
  if (typeof made !== "object" || made === null) return Object.is(made, given) || made === given;
  if (typeof given !== "object" || given === null) return false;
  if (Array.isArray(made) !== Array.isArray(given)) return false;
  const names = Object.keys(made);
  if (names.length !== Object.keys(given).length) return false;
  const [one, other] = [made, given] as Record<string, unknown>[];
  return names.every((name) => Object.hasOwn(given, name) && isSame(one?.[name], other?.[name]));
}

/** What importing would change: the settings whose value differs, and how many entries lists have. */
export function changedKeys(now: StoredSettings, next: StoredSettings): (keyof StoredSettings)[] {
  return KEYS.filter((key) => !isSame(now[key], next[key]));
}
