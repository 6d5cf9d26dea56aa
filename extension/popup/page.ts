// What the popup knows of the page it was opened on: its site, and whether Nib is in it.
// In: the active tab, whose address activeTab shows once the icon is clicked. Out: PageView.
import type { PageProbe } from "../shared/messages";
import { siteOf } from "../shared/sites";

export type PageView = {
  site: string | null; // as siteOf() names it
  kind: "site" | "file" | "browser" | "unknown"; // unknown: the browser does not show its address
  reached: boolean; // a content script of ours listens in its top frame
  private_window: boolean;
};

const NO_PAGE: PageView = { site: null, kind: "unknown", reached: false, private_window: false };

function kindOf(url: string | undefined): PageView["kind"] {
  if (!url) return "unknown";
  if (siteOf(url) !== null) return "site";
  return url.startsWith("file:") ? "file" : "browser";
}

async function isReached(tabId: number): Promise<boolean> {
  const probe: PageProbe = { kind: "probe" };
  try {
    await chrome.tabs.sendMessage(tabId, probe, { frameId: 0 });
    return true;
  } catch {
    return false; // no one listens there
  }
}

export async function readPage(): Promise<PageView> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return NO_PAGE;
  return {
    site: siteOf(tab.url ?? ""),
    kind: kindOf(tab.url),
    reached: await isReached(tab.id),
    private_window: tab.incognito,
  };
}
