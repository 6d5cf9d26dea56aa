// The content script's start, in every frame: a focus listener, and one for the context menu, is
// all there is until a field is used. In: focus, settings, commands from the background. Out: one
// Session for the focused field that policy.ts allows. When the extension is reloaded, it goes
// away without a trace. What our own background and pages say is taken as it is: they validate it.
import { keysOf } from "../shared/chords";
import type { FrameSettings } from "../shared/frame_settings";
import type { BackgroundAnswer, ContentCommand } from "../shared/messages";
import type { BackgroundRequest, FrameSettingsAnswer } from "../shared/requests";
import { Editable } from "./adapters/editable";
import { TextControl } from "./adapters/text_control";
import { EngineClient, type Feature, isExtensionAlive } from "./engine_client";
import { isTextControl, traitsOf, watchFocus } from "./finder";
import { KeyStack } from "./keys";
import { answerPopup } from "./page_state";
import { PageText } from "./page_text";
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

class Frame {
  private settings: FrameSettings | null = null;
  /** The address they were asked for: a page may change it without loading anew. */
  private askedFor = "";
  private waking: ReturnType<typeof setTimeout> | undefined;
  private focused: HTMLElement | null = null;
  private focused_ms = 0;
  private session: Session | null = null;
  private overlay: Overlay | null = null;
  private keys: KeyStack | null = null;
  private pageText: PageText | null = null;
  private warmed = false;
  private gone = false;
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
    window.addEventListener("focusout", this.onFocusOut, { capture: true, passive: true });
  }

  // --- which field

  private async onFocus(field: HTMLElement | null): Promise<void> {
    this.focused_ms = Date.now();
    if (field === this.focused && this.session) return;
    this.leave();
    this.focused = field;
    if (!field || !this.isAlive()) return;
    this.observer.observe(field, { attributeFilter: DECISIVE });
    if (this.askedFor !== location.href) await this.learnSettings();
    if (this.focused === field && !this.session) this.reconsider();
  }

  /** Asks what holds here, now and after each change. */
  private async learnSettings(): Promise<void> {
    if (this.askedFor === "") chrome.storage.onChanged.addListener(this.onStored);
    this.askedFor = location.href;
    const top = location.ancestorOrigins?.[location.ancestorOrigins.length - 1];
    const answer = await tell({ kind: "frame_settings", ...(top && { top }) });
    if (answer?.ok && "settings" in answer) this.onSettings(answer.settings);
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
    }
  }

  private leave(): void {
    this.observer.disconnect();
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
    this.overlay ??= new Overlay();
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
      addWord: (word) => void tell({ kind: "add_word", word }),
      ignoreRule: (rule) => void this.ignoreRule(rule),
      onGone: () => this.isAlive() && this.leave(),
    };
  }

  /** Where nothing is stored (a private window) the rule is ignored in this document. */
  private async ignoreRule(rule: string): Promise<void> {
    this.drawing().announce("This rule is ignored. Nib's options bring it back.");
    if ((await tell({ kind: "ignore_rule", rule }))?.ok || !this.settings) return;
    this.ignored.add(rule);
    this.session?.onSettings(this.settings);
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
    const snooze_ms = settings.snoozed_until - Date.now();
    if (snooze_ms > 0) this.waking = setTimeout(() => this.learnSettings(), snooze_ms);
    if (!before) return;
    if (this.warmed && featuresOf(settings).join() !== featuresOf(before).join())
      this.engine.warm(featuresOf(settings));
    this.reconsider();
    this.session?.onSettings(before);
  }

  // --- the context menu

  private readonly onMessage = (
    command: ContentCommand,
    sender: chrome.runtime.MessageSender,
  ): void => {
    if (sender.id === chrome.runtime.id && !sender.tab) void this.obey(command);
  };

  private async obey(command: ContentCommand): Promise<void> {
    const { session } = this;
    if (session) {
      if (command.kind === "fix_grammar") session.fixGrammar();
      else if (command.kind === "show_sentiment") session.showSentiment();
      else if (command.kind === "complete_here") session.completeHere();
      return;
    }
    if (command.kind === "complete_here" || !command.selection?.trim()) return;
    if (this.askedFor !== location.href) await this.learnSettings();
    if (!this.settings?.on) return;
    const { selection: text } = command;
    this.pageText ??= new PageText(this.drawing(), this.engine);
    this.closeOnEscape(this.pageText);
    if (command.kind === "show_sentiment") this.pageText.show({ kind: "sentiment", text });
    else this.pageText.show({ kind: "correct", text, dictionary: this.settings.dictionary });
  }

  private closeOnEscape(card: PageText): void {
    const { keys } = this.context();
    const release = keys.push((key) => {
      if (!card.isOpen) release();
      if (!card.isOpen || key !== "dismiss") return "left to the page";
      card.close();
      release();
      return "taken";
    });
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
    window.removeEventListener("focusout", this.onFocusOut, { capture: true });
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
