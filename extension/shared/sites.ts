// What a site is: the name under which Nib is switched off for it, from a URL or an origin.
// "www." is no site of its own; other subdomains are. Pages without a host (files, the browser's
// own pages) are no site. Host names come out as the browser writes them: lower case, punycode.

const MAX_HOST_LENGTH = 253;

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
