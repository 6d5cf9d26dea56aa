// The content script's start, in every frame: a focus listener, and one for the context menu, is
// all there is until a field is used. In: focus, settings, commands from the background. Out: one
// Session for the focused field that policy.ts allows. When the extension is reloaded, it goes
// away without a trace. What our own background and pages say is taken as it is: they validate it.
import { keysOf } from "../shared/chords";
import type { FrameSettings } from "../shared/frame_settings";
import type { BackgroundAnswer, CommandAnswer, ContentCommand } from "../shared/messages";
import type { BackgroundRequest, FrameSettingsAnswer } from "../shared/requests";
import { t } from "../shared/words";
import { Editable } from "./adapters/editable";
import { TextControl } from "./adapters/text_control";
import { EngineClient, type Feature, isExtensionAlive } from "./engine_client";
import { hasOwnFocus, isTextControl, traitsOf, watchFocus } from "./finder";
import { KeyStack } from "./keys";
import { answerPopup } from "./page_state";
import { PageText, placeIn } from "./page_text";
import { refusal } from "./policy";
import { Overlay } from "./render/overlay";
import { Session } from "./session";
import type { SessionContext } from "./session_context";
import { Tally } from "./tally";

const IS_MAC = /mac/i.test(navigator.platform);

/** Attributes that make a field one that is left alone, or the other way round. */
const DECISIVE =
  "type readonly disabled contenteditable spellcheck autocomplete inputmode aria-readonly".split(
    " ",
  );

/** Editors take the focus away for a paste or a button of theirs, and give it back this soon. */
const BACK_MS = 300;

const MENU_EVENTS = ["mousedown", "contextmenu", "blur", "pagehide"];
/** What the menu's items are called where there is no field. */
const ASKED = {
  fix_grammar: "fix",
  fix_all: "fix",
  show_sentiment: "sentiment",
  complete_here: "complete",
} as const;

class Frame {
  private settings: FrameSettings | null = null;
  /** The address they were asked for: a page may change it without loading anew. */
  private askedFor = "";
  private css = "";
  private waking: ReturnType<typeof setTimeout> | undefined;
  private focused: HTMLElement | null = null;
  private focused_ms = 0;
  private session: Session | null = null;
  /** What was written in last, and when it was left. */
  private written: HTMLElement | null = null;
  private left_ms = 0;
  private overlay: Overlay | null = null;
  private keys: KeyStack | null = null;
  private pageText: PageText | null = null;
  private toldMenu = "undefined undefined";
  private menuByKey = false;
  private warmed = false;
  private gone = false;
  private readonly stopping = new AbortController();
  private readonly listening = { capture: true, passive: true, signal: this.stopping.signal };
  private readonly ignored = new Set<string>();
  private readonly engine = new EngineClient(() => this.vanish());
  private readonly tally = new Tally((counts) => {
    if (this.settings?.counts) void tell({ kind: "count", counts });
  });
  private readonly observer = new MutationObserver(() => this.reconsider());
  private readonly stopWatching = watchFocus(
    (field) => void this.onFocus(field),
    (target) => this.overlay?.owns(target) ?? false,
  );

  constructor() {
    chrome.runtime.onMessage.addListener(this.onMessage);
    answerPopup(() => {
      const { focused: field, focused_ms, session, settings } = this;
      return { field, focused_ms, session, settings };
    });
    window.addEventListener("focusout", this.onFocusOut, this.listening);
  }

  // --- which field

  private async onFocus(field: HTMLElement | null): Promise<void> {
    this.focused_ms = Date.now();
    if (field === this.focused && this.session) return;
    this.leave();
    this.focused = field;
    if (!field || !this.isAlive()) return;
    this.observer.observe(field, { attributeFilter: DECISIVE });
    if (this.askedFor !== location.href && (await this.typedMeanwhile(field))) {
      if (this.focused === field) this.session?.takeUp();
    } else if (this.focused === field && !this.session) this.reconsider();
  }

  /** Learns the settings, for which the background may have to wake up; people type on. */
  private async typedMeanwhile(field: HTMLElement): Promise<boolean> {
    let typed = false;
    const onInput = ({ isTrusted }: Event) => {
      typed ||= isTrusted;
    };
    field.addEventListener("input", onInput, this.listening);
    await this.learnSettings();
    field.removeEventListener("input", onInput, { capture: true });
    if (this.focused === field && !this.session) this.reconsider();
    return typed;
  }

