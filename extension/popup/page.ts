// What the popup knows of the page it was opened on: its site, and whether Nib is in it.
// In: the active tab, whose address activeTab shows once the icon is clicked. Out: PageView.
import * as v from "valibot";
import { PageAnswer, type PageProbe } from "../shared/messages";
import { siteOf } from "../shared/sites";

export type PageView = {
  site: string | null; // as siteOf() names it
  kind: "site" | "file" | "browser" | "unknown"; // unknown: the browser does not show its address
  reached: boolean; // a content script of ours listens in its top frame
  private_window: boolean;
  rivals: PageAnswer["rivals"]; // who else works in the field that is being used there
};

const NO_PAGE: PageView = {
  site: null,
  kind: "unknown",
  reached: false,
  private_window: false,
  rivals: [],
};
const PROBE: PageProbe = { kind: "probe" };

function kindOf(url: string | undefined): PageView["kind"] {
  if (!url) return "unknown";
  if (siteOf(url) !== null) return "site";
  return url.startsWith("file:") ? "file" : "browser";
}

async function isReached(tabId: number): Promise<boolean> {
  try {
    await chrome.tabs.sendMessage(tabId, PROBE, { frameId: 0 });
    return true;
  } catch {
    return false; // no one listens there
  }
}

/** Asks all frames; at most the one with the field answers. */
async function rivalsIn(tabId: number): Promise<PageAnswer["rivals"]> {
  try {
    const answer = v.safeParse(PageAnswer, await chrome.tabs.sendMessage(tabId, PROBE));
    return answer.success ? answer.output.rivals : [];
  } catch {
    return []; // no one listens there
  }
}

export async function readPage(): Promise<PageView> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return NO_PAGE;
  const [reached, rivals] = await Promise.all([isReached(tab.id), rivalsIn(tab.id)]);
  return {
    site: siteOf(tab.url ?? ""),
    kind: kindOf(tab.url),
    reached,
    rivals,
    private_window: tab.incognito,
  };
}
