// What the background writes into the settings on behalf of others: the dictionary, the rules that
// are ignored and the sites. In: a word, a rule or a site from the router and the menus.
// Out: storage.local, one change at a time.
// Callers keep private windows out: nothing that happens there may be stored.
import { updateSettings, withIgnored, withRule, withWord } from "../shared/settings";
import type { IgnoredFinding } from "../shared/settings_schema";
import { withSite } from "../shared/site_rules";

/** Adds a word to the personal dictionary, once. */
export async function addWord(word: string): Promise<void> {
  await updateSettings((settings) => withWord(settings, word));
}

/** Ignores a rule of correction from now on. */
export async function ignoreRule(rule: string): Promise<void> {
  await updateSettings((settings) => withRule(settings, rule, false));
}

/** Never proposes a change again. */
export async function ignoreFinding(finding: IgnoredFinding): Promise<void> {
  await updateSettings((settings) => withIgnored(settings, finding));
}

/** Switches Nib on or off for a site, as siteOf() names it. */
export async function turnSite(site: string, on: boolean): Promise<void> {
  await updateSettings((settings) => withSite(settings, site, on));
}
