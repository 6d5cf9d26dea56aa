// The content script's start, in every frame: a focus listener, and one for the context menu, is
// all there is until a field is used. In: focus, settings, commands from the background. Out: one
// Session for the focused field that policy.ts allows. When the extension is reloaded, it goes
// away without a trace.
import * as v from "valibot";
import {
  type BackgroundAnswer,
  ContentCommand,
  type PageAnswer,
  PageProbe,
} from "../shared/messages";
import type { BackgroundRequest } from "../shared/requests";
import { isSiteOff, onSettingsChanged, readSettings, type Settings } from "../shared/settings";
import { Editable } from "./adapters/editable";
import { TextControl } from "./adapters/text_control";
import { EngineClient, type Feature, isExtensionAlive } from "./engine_client";
import { isTextControl, traitsOf, watchFocus } from "./finder";
import { KeyStack } from "./keys";
import { PageText } from "./page_text";
import { refusal } from "./policy";
import { Overlay } from "./render/overlay";
import { Session } from "./session";
import type { SessionContext } from "./session_context";

/** Attributes that make a field one that is left alone, or the other way round. */
const DECISIVE =
  "type readonly disabled contenteditable spellcheck autocomplete inputmode aria-readonly".split(
    " ",
  );

class Frame {
  private settings: Settings | null = null;
  private focused: HTMLElement | null = null;
  private session: Session | null = null;
  private overlay: Overlay | null = null;
  private keys: KeyStack | null = null;
  private pageText: PageText | null = null;
  private warmed = false;
  private gone = false;
  private readonly ignored = new Set<string>();
  private readonly engine = new EngineClient(() => this.vanish());
  private readonly observer = new MutationObserver(() => this.reconsider());
  private readonly stopWatching = watchFocus(
    (field) => void this.onFocus(field),
    (target) => this.overlay?.owns(target) ?? false,
  );

  constructor() {
    chrome.runtime.onMessage.addListener(this.onMessage);
    window.addEventListener("focusout", this.onFocusOut, { capture: true, passive: true });
  }

  // --- which field

  private async onFocus(field: HTMLElement | null): Promise<void> {
    if (field === this.focused && this.session) return;
    this.leave();
    this.focused = field;
    if (!field || !this.isAlive()) return;
    this.observer.observe(field, { attributeFilter: DECISIVE });
    if (!this.settings) {
      this.settings = await readSettings();
      onSettingsChanged((settings) => this.onSettings(settings));
    }
    if (this.focused === field) this.reconsider();
  }

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
    const wanted =
      field?.isConnected && settings?.enabled && !isOff(settings) && !refusal(traitsOf(field));
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
    this.pageText?.close();
  }

  private adapterFor(field: HTMLElement) {
    return isTextControl(field) ? new TextControl(field, this.drawing()) : new Editable(field);
  }

  private drawing(): Overlay {
    this.overlay ??= new Overlay();
    return this.overlay;
  }

  private context(): SessionContext {
    this.keys ??= new KeyStack(
      () => this.focused !== null && getComputedStyle(this.focused).direction === "rtl",
    );
    return {
      engine: this.engine,
      overlay: this.drawing(),
      keys: this.keys,
      settings: () => this.settings as Settings,
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

  private onSettings(settings: Settings): void {
    const before = this.settings;
    if (this.gone || !before) return;
    this.settings = settings;
    if (this.warmed && featuresOf(settings).join() !== featuresOf(before).join())
      this.engine.warm(featuresOf(settings));
    this.reconsider();
    this.session?.onSettings(before);
  }

  // --- the context menu

  private readonly onMessage = (
    message: unknown,
    sender: chrome.runtime.MessageSender,
    respond: (answer: PageAnswer) => void,
  ): void => {
    if (sender.id !== chrome.runtime.id || sender.tab) return;
    if (v.is(PageProbe, message)) {
      const rivals = this.session?.rivals.names() ?? [];
      if (rivals.length > 0) respond({ rivals });
      return;
    }
    const command = v.safeParse(ContentCommand, message);
    if (command.success) void this.obey(command.output);
  };

  private async obey(command: ContentCommand): Promise<void> {
    const { session } = this;
    if (session) {
      if (command.kind === "fix_grammar") session.fixGrammar();
      else if (command.kind === "show_sentiment") session.showSentiment();
      else session.completeHere();
      return;
    }
    if (command.kind === "complete_here" || !command.selection?.trim()) return;
    this.settings ??= await readSettings();
    if (!this.settings.enabled || isOff(this.settings)) return;
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
    this.keys?.dispose();
    this.overlay?.remove();
    this.engine.dispose();
  }
}

function featuresOf({ completion, correction, sentiment }: Settings): Feature[] {
  const on: [Feature, boolean][] = [
    ["complete", completion],
    ["correct", correction],
    ["sentiment", sentiment],
  ];
  return on.filter(([, wanted]) => wanted).map(([feature]) => feature);
}

/** Off for this frame's own site, or for the site of the tab it is in. */
function isOff(settings: Settings): boolean {
  const ancestors = location.ancestorOrigins;
  const origins = [self.origin, ...(ancestors ? [...ancestors].slice(-1) : [])];
  return origins.some((origin) => isSiteOff(settings, origin));
}

async function tell(message: BackgroundRequest): Promise<BackgroundAnswer | undefined> {
  try {
    return await chrome.runtime.sendMessage(message);
  } catch {
    return undefined; // the extension was reloaded
  }
}

new Frame();
