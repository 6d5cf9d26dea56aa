// Whether Nib works at an address, and which of its features, and the changes that switch them
// there. In: settings, an address, the time. Out: yes or no; changes of settings. Pure.
import { MAX_SITES, type Settings, type StoredSettings } from "./settings_schema";
import { addressOf, closestOf, siteOf } from "./sites";

export const FEATURES = ["completion", "correction", "sentiment"] as const;
export type Feature = (typeof FEATURES)[number];
type SiteLists = Pick<Settings, "on_by_default" | "sites_on" | "sites_off"> &
  Partial<Pick<Settings, "forced_on" | "forced_off">>;

/** Where there is no site (a local file) Nib is on: no pattern could ever name it. */
export function isSiteOn(settings: SiteLists, url: string): boolean {
  const { forced_on = [], forced_off = [], sites_on, sites_off, on_by_default } = settings;
  if (siteOf(url) === null) return true;
  const [on, off] = [closestOf(forced_on, url), closestOf(forced_off, url)];
  if (on > 0 || off > 0) return on > off;
  const [chosen, left] = [closestOf(sites_on, url), closestOf(sites_off, url)];
  return chosen === left && chosen === 0 ? on_by_default : chosen > left;
}

/** Whether the organisation decides about this site. */
export function isSiteForced({ forced_on, forced_off }: Settings, url: string): boolean {
  return closestOf([...forced_on, ...forced_off], url) > 0;
}

export function isSnoozed({ snoozed_until }: StoredSettings, now_ms: number): boolean {
  return now_ms < snoozed_until;
}

/** On everywhere, on at this site, and not switched off for it. */
export function isFeatureOn(
  settings: Settings,
  feature: Feature,
  url: string,
  now_ms: number,
): boolean {
  return (
    settings.enabled &&
    settings[feature] &&
    !isSnoozed(settings, now_ms) &&
    isSiteOn(settings, url) &&
    closestOf(settings[`${feature}_off`], url) === 0
  );
}

/** The change that switches Nib on or off for a site; null where it is so already, or is no site. */
export function withSite(
  settings: StoredSettings,
  site: string,
  on: boolean,
): Partial<StoredSettings> | null {
  const url = addressOf(site);
  if (siteOf(url) !== site || isSiteOn(settings, url) === on) return null;
  const others = (list: readonly string[]) => list.filter((pattern) => pattern !== site);
  const sites_on = others(settings.sites_on);
  const sites_off = others(settings.sites_off);
  if (isSiteOn({ ...settings, sites_on, sites_off }, url) !== on)
    (on ? sites_on : sites_off).push(site);
  return { sites_on: sites_on.slice(-MAX_SITES), sites_off: sites_off.slice(-MAX_SITES) };
}

/** The same for one feature there. On: no pattern that names the site is left. */
export function withFeature(
  settings: StoredSettings,
  feature: Feature,
  site: string,
  on: boolean,
): Partial<StoredSettings> | null {
  const key = `${feature}_off` as const;
  const url = addressOf(site);
  if (siteOf(url) !== site || (closestOf(settings[key], url) === 0) === on) return null;
  const left = settings[key].filter((pattern) => closestOf([pattern], url) === 0);
  return { [key]: on ? left : [...settings[key], site].slice(-MAX_SITES) };
}
