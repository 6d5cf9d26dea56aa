// What the popup shows of this frame, and what it may ask: over a port of its own, for that reaches
// all frames of a tab and each can answer. In: looks and acts of our popup alone. Out: the state of
// the field in use, never its text but for the findings; acts on the session they were meant for.
import type { FrameSettings } from "../shared/frame_settings";
import type { PageAct, PageAnswer } from "../shared/messages";
import { clip, MAX_ROWS, PAGE_PORT, POPUP_PATH } from "../shared/wire";
import { t } from "../shared/words";
import { traitsOf } from "./finder";
import type { Finding } from "./findings";
import { refusal } from "./policy";
import type { Session } from "./session";

export interface FrameNow {
  /** When the focus came to this frame last, ms since 1970; 0 for never. */
  readonly focused_ms: number;
  readonly field: HTMLElement | null;
  readonly session: Session | null;
  readonly settings: FrameSettings | null;
}

/** So much text near the caret tells its language; with less nobody could. */
const SAMPLE_UNITS = 1_000;
const MIN_SAMPLE_UNITS = 30;

export function answerPopup(now: () => FrameNow): void {
  chrome.runtime.onConnect.addListener((port) => {
    const popup = chrome.runtime.getURL(POPUP_PATH);
    if (port.name !== PAGE_PORT || port.sender?.url !== popup) {
      port.disconnect();
      return;
    }
    port.onMessage.addListener((act: PageAct) => {
      obey(now().session, act);
      void answer(port, now()).catch(() => undefined); // the popup closed meanwhile
    });
  });
}

/** The page's own frame says that Nib is there; others answer only once they were used. */
async function answer(port: chrome.runtime.Port, now: FrameNow): Promise<void> {
  if (self === top || now.focused_ms > 0) port.postMessage(await stateOf(now));
}

let named: Session | null = null;
let name = 0;

/** A name for the session that no popup can know of an earlier one's. */
function nameOf(session: Session): number {
  if (named !== session) name = Math.random();
  named = session;
  return name;
}

/** What does not fit the session and its findings as they are now does nothing. */
function obey(session: Session | null, act: PageAct): void {
  if (!session || act?.session !== nameOf(session)) return;
  const findings = session.findings();
  if (act.kind === "check") session.asked.check();
  else if (act.kind === "check_tone") session.asked.list(() => {});
  else if (act.kind === "fix_all" && findings.length > 0) session.apply(findings);
  else if (act.kind === "apply_finding") {
    const finding = findings.at(act.index);
    if (finding && isShownAs(finding, act)) session.apply([finding]);
  }
}

function isShownAs(finding: Finding, shown: { original: string; replacement: string }): boolean {
  return (
    clip(finding.original) === shown.original && clip(finding.replacement) === shown.replacement
  );
}

async function stateOf({ focused_ms, field, session, settings }: FrameNow): Promise<PageAnswer> {
  const left = field && settings && refusal(traitsOf(field), settings);
  if (!session) return { focused_ms, refusal: left, field: null };
  const findings = session.findings();
  const { grammar, tone } = session.progress;
  const rows = findings.slice(0, MAX_ROWS).map(({ original, replacement, reason }) => ({
    original: clip(original),
    replacement: clip(replacement),
    message: clip(t(...reason)),
  }));
  return {
    focused_ms,
    refusal: null,
    field: {
      session: nameOf(session),
      rivals: session.rivals.names(),
      blank: session.text().trim() === "",
      language: await languageOf(session),
      grammar,
      tone,
      findings: rows,
      count: findings.length,
    },
  };
}

/** Of the text near the caret, where the browser is sure of it; "" otherwise. */
async function languageOf(session: Session): Promise<string> {
  const start = Math.max(0, session.caret() - SAMPLE_UNITS / 2);
  const sample = session
    .text()
    .slice(start, start + SAMPLE_UNITS)
    .trim();
  if (sample.length < MIN_SAMPLE_UNITS) return "";
  const { isReliable, languages } = await chrome.i18n.detectLanguage(sample);
  return (isReliable && languages[0]?.language) || "";
}
