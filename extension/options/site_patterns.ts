// Patterns of sites as people type them, and the lists they are put in. In: text of a field,
// settings. Out: a pattern as it is stored, or what is wrong with the text; changes of settings. Pure.
import type { StoredSettings } from "../shared/settings";
import { MAX_SITES } from "../shared/settings_schema";
import { addressOf, canonicalPattern } from "../shared/sites";
import type { MessageKey } from "../shared/words";

/** The lists a site can be in, in the order they are offered. */
export const LISTS = [
  "sites_off",
  "sites_on",
  "completion_off",
  "correction_off",
  "sentiment_off",
] as const;
export type ListName = (typeof LISTS)[number];

export type Typed = { pattern: string } | { fault: MessageKey };

/** An address is taken for the pattern it begins: "https://example.org/notes" -> "example.org/notes*". */
export function readPattern(typed: string): Typed {
  const text = typed.trim();
  if (text === "") return { fault: "options_site_empty" };
  if (/\s|,|;/.test(text)) return { fault: "options_site_several" };
  const scheme = /^([a-z][a-z0-9+.-]*):(?:\/\/|(?=[^\d]))/i.exec(text);
  if (scheme && !/^https?$/i.test(scheme[1] ?? "")) return { fault: "options_site_no_web" };
  const bare = (scheme ? text.slice(scheme[0].length) : text).replace(/#.*$/, "");
  const [host = ""] = bare.split(/[/?]/);
  if (/:\d*$/.test(host)) return { fault: "options_site_port" };
  if (/\*/.test(host.replace(/^\*\./, ""))) return { fault: "options_site_star" };
  const pattern = canonicalPattern(asciiHost(host) + bare.slice(host.length));
  return pattern === null ? { fault: "options_site_unclear" } : { pattern };
}

/** "*.bücher.example" as browsers write it; what is no host stays as it is. */
function asciiHost(host: string): string {
  const [, star = "", name = ""] = /^(\*\.)?(.*)$/.exec(host) ?? [];
  const url = addressOf(name);
  return /^[\p{ASCII}]*$|@/u.test(name) || !URL.canParse(url) ? host : star + new URL(url).hostname;
}

/** A site is on or off, never both: the other list lets go of the pattern. */
const OPPOSITE: Partial<Record<ListName, ListName>> = {
  sites_off: "sites_on",
  sites_on: "sites_off",
};

export function withPattern(
  stored: StoredSettings,
  list: ListName,
  pattern: string,
): Partial<StoredSettings> | { fault: MessageKey } {
  if (stored[list].includes(pattern)) return { fault: "options_site_there" };
  if (stored[list].length >= MAX_SITES) return { fault: "options_site_full" };
  const opposite = OPPOSITE[list];
  return {
    [list]: [...stored[list], pattern],
    ...(opposite ? { [opposite]: without(stored[opposite], pattern) } : {}),
  };
}

export function withoutPattern(
  stored: StoredSettings,
  list: ListName,
  pattern: string,
): Partial<StoredSettings> {
  return { [list]: without(stored[list], pattern) };
}

function without(patterns: readonly string[], pattern: string): string[] {
  return patterns.filter((other) => other !== pattern);
}
