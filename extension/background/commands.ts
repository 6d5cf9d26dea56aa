// What people ask of Nib outside of its own pages: by an item of the menu, of the frame that was
// clicked; by a shortcut of the browser (the manifest's "commands"), of the frame that has the
// focus. In: the command, the tab. Out: a ContentCommand, or the site switched; where it cannot be
// done, the icon of the tab says why. What a command does in a page is the content script's.
import * as v from "valibot";
import { type CommandAnswer, ContentCommand } from "../shared/messages";
import { isSiteForced, isSiteOn } from "../shared/site_rules";
import { addressOf, siteOf } from "../shared/sites";
import { t } from "../shared/words";
import { heldSettings } from "./held_settings";
import { turnSite } from "./settings_store";
import { markUnreachable } from "./toolbar";

type Tab = Pick<chrome.tabs.Tab, "id" | "incognito" | "url">;

/** Where a command goes: one frame, or without it the one that has the focus. */
export interface Addressee {
  readonly frameId?: number | undefined;
  /** What is shown there, as far as it is known. */
  readonly urls: readonly (string | undefined)[];
}

export async function sendCommand(
  kind: ContentCommand["kind"],
  tabId: number,
  { frameId, urls }: Addressee,
): Promise<void> {
  if (!(await heldSettings()).enabled) return markUnreachable(tabId, t("menu_off"));
  const toFrame = frameId === undefined ? {} : { frameId };
  const command: ContentCommand = frameId === undefined ? { kind, to_focused: true } : { kind };
  try {
    const answer: CommandAnswer | undefined = await chrome.tabs.sendMessage(
      tabId,
      command,
      toFrame,
    );
    const because = answer === "pdf" ? "menu_pdf" : "menu_no_focus";
    if (answer !== "obeyed") await markUnreachable(tabId, t(because));
  } catch {
    await markUnreachable(tabId, t(urls.some(isPdf) ? "menu_pdf" : "menu_not_here"));
  }
}

/** Chromium shows a PDF in a page of an extension of its own, under the document's address. */
const PDF_VIEWER = /^chrome-extension:\/\/mhjfbmdgcfjbbpaeojofohoefgiehjai\/|^[^?#]+\.pdf([?#]|$)/i;

export function isPdf(url: string | undefined): boolean {
  return url !== undefined && PDF_VIEWER.test(url);
}

/** Switches Nib for the site; `on` undefined: the other way round than it is. */
export async function switchSite(tab: Tab, url: string, on?: boolean): Promise<void> {
  if (tab.id === undefined || tab.id < 0) return;
  const site = siteOf(url);
  const settings = await heldSettings();
  const refusal =
    (site === null && "menu_no_site") ||
    (tab.incognito && "menu_private") ||
    (isSiteForced(settings, url) && "menu_site_forced");
  if (refusal) await markUnreachable(tab.id, t(refusal));
  else if (site !== null) await turnSite(site, on ?? !isSiteOn(settings, addressOf(site)));
}

async function press(name: string, tab: Tab | undefined): Promise<void> {
  if (tab?.id === undefined || tab.id < 0) return;
  // The browser tells the address of the tab whose shortcut was pressed: activeTab.
  if (name === "toggle_site") return switchSite(tab, tab.url ?? "");
  const { kind } = ContentCommand.entries;
  if (v.is(kind, name)) await sendCommand(name, tab.id, { urls: [tab.url] });
}

export function listenToShortcuts(): void {
  chrome.commands.onCommand.addListener((name, tab) => void press(name, tab));
}
