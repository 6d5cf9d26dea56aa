// The line to the frames of the tab: what Nib knows of the field in use, now and while the popup is
// open, and what the popup asks for it. In: PageAnswers, which a page's process sent: validated.
// Out: FieldView; acts. Of several frames the one that had the focus last counts.
import * as v from "valibot";
import { type FieldState, type PageAct, PageAnswer } from "../shared/messages";
import { PAGE_PORT } from "../shared/wire";

/** null: no answer yet; reached: a content script of ours listens there. */
export type FieldView = {
  reached: boolean;
  refusal: PageAnswer["refusal"];
  field: FieldState | null;
} | null;

type WithoutSession<T> = T extends { session: number } ? Omit<T, "session"> : never;
export type FieldAct = WithoutSession<PageAct>;
export type PageLink = { act: (act: FieldAct) => void };

const LOOK_AGAIN_MS = 300;

export function watchPage(tabId: number, show: (view: FieldView) => void): PageLink {
  let latest: PageAnswer | undefined;
  const port = chrome.tabs.connect(tabId, { name: PAGE_PORT });
  const say = (act: PageAct) => port.postMessage(act);
  const timer = setInterval(() => say({ kind: "look" }), LOOK_AGAIN_MS);

  port.onMessage.addListener((message: unknown) => {
    const parsed = v.safeParse(PageAnswer, message);
    if (!parsed.success || parsed.output.focused_ms < (latest?.focused_ms ?? 0)) return;
    latest = parsed.output;
    const { refusal, field } = latest;
    show({ reached: true, refusal, field });
  });
  port.onDisconnect.addListener(() => {
    void chrome.runtime.lastError; // reading it marks it as handled
    clearInterval(timer);
    show({ reached: false, refusal: null, field: null });
  });
  say({ kind: "look" });

  return {
    act: (act) => {
      if (latest?.field) say({ ...act, session: latest.field.session });
    },
  };
}
