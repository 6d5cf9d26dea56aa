// Patterns of sites (shared/sites.ts) as the browser's menu takes them, so that it shows an item on
// these sites without asking anyone. In: stored patterns. Out: match patterns. Pure.

/** More would make each change of the menu slow; whoever has them finds the switch in the popup. */
const MOST = 1_000;
/** What a match pattern can name for certain: one it cannot would spoil the whole item. */
const NAMED = /^(\*\.)?[a-z0-9.-]+(\/[^*]*\*)?$/;

/** "example.org" is its "www." too; "example.org/notes*" are the addresses that begin so. */
export function matchPatterns(patterns: readonly string[]): string[] {
  return patterns
    .filter((pattern) => NAMED.test(pattern))
    .slice(-MOST)
    .flatMap((pattern) => {
      const place = pattern.includes("/") ? pattern : `${pattern}/*`;
      const isBare = !place.startsWith("*.") && place.split("/", 1)[0]?.includes(".");
      return [`*://${place}`, ...(isBare ? [`*://www.${place}`] : [])];
    });
}
