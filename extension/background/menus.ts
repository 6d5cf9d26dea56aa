// The context menu: its items, where they are shown, and what choosing one does.
// In: the settings, what lies under the pointer (content scripts tell it), contextMenus.onClicked.
// Out: commands (commands.ts). The browser itself keeps the items, and their titles, in its profile:
// so a word of the user stands in one only from its right click until the pointer is elsewhere.
import * as v from "valibot";
import type { Frame } from "../shared/frame_settings";
import { ContentCommand } from "../shared/messages";
import type { Settings } from "../shared/settings";
import { isSiteOn } from "../shared/site_rules";
import { type MessageKey, t } from "../shared/words";
import { sendCommand, switchSite } from "./commands";
import { heldSettings } from "./held_settings";
import { matchPatterns } from "./menu_patterns";

/** What changes of an item; its contexts never do. */
interface Change {
  readonly visible: boolean;
  readonly title?: string;
  readonly documentUrlPatterns?: string[];
}
type Item = { readonly title: MessageKey; readonly contexts: readonly string[] };

/**
 * The items in the order they are shown. Where Nib cannot be, choosing an item says so on the icon.
 * Rich editors live in about:blank frames, which no pattern matches.
 */
const ITEMS = {
  fix_grammar: { title: "menu_fix_grammar", contexts: ["editable", "selection"] },
  show_sentiment: { title: "menu_show_sentiment", contexts: ["editable", "selection"] },
  complete_here: { title: "menu_complete_here", contexts: ["editable"] },
  add_word: { title: "menu_add_word", contexts: ["editable"] },
  site_off: { title: "menu_site_off", contexts: ["page", "editable", "selection"] },
  site_on: { title: "menu_site_on", contexts: ["page", "editable", "selection"] },
} as const satisfies Record<string, Item>;

type ItemId = keyof typeof ITEMS;
const ITEM_IDS = Object.keys(ITEMS) as ItemId[];

let making: Promise<unknown> = Promise.resolve();

/** What changes the menu waits for what did before it: no id is made twice, the last word wins. */
function inTurn(act: () => Promise<unknown>): Promise<void> {
  const turn = making.catch(() => undefined).then(act); // a failed attempt does not spoil the next
  making = turn;
  return turn.then(() => undefined);
}

/** Makes all items anew. */
export function createMenus(): Promise<void> {
  return inTurn(async () => {
    await chrome.contextMenus.removeAll();
    await Promise.all(ITEM_IDS.map(createItem));
  });
}

function createItem(id: ItemId): Promise<void> {
  const { title, contexts } = ITEMS[id];
  const item = { id, title: t(title), contexts: [...contexts], visible: id !== "add_word" };
  return new Promise((resolve, reject) => {
    chrome.contextMenus.create(item as chrome.contextMenus.CreateProperties, () => {
      const error = chrome.runtime.lastError;
      if (error) reject(new Error(error.message));
      else resolve();
    });
  });
}

function update(changes: Record<ItemId, Change>): Promise<unknown> {
  return Promise.all(ITEM_IDS.map((id) => chrome.contextMenus.update(id, changes[id])));
}

/**
 * Shows the items while Nib is on, wherever the pointer is. Of the twins for the site, the one that
 * differs from the rule stands on the sites that do: there, both, until the page tells its own.
 */
export async function showMenus(settings: Settings): Promise<void> {
  await inTurn(() => update(itemsAnywhere(settings)));
}

function itemsAnywhere({ enabled: visible, on_by_default, sites_on, sites_off }: Settings) {
  const exceptions = matchPatterns(on_by_default ? sites_off : sites_on);
  const rare = { visible: visible && exceptions.length > 0, documentUrlPatterns: exceptions };
  const usual = { visible, documentUrlPatterns: [] };
  return {
    fix_grammar: { visible },
    show_sentiment: { visible },
    complete_here: { visible },
    add_word: { visible: false, title: t("menu_add_word") },
    site_off: on_by_default ? usual : rare,
    site_on: on_by_default ? rare : usual,
  };
}

/** What a content script says of the pointer in its frame (requests.ts, "menu_at"). */
export interface Pointer extends Frame {
  readonly flagged?: boolean | undefined;
  readonly word?: string | undefined;
}

/** Fits the menu to what would be right-clicked; to no place in particular once it is elsewhere. */
export async function fitMenus(pointer: Pointer): Promise<void> {
  await inTurn(async () => {
    const settings = await heldSettings();
    const items = itemsAnywhere(settings);
    await update(pointer.flagged === undefined ? items : fitted(items, settings, pointer));
  });
}

function fitted(
  items: ReturnType<typeof itemsAnywhere>,
  settings: Settings,
  { flagged = false, word, urls, isPrivate }: Pointer,
): Record<ItemId, Change> {
  const visible = settings.enabled;
  const on = isSiteOn(settings, urls.at(-1) ?? "");
  const named = word === undefined ? t("menu_add_word") : t("menu_add_named", plain(word));
  return {
    ...items,
    add_word: { visible: visible && flagged && !isPrivate, title: named },
    site_off: { visible: visible && on, documentUrlPatterns: [] },
    site_on: { visible: visible && !on, documentUrlPatterns: [] },
  };
}

/** In a title "&" marks a key and "%s" stands for the selection: here they are themselves. */
function plain(word: string): string {
  return word.replaceAll("&", "&&").replaceAll("%", "%\u2060");
}

/** What an item says to the frame; null for an item that is not for frames, or unknown. */
export function commandFor(itemId: unknown): ContentCommand["kind"] | null {
  return v.is(ContentCommand.entries.kind, itemId) ? itemId : null;
}

async function choose(
  info: chrome.contextMenus.OnClickData,
  tab: chrome.tabs.Tab | undefined,
): Promise<void> {
  if (tab?.id === undefined || tab.id < 0) return;
  const { menuItemId: item, pageUrl, frameUrl, frameId = 0 } = info;
  if (item === "site_off" || item === "site_on")
    return switchSite(tab, pageUrl ?? tab.url ?? "", item === "site_on");
  const kind = commandFor(item);
  if (kind) await sendCommand(kind, tab.id, { frameId, urls: [frameUrl, pageUrl] });
}

export function listenToMenus(): void {
  chrome.contextMenus.onClicked.addListener((info, tab) => void choose(info, tab));
}
