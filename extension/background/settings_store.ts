// What the background writes into the settings on behalf of others: the dictionary and the sites.
// In: a word or a site from the router and the menus. Out: storage.local, one change at a time.
// Callers keep private windows out: nothing that happens there may be stored.
import { updateSettings, withSite, withWord } from "../shared/settings";

/** Adds a word to the personal dictionary, once. */
export async function addWord(word: string): Promise<void> {
  await updateSettings((settings) => withWord(settings, word));
}

/** Switches Nib off for a site, as siteOf() names it. */
export async function turnSiteOff(site: string): Promise<void> {
  await updateSettings((settings) => withSite(settings, site, false));
}
