// The toolbar icon: whole where Nib is on, grey where it is off or snoozed, and a mark on the tab
// where a chosen menu item could not be carried out. In: the settings; a tab's address from its
// frames, or from the browser once the popup was opened on it (activeTab). Tabs whose address is
// not known show what holds by default. The browser forgets a tab's own icon with the next page.
import type { Settings } from "../shared/settings";
import { isSiteOn, isSnoozed } from "../shared/site_rules";
import { timeOf } from "../shared/time_words";
import { t } from "../shared/words";
import { heldSettings } from "./held_settings";

const SIZES_PX = [16, 32, 48];
/** A longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export type Power = { on: boolean; title: string };

/** Of a tab at this address; of tabs in general without one. */
export function powerAt(settings: Settings, address: string | null, now_ms: number): Power {
  if (!settings.enabled) return { on: false, title: t("popup_icon_off") };
  if (isSnoozed(settings, now_ms))
    return { on: false, title: t("popup_icon_snoozed", timeOf(settings.snoozed_until)) };
  const isOn = address === null ? settings.on_by_default : isSiteOn(settings, address);
  return isOn
    ? { on: true, title: t("popup_icon_on") }
    : { on: false, title: t("popup_icon_site_off") };
}

/** Sets nothing where the title tells that it is set already. */
async function show({ on, title }: Power, tab: { tabId?: number }): Promise<void> {
  if ((await chrome.action.getTitle(tab)) === title) return;
  const name = on ? "nib" : "nib-off";
  const path = Object.fromEntries(SIZES_PX.map((size) => [size, `/icons/${name}-${size}.png`]));
  await Promise.all([
    chrome.action.setIcon({ ...tab, path }),
    chrome.action.setTitle({ ...tab, title }),
  ]);
}

/** A frame of the tab was used: its address is known now. A tab that is gone needs no icon. */
export async function showTab(tabId: number, settings: Settings, address: string): Promise<void> {
  await show(powerAt(settings, address, Date.now()), { tabId }).catch(() => undefined);
}

/** The icon as it is by default, and of all tabs whose address the browser shows. */
export async function showPower(settings: Settings): Promise<void> {
  await show(powerAt(settings, null, Date.now()), {});
  const tabs = await chrome.tabs.query({});
  await Promise.all(
    tabs.map(({ id, url }) => id !== undefined && url && showTab(id, settings, url)),
  );
}

let waking: ReturnType<typeof setTimeout> | undefined;

/** When the background wakes: a snooze may have ended while it slept. It also ends while awake. */
export async function followPower(): Promise<void> {
  const settings = await heldSettings();
  await showPower(settings);
  clearTimeout(waking);
  const left_ms = settings.snoozed_until - Date.now();
  if (left_ms > 0)
    waking = setTimeout(() => void followPower(), Math.min(left_ms, LONGEST_TIMER_MS));
}

/** Marks a tab: what was asked could not be done there, and `why`. Gone with the next page. */
export async function markUnreachable(tabId: number, why: string): Promise<void> {
  await chrome.action.setBadgeText({ tabId, text: "!" });
  await chrome.action.setTitle({ tabId, title: why });
}
