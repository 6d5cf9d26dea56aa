// The context menu: its four items, and what choosing one sends.
// In: contextMenus.onClicked. Out: a ContentCommand to the frame that was clicked, or a site
// switched off. What a command does in the field is the content script's business.
import * as v from "valibot";
import { ContentCommand } from "../shared/messages";
import { siteOf } from "../shared/sites";
import { MAX_TEXT } from "../shared/wire";
import { turnSiteOff } from "./settings_store";
import { markUnreachable } from "./toolbar";

type Item = Pick<chrome.contextMenus.CreateProperties, "title" | "contexts">;

/**
 * The items in the order they are shown. No documentUrlPatterns: rich editors live in about:blank
 * frames, which no pattern matches. Where Nib cannot be, choosing an item says so on the icon.
 */
const ITEMS = {
  fix_grammar: { title: "Fix grammar", contexts: ["editable", "selection"] },
  show_sentiment: { title: "Show sentiment", contexts: ["editable", "selection"] },
  complete_here: { title: "Complete from here", contexts: ["editable"] },
  site_off: { title: "Turn Nib off on this site", contexts: ["page", "editable", "selection"] },
} as const satisfies Record<string, Item>;

type ItemId = keyof typeof ITEMS;
const ITEM_IDS = Object.keys(ITEMS) as ItemId[];

let making: Promise<void> = Promise.resolve();

/** Makes all items anew; calls wait for each other, so that no id is ever made twice. */
export function createMenus(): Promise<void> {
  making = making
    .catch(() => undefined) // a failed attempt does not spoil the next
    .then(async () => {
      await chrome.contextMenus.removeAll();
      await Promise.all(ITEM_IDS.map(createItem));
    });
  return making;
}

function createItem(id: ItemId): Promise<void> {
  const { title, contexts } = ITEMS[id];
  const item = { id, title, contexts: [...contexts] };
  return new Promise((resolve, reject) => {
    chrome.contextMenus.create(item as chrome.contextMenus.CreateProperties, () => {
      const error = chrome.runtime.lastError;
      if (error) reject(new Error(error.message));
      else resolve();
    });
  });
}

/** Shows the items only while Nib is on. */
export async function showMenus(visible: boolean): Promise<void> {
  await making;
  await Promise.all(ITEM_IDS.map((id) => chrome.contextMenus.update(id, { visible })));
}

/** What an item says to the frame; null for an item that is not for frames, or unknown. */
export function commandFor(info: chrome.contextMenus.OnClickData): ContentCommand | null {
  // In a field the content script knows the selection better; on a page's text this is all there is.
  const plain = info.editable ? undefined : info.selectionText?.slice(0, MAX_TEXT);
  const message = { kind: info.menuItemId, ...(plain === undefined ? {} : { selection: plain }) };
  const command = v.safeParse(ContentCommand, message);
  return command.success ? command.output : null;
}

async function choose(
  info: chrome.contextMenus.OnClickData,
  tab: chrome.tabs.Tab | undefined,
): Promise<void> {
  if (tab?.id === undefined || tab.id < 0) return;
  if (info.menuItemId === "site_off") {
    const site = siteOf(info.pageUrl ?? tab.url ?? "");
    if (tab.incognito) await markUnreachable(tab.id, "In a private window Nib stores nothing.");
    else if (site !== null) await turnSiteOff(site);
    return;
  }
  const command = commandFor(info);
  if (!command) return;
  try {
    await chrome.tabs.sendMessage(tab.id, command, { frameId: info.frameId ?? 0 });
  } catch {
    await markUnreachable(tab.id, "Nib is not in this page yet: reload it and try again.");
  }
}

export function listenToMenus(): void {
  chrome.contextMenus.onClicked.addListener((info, tab) => void choose(info, tab));
}
