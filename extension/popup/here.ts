// The changes of the settings that the switches for "this site" make, at the very address the popup
// was opened on. A pattern with a path that says otherwise goes; else the site's own entry decides.
// In: settings, an address. Out: changes, null where it is so already. Pure.
import type { Change, StoredSettings } from "../shared/settings";
import { MAX_SITES } from "../shared/settings_schema";
import { type Feature, isSiteOn, withSite } from "../shared/site_rules";
import { closestOf, siteOf } from "../shared/sites";

export function withNibHere(settings: StoredSettings, url: string, on: boolean): Change | null {
  const site = siteOf(url);
  if (site === null || isSiteOn(settings, url) === on) return null;
  const key = on ? "sites_off" : "sites_on";
  const isInTheWay = (pattern: string) => pattern.includes("/") && closestOf([pattern], url) > 0;
  const change = { [key]: settings[key].filter((pattern) => !isInTheWay(pattern)) };
  const changed = { ...settings, ...change };
  return isSiteOn(changed, url) === on ? change : { ...change, ...withSite(changed, site, on) };
}

export function isFeatureOffHere(settings: StoredSettings, feature: Feature, url: string): boolean {
  return closestOf(settings[`${feature}_off`], url) > 0;
}

export function withFeatureHere(
  settings: StoredSettings,
  feature: Feature,
  url: string,
  on: boolean,
): Change | null {
  const key = `${feature}_off` as const;
  const site = siteOf(url);
  if (site === null || isFeatureOffHere(settings, feature, url) !== on) return null;
  const left = settings[key].filter((pattern) => closestOf([pattern], url) === 0);
  return { [key]: on ? left : [...settings[key], site].slice(-MAX_SITES) };
}