  /** Asks what holds here, now and after each change. */
  private async learnSettings(): Promise<void> {
    if (this.askedFor === "") this.listenForMore();
    this.askedFor = location.href;
    const answer = await tell({ kind: "frame_settings", top: topOrigin(), look: this.css === "" });
    if (!answer?.ok || !("settings" in answer)) return;
    this.css ||= answer.look ?? "";
    this.onSettings(answer.settings);
  }

  /** What only frames in which a field was used, or a menu item chosen, have to hear. */
  private listenForMore(): void {
    chrome.storage.onChanged.addListener(this.onStored);
    for (const name of MENU_EVENTS) window.addEventListener(name, this.onMenuEvent, this.listening);
  }

  private readonly onStored = (changes: object): void => {
    if (!("statistics_days" in changes)) void this.learnSettings();
  };

  /** Focus that goes nowhere makes no focusin; the card and other windows do not count. */
  private readonly onFocusOut = (event: FocusEvent): void => {
    if (!this.session || this.overlay?.owns(event.relatedTarget) || event.relatedTarget) return;
    queueMicrotask(() => {
      const { focused } = this;
      if (!focused || !document.hasFocus()) return;
      const active = (focused.getRootNode() as Document | ShadowRoot).activeElement;
      if (active !== focused && !this.overlay?.owns(document.activeElement)) this.leave();
    });
  };

  /** Starts, keeps or stops the session as policy and settings say now. */
  private reconsider(): void {
    const { focused: field, settings } = this;
    const wanted = field?.isConnected && settings?.on && !refusal(traitsOf(field), settings);
    if (!wanted) {
      this.session?.stop();
      this.session = null;
    } else if (!this.session) {
      this.session = new Session(this.adapterFor(field), this.context());
      if (navigator.userActivation?.isActive) this.warm();
      if (field === this.written && Date.now() - this.left_ms < BACK_MS) this.session.takeUp();
    }
  }

  private leave(): void {
    this.observer.disconnect();
    if (this.session?.trust.isRecent) {
      this.written = this.focused;
      this.left_ms = Date.now();
    }
    this.session?.stop();
    this.session = null;
    this.focused = null;
    this.tally.shows(false);
    this.tally.flush();
    this.pageText?.close();
  }

  private adapterFor(field: HTMLElement) {
    return isTextControl(field) ? new TextControl(field, this.drawing()) : new Editable(field);
  }

  private drawing(): Overlay {
    this.overlay ??= new Overlay(this.css);
    this.overlay.look ??= this.settings;
    return this.overlay;
  }

  private context(): SessionContext {
    this.keys ??= new KeyStack(
      () => keysOf(this.settings?.keys ?? {}, IS_MAC),
      () => this.focused !== null && getComputedStyle(this.focused).direction === "rtl",
    );
    return {
      engine: this.engine,
      overlay: this.drawing(),
      keys: this.keys,
      tally: this.tally,
      settings: () => this.settings as FrameSettings,
      ignored: this.ignored,
      onFirstAct: () => this.warm(),
      addWord: (word) => void this.addWord(word),
      ignoreRule: (rule) => void this.ignoreRule(rule),
      ignoreFinding: (finding) => void tell({ kind: "ignore_finding", finding }),
      pointsAtWord: (flagged) => this.tellMenu(flagged),
      say: (words) => this.session && this.asked().say(words, placeIn(this.session.field, false)),
      onGone: () => this.isAlive() && this.leave(),
    };
  }

  /** Where nothing is stored (a private window) the rule is ignored in this document. */
  private async ignoreRule(rule: string): Promise<void> {
    this.drawing().announce(t("card_rule_ignored"));
    if ((await tell({ kind: "ignore_rule", rule }))?.ok || !this.settings) return;
    this.ignored.add(rule);
    this.session?.onSettings(this.settings);
  }

  private async addWord(word: string): Promise<void> {
    const answer = await tell({ kind: "add_word", word });
    if (answer?.ok) this.drawing().announce(t("card_word_added", word));
    else if (answer) this.context().say(answer.message); // a private window: for this document only
  }

  /** Loads what is switched on, at the first thing a person does in a field of this frame. */
  private warm(): void {
    if (this.warmed || !this.settings) return;
    this.warmed = true;
    this.engine.warm(featuresOf(this.settings));
  }

