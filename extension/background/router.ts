// Answers what content scripts and extension pages ask by runtime.sendMessage.
// In: BackgroundRequest, validated, from our own frames and pages only. Out: one BackgroundAnswer.
// Each request says what its sender must be; what a page's script sends never gets here.
import * as v from "valibot";
import { type Frame, frameSettings } from "../shared/frame_settings";
import type { BackgroundAnswer } from "../shared/messages";
import { BackgroundRequest, type FrameSettingsAnswer } from "../shared/requests";
import { siteOf } from "../shared/sites";
import { t } from "../shared/words";
import { freshSettings } from "./held_settings";
import { LOOK } from "./look";
import { fitMenus } from "./menus";
import { addWord, ignoreFinding, ignoreRule } from "./settings_store";
import { count } from "./statistics";
import { followPower, showTab } from "./toolbar";

type Sender = chrome.runtime.MessageSender;

/** Who speaks: one of our pages, or our content script in a frame of a tab. */
export function senderRole(
  sender: Sender,
  ownId: string,
  ownOrigin: string,
): "page" | "frame" | null {
  if (sender.id !== ownId) return null;
  if (sender.url?.startsWith(`${ownOrigin}/`)) return "page";
  return sender.tab?.id !== undefined && sender.frameId !== undefined ? "frame" : null;
}

function refuse(
  code: Extract<BackgroundAnswer, { ok: false }>["code"],
  message: string,
): BackgroundAnswer {
  return { ok: false, code, message };
}

async function answer(
  message: unknown,
  sender: Sender,
  ensureEngineHost: () => Promise<void>,
): Promise<BackgroundAnswer | FrameSettingsAnswer> {
  const ownOrigin = new URL(chrome.runtime.getURL("")).origin;
  const role = senderRole(sender, chrome.runtime.id, ownOrigin);
  if (role === null) return refuse("forbidden", t("refused_stranger"));
  const request = v.safeParse(BackgroundRequest, message);
  if (!request.success) return refuse("malformed", t("refused_unknown"));
  switch (request.output.kind) {
    case "wake_engine":
      await ensureEngineHost();
      return { ok: true };
    case "show_power":
      if (role !== "page") return refuse("forbidden", t("refused_page"));
      await followPower();
      return { ok: true };
    case "frame_settings":
      return {
        ok: true,
        settings: await settingsFor(sender, request.output.top),
        ...(request.output.look && { look: LOOK }),
      };
    case "menu_at":
      await fitMenus({ ...request.output, ...frameOf(sender, request.output.top) });
      return { ok: true };
    case "add_word":
    case "ignore_rule":
    case "ignore_finding":
    case "count":
      if (sender.tab?.incognito) return refuse("forbidden", t("menu_private"));
      if (request.output.kind === "add_word") await addWord(request.output.word);
      else if (request.output.kind === "count") await count(request.output.counts);
      else if (request.output.kind === "ignore_rule") await ignoreRule(request.output.rule);
      else await ignoreFinding(request.output.finding);
      return { ok: true };
  }
}

async function settingsFor(sender: Sender, top: string | undefined) {
  const settings = await freshSettings();
  const frame = frameOf(sender, top);
  const address = top ?? (sender.frameId === 0 ? frame.urls[0] : undefined);
  if (sender.tab?.id !== undefined && address !== undefined)
    void showTab(sender.tab.id, settings, address);
  return frameSettings(settings, frame, Date.now());
}

/** A frame without an address of its own (about:blank) is its maker's: the origin says which. */
function frameOf({ url = "", origin = "", tab }: Sender, top: string | undefined): Frame {
  const own = siteOf(url) === null ? origin : url;
  return {
    urls: top === undefined ? [own] : [own, top],
    isPrivate: tab?.incognito ?? chrome.extension.inIncognitoContext,
  };
}

export function listenToRequests(ensureEngineHost: () => Promise<void>): void {
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    answer(message, sender, ensureEngineHost)
      .catch((error: unknown) =>
        refuse(
          "failed",
          t("refused_failed", error instanceof Error ? error.message : String(error)),
        ),
      )
      .then(respond);
    return true; // the answer comes later
  });
}
