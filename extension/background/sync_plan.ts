// Who wins: this machine's setting or the one that storage.sync carries. In: both, what was last
// sent or taken, the time. Out: what to do with one setting. The last change wins, setting by
// setting; a machine that joins takes what is there. Pure.
import { SCHEMA, type StoredSettings } from "../shared/settings_schema";
import type { Carried } from "./sync_items";

type Key = keyof StoredSettings;

/**
 * Never carried: the switches of sync themselves, moments, texts, and what would make Nib record
 * something at a machine where nobody chose that. The dictionary goes only when asked for.
 */
const KEPT_HERE: readonly Key[] = [
  "sync",
  "sync_dictionary",
  "snoozed_until",
  "ignored_findings",
  "statistics",
  "learning",
  "learning_paused",
  "dictionary",
];
/** Small ones first: what is too big for the rest of the room is the dictionary. */
export function carriedKeys(withDictionary: boolean): Key[] {
  const keys = (Object.keys(SCHEMA) as Key[]).filter((key) => !KEPT_HERE.includes(key));
  return withDictionary ? [...keys, "dictionary"] : keys;
}

/** What was last sent or taken of a setting: when it was chosen, and a digest of its value. */
export interface Mark {
  readonly time: number;
  readonly digest: string;
}

export interface Here {
  readonly digest: string;
  readonly isDefault: boolean;
}

export type There = (Pick<Carried, "time"> & { readonly digest: string }) | null;

export type Step =
  | { readonly kind: "send"; readonly time: number }
  | { readonly kind: "take" }
  | { readonly kind: "nothing" };

const NOTHING: Step = { kind: "nothing" };

export function stepFor(here: Here, mark: Mark | undefined, there: There, now: number): Step {
  if (!mark) {
    if (there) return { kind: "take" };
    return here.isDefault ? NOTHING : { kind: "send", time: now };
  }
  const isChanged = here.digest !== mark.digest;
  // Later than what it changes, though that came from a clock that is ahead.
  const time = isChanged ? Math.max(now, mark.time + 1) : mark.time;
  if (!there) return { kind: "send", time };
  if (there.time === time) {
    if (there.digest === here.digest) return NOTHING;
    return there.digest > here.digest ? { kind: "take" } : { kind: "send", time };
  }
  return there.time > time ? { kind: "take" } : { kind: "send", time };
}