  private onSettings(settings: FrameSettings): void {
    const before = this.settings;
    if (this.gone) return;
    this.settings = settings;
    if (this.overlay) this.overlay.look = settings;
    clearTimeout(this.waking);
    // A timer takes no more than 24 days; who wakes it then asks anew.
    const snooze_ms = Math.min(settings.snoozed_until - Date.now(), 2 ** 31 - 1);
    if (snooze_ms > 0) this.waking = setTimeout(() => this.learnSettings(), snooze_ms);
    if (!before) return;
    if (this.warmed && featuresOf(settings).join() !== featuresOf(before).join())
      this.engine.warm(featuresOf(settings));
    this.reconsider();
    if (before.on !== settings.on)
      this.overlay?.announce(t(settings.on ? "card_on_here" : "card_off_here"));
    this.session?.onSettings(before);
  }

  // --- the context menu and the browser's shortcuts

  /** Before the menu opens, the background hears what it would be about; and when that is over. */
  private readonly onMenuEvent = (event: Event): void => {
    if (!event.isTrusted) return;
    if (!(event instanceof MouseEvent)) {
      if (event.target === window || event.type === "pagehide") this.tellMenu();
    } else if (event.type === "contextmenu" || event.button === 2) {
      this.menuByKey = event.button < 0;
      if (event.type === "mousedown") this.toldMenu = ""; // settings may have changed
      const word = this.session?.card.wordAt(event);
      this.tellMenu(word !== undefined, word);
    }
  };

  /** `flagged` undefined: the pointer is no longer here. */
  private tellMenu(flagged?: boolean, word?: string): void {
    const told = `${flagged} ${word}`;
    if (told === this.toldMenu || !this.isAlive()) return;
    this.toldMenu = told;
    void tell({ kind: "menu_at", flagged, word, top: topOrigin() });
  }

  private readonly onMessage = (
    command: ContentCommand,
    sender: chrome.runtime.MessageSender,
    respond: (answer: CommandAnswer) => void,
  ): void => {
    // Our own page with a field in it, the welcome page, hears what pages tell the background, too.
    const { kind, to_focused = false } = command;
    if (sender.id !== chrome.runtime.id || sender.tab || !(kind in ASKED || kind === "add_word"))
      return;
    if (to_focused && !hasOwnFocus()) return;
    const isPdf = document.contentType === "application/pdf";
    respond(isPdf ? "pdf" : "obeyed");
    if (!isPdf) void this.obey(kind, to_focused || this.menuByKey);
  };

  private async obey(kind: ContentCommand["kind"], byKey: boolean): Promise<void> {
    if (this.askedFor !== location.href) await this.learnSettings();
    const { session, focused, settings } = this;
    const asked = this.asked();
    asked.close();
    if (kind === "add_word") session?.card.addClicked();
    else if (!session) asked.answer(ASKED[kind], focused, settings, byKey);
    else if (kind === "complete_here") session.completeHere();
    else if (kind !== "show_sentiment") session.asked.fix(kind === "fix_all");
    else {
      asked.wait(placeIn(session.field, byKey));
      session.asked.list((text, sentences, isAll) => asked.list(text, sentences, isAll));
    }
  }

  private asked(): PageText {
    const { keys, overlay } = this.context();
    this.pageText ??= new PageText(overlay, this.engine, keys);
    return this.pageText;
  }

  // --- the end

  private isAlive(): boolean {
    if (isExtensionAlive()) return true;
    this.vanish();
    return false;
  }

  private vanish(): void {
    if (this.gone) return;
    this.gone = true;
    this.stopWatching();
    this.stopping.abort();
    this.leave();
    clearTimeout(this.waking);
    this.keys?.dispose();
    this.overlay?.remove();
    this.engine.dispose();
  }
}

function featuresOf({ completion, correction, sentiment }: FrameSettings): Feature[] {
  const on: [Feature, boolean][] = [
    ["complete", completion],
    ["correct", correction],
    ["sentiment", sentiment],
  ];
  return on.filter(([, wanted]) => wanted).map(([feature]) => feature);
}

/** The origin of the tab, in a frame. */
function topOrigin(): string | undefined {
  const { ancestorOrigins } = location; // not in Firefox
  return ancestorOrigins?.[ancestorOrigins.length - 1];
}

async function tell(
  message: BackgroundRequest,
): Promise<BackgroundAnswer | FrameSettingsAnswer | undefined> {
  try {
    return await chrome.runtime.sendMessage(message);
  } catch {
    return undefined; // the extension was reloaded
  }
}

new Frame();
