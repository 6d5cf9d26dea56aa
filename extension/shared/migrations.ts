// Settings of other versions of Nib: older ones become today's by a chain of steps, and what a
// newer one stored survives ours. In: what storage holds. Out: the same in today's shape, or what
// may be written. Pure; each step is a version's last word, and never changed again.
// Version 1 had no `version`: what was stored before versions were counted.
import { VERSION } from "./settings_schema";
import { siteOf } from "./sites";

export type Raw = Readonly<Record<string, unknown>>;

/** STEPS[n]: what version n stored, as version n + 1 would have it. */
const STEPS: Readonly<Record<number, (stored: Raw) => Raw>> = { 1: namesToPatterns };

/** Sites were plain names; anything else in the list was ignored, and must not become a pattern. */
function namesToPatterns(stored: Raw): Raw {
  if (!Array.isArray(stored.sites_off)) return stored;
  const names = stored.sites_off.filter((name) => typeof name === "string" && isName(name));
  return { ...stored, sites_off: names };
}

function isName(name: string): boolean {
  const site = siteOf(`https://${name}/`);
  const isHost = site !== null && [site, `www.${site}`].includes(name.toLowerCase());
  return isHost && !name.includes("*"); // a URL may have a star there, no page has
}

/** Of what is no version at all we believe that it is ours: that changes nothing. */
export function versionOf({ version }: Raw): number {
  if (version === undefined) return 1;
  const isVersion = typeof version === "number" && Number.isInteger(version) && version > 0;
  return isVersion ? version : VERSION;
}

/** What is stored in today's shape. Of a newer version what fits is for the schema to say. */
export function migrated(stored: Raw): Raw {
  let settings = stored;
  for (let version = versionOf(stored); version < VERSION; version++)
    settings = STEPS[version]?.(settings) ?? settings;
  return { ...settings, version: Math.max(versionOf(stored), VERSION) };
}

/**
 * All that has to be written so that `change` holds: what the steps changed goes with it, and of a
 * newer version's lists the entries stay that we do not understand. `understood`: the settings we
 * made of what is stored.
 */
export function toWrite(stored: Raw, understood: Raw, change: Raw): Raw {
  const now = migrated(stored);
  const steps = Object.keys(now).filter((key) => now[key] !== stored[key]);
  const written = Object.fromEntries([
    ...steps.map((key) => [key, now[key]]),
    ...Object.keys(change).map((key) => [key, change[key]]),
  ]);
  if (versionOf(stored) <= VERSION) return written;
  for (const key of Object.keys(change))
    written[key] = withForeign(stored[key], understood[key], change[key]);
  return written;
}

/** `next` with the entries of `stored` that `understood` lacks: a newer version put them there. */
function withForeign(stored: unknown, understood: unknown, next: unknown): unknown {
  if (Array.isArray(stored) && Array.isArray(understood) && Array.isArray(next)) {
    const known = new Set([...understood, ...next].map((entry) => JSON.stringify(entry)));
    return [...stored.filter((entry) => !known.has(JSON.stringify(entry))), ...next];
  }
  if (isRecord(stored) && isRecord(understood) && isRecord(next)) {
    const foreign = Object.entries(stored).filter(([name]) => !Object.hasOwn(understood, name));
    return { ...Object.fromEntries(foreign), ...next };
  }
  return next;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
