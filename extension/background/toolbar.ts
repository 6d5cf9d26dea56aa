// The toolbar icon: whole while Nib is on, grey while it is off everywhere, and a mark on the tab
// where a chosen menu item could not be carried out. In: the settings. Knows no page's address.

const SIZES_PX = [16, 32, 48];

function icon(name: string): Record<string, string> {
  return Object.fromEntries(SIZES_PX.map((size) => [size, `/icons/${name}-${size}.png`]));
}

/** Shows by the icon whether Nib is on. */
export async function showPower(enabled: boolean): Promise<void> {
  await chrome.action.setIcon({ path: icon(enabled ? "nib" : "nib-off") });
  await chrome.action.setTitle({ title: enabled ? "Nib" : "Nib is off" });
}

/** Marks a tab: what was asked could not be done there, and `why`. Gone with the next page. */
export async function markUnreachable(tabId: number, why: string): Promise<void> {
  await chrome.action.setBadgeText({ tabId, text: "!" });
  await chrome.action.setTitle({ tabId, title: why });
}
