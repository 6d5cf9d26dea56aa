// The tab the popup was opened on. In: the active tab, whose address activeTab shows once the icon
// is clicked. Out: PageView, asked for as soon as this module is there: drawing waits for it.
import { siteOf } from "../shared/sites";

export type PageView = {
  tabId: number | null;
  url: string; // "" where the browser does not show it
  site: string | null; // as siteOf() names it
  kind: "site" | "file" | "browser" | "unknown"; // unknown: the browser does not show its address
  isPrivate: boolean;
};

function kindOf(url: string): PageView["kind"] {
  if (!url) return "unknown";
  if (siteOf(url) !== null) return "site";
  return url.startsWith("file:") ? "file" : "browser";
}

async function readPage(): Promise<PageView> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url ?? "";
  return {
    tabId: tab?.id ?? null,
    url,
    site: siteOf(url),
    kind: kindOf(url),
    isPrivate: tab?.incognito ?? false,
  };
}

export const asked: Promise<PageView> = readPage();
