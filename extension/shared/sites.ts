// What a site is: the name under which Nib is switched off for it, from a URL or an origin, and the
// patterns that name several. "www." is no site of its own; other subdomains are. Pages without a
// host (files, the browser's own pages) are no site. Host names come out as the browser writes them:
// lower case, punycode. Pure.

const MAX_HOST_LENGTH = 253;
const MAX_PATTERN_LENGTH = 500;

/** "https://www.Example.org:8080/x" -> "example.org"; null where there is no http(s) host. */
export function siteOf(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return null;
  const host = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  if (host === "" || host.length > MAX_HOST_LENGTH) return null;
  const bare = host.startsWith("www.") ? host.slice(4) : host;
  return bare.includes(".") ? bare : host;
}

/** An address of the site: what the functions that take addresses know it by. */
export function addressOf(site: string): string {
  return `https://${site}/`;
}

/** "*.example.org" (it and its subdomains), "example.org/notes*" (addresses that begin so). */
interface Pattern {
  readonly host: string;
  readonly withSubdomains: boolean;
  readonly path: string; // with what follows "?"; "" for all
}

const PATTERN = /^(\*\.)?(\[[\da-f:.]+\]|[^/*?#@\s:]+)(\/[^*#\s]*)?\*?$/i;

function parsePattern(pattern: string): Pattern | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return null;
  const [, star, name = "", path = ""] = PATTERN.exec(pattern) ?? [];
  const host = siteOf(addressOf(name));
  if (host === null || ![host, `www.${host}`].includes(name.toLowerCase())) return null;
  return { host, withSubdomains: star !== undefined, path: path === "/" ? "" : path };
}

/** How a pattern is stored; null for what is none. "Example.org/" -> "example.org". */
export function canonicalPattern(pattern: string): string | null {
  const parsed = parsePattern(pattern.trim());
  if (!parsed) return null;
  const { host, withSubdomains, path } = parsed;
  return `${withSubdomains ? "*." : ""}${host}${path && `${path}*`}`;
}

/** How closely a pattern names the address: 0 for not at all, else more for a longer pattern. */
function closeness(pattern: string, url: string, site: string): number {
  const parsed = parsePattern(pattern);
  if (!parsed) return 0;
  const { host, withSubdomains, path } = parsed;
  if (site !== host && !(withSubdomains && site.endsWith(`.${host}`))) return 0;
  const { pathname, search } = new URL(url);
  if (path && !(pathname + search).startsWith(path)) return 0;
  return path.length * 1_000 + host.length + (withSubdomains ? 0 : 0.5);
}

/** How closely the closest of the patterns names the address; 0 when none does. */
export function closestOf(patterns: readonly string[], url: string): number {
  const site = siteOf(url);
  if (site === null) return 0;
  return Math.max(0, ...patterns.map((pattern) => closeness(pattern, url, site)));
}
