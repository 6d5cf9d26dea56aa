// One focused field: turns its typing into requests, and answers into what is drawn on it.
// In: the field's events, the engine's answers. Out: a view for the scene; replacements through the
// adapter, only by a trusted act. What to suggest is the engine's business, where it is drawn the
// scene's; the session keeps text and suggestions in step and drops what is stale.
import type { FrameSettings } from "../shared/frame_settings";
import { t } from "../shared/words";
import { changeBetween } from "./adapters/change";
import type { Field, FieldText, Outcome } from "./adapters/field";
import { Announcer } from "./announcer";
import { AskedFor } from "./asked_for";
import { CardControl } from "./card_control";
import { Completer } from "./completer";
import { isExtensionAlive } from "./engine_client";
import { FieldChecks } from "./field_checks";
import { isTextControl } from "./finder";
import type { Finding } from "./findings";
import type { Handled, Key } from "./keys";
import { Learner } from "./learner";
import { nextWord } from "./offer";
import { Scene, type View } from "./render/scene";
import { RivalWatch } from "./rival_watch";
import type { SessionContext } from "./session_context";
import { Timers } from "./timers";
import { Trust } from "./trust";
import { Writer } from "./writer";

const CORRECT_DELAY_MS = 400;
const SENTIMENT_DELAY_MS = 600;
/** The word at the caret is left alone until the writer rests: it may not be finished. */
const REST_MS = 1_200;

export class Session {
  readonly scene: Scene;
  private now: FieldText;
  /** The ghost text that is seen, and can be accepted. */
  private ghost = "";
  private composing = false;
  private resting = true;
  sentimentAsked = false;
  private acted = false;
  private readonly stopping = new AbortController();
  private readonly timers = new Timers(() => this.isAlive());
  readonly trust: Trust;
  private readonly writer: Writer;
  private readonly completer: Completer;
  private readonly checks: FieldChecks;
  readonly asked: AskedFor;
  readonly card: CardControl;
  private readonly announcer: Announcer;
  readonly learner: Learner;
  readonly rivals: RivalWatch;
  private readonly releaseKeys: () => void;

  constructor(
    readonly field: Field,
    private readonly context: SessionContext,
  ) {
    const { engine, overlay, keys } = context;
    const { signal } = this.stopping;
    this.now = field.read();
    overlay.raise(field.element);
    this.scene = new Scene(
      field,
      overlay,
      this.timers,
      () => this.onMoved(),
      () => this.paint(),
    );
    this.trust = new Trust(field.element, signal, () => this.onAct());
    this.writer = new Writer(this, this.trust, context.tally);
    const onGhost = () => this.ghostNow() !== this.ghost && this.redraw();
    this.completer = new Completer(field.element, engine, onGhost);
    this.checks = new FieldChecks(engine, context.settings, context.ignored, () => this.onAnswer());
    this.asked = new AskedFor(this, this.checks);
    this.card = new CardControl(this, context, signal);
    this.announcer = new Announcer(overlay, this.timers, () => context.settings().announcements);
    this.learner = new Learner(this.now.text, context);
    this.rivals = new RivalWatch(field.element, context.settings);
    this.releaseKeys = keys.push((key) => this.onKey(key));
    this.listen(signal);
  }

  text(): string {
    return this.now.text;
  }

  caret(): number {
    return this.now.end;
  }

  /** What is shown: not the word that is just being typed. */
  findings(): readonly Finding[] {
    const { end } = this.now;
    if (!this.correctionOn) return [];
    const { findings } = this.checks;
    // As a rule what is typed stands behind them all.
    if (!this.isTyping || (findings.at(-1)?.end ?? -1) < end) return findings;
    return findings.filter((finding) => !(finding.start <= end && end <= finding.end));
  }

  private get isTyping(): boolean {
    return !this.resting && this.now.start === this.now.end;
  }

  /** How far the field is read, for the popup. */
  get progress() {
    return {
      grammar: this.correctionOn ? this.checks.grammarProgress : "off",
      tone: this.sentimentOn ? this.checks.tone : "off",
    } as const;
  }

  stop(): void {
    this.learner.learn(this.checks.findings, "left");
    this.stopping.abort();
    this.timers.stopAll();
    this.releaseKeys();
    this.completer.drop();
    this.asked.drop();
    for (const one of [this.writer, this.checks, this.card, this.scene, this.field]) one.dispose();
  }

  /** FrameSettings changed: features on or off, another dictionary. */
  onSettings(before: FrameSettings): void {
    const { completion } = this.context.settings();
    if (!completion) this.completer.drop();
    this.checks.onSettings(before);
    if (!this.correctionOn) this.checks.stopGrammar();
    if (!this.sentimentOn) this.checks.stopSentiment();
    this.context.overlay.suit(this.field.element);
    this.check();
    this.refresh();
  }

  // --- what the writer does

  private listen(signal: AbortSignal): void {
    const { element } = this.field;
    const options = { capture: true, passive: true, signal };
    element.addEventListener("input", (event) => this.onInput(event), options);
    element.addEventListener("compositionstart", () => this.setComposing(true), options);
    element.addEventListener("compositionend", () => this.setComposing(false), options);
    // Of text controls it is told to themselves, in a shadow root nobody else hears of it.
    const told = isTextControl(element) ? element : document;
    told.addEventListener("selectionchange", () => this.onSelection(), options);
  }

  private onAct(): void {
    if (!this.acted) this.context.onFirstAct();
    this.acted = true;
  }

  private onInput(event: Event): void {
    if (this.writer.isWriting || this.composing) return;
    const typed = this.trust.sees(event);
    const kind = event instanceof InputEvent ? event.inputType : "";
    this.update(typed, typed && kind.startsWith("insert"), typed && !/Paste|Drop/.test(kind));
  }

  private onSelection(): void {
    if (this.writer.isWriting || this.composing) return;
    const { start, end } = this.field.read();
    if ((start === this.now.start && end === this.now.end) || !this.isAlive()) return;
    this.rested(); // who moves the caret is not typing at it
    this.update(false, false);
  }

  private setComposing(composing: boolean): void {
    this.composing = composing;
    this.completer.drop();
    if (composing) {
      this.card.close();
      this.scene.hide();
      this.ghost = "";
    } else {
      this.update(true, true);
    }
  }

  /** Perhaps its text was changed as well. */
  private onMoved(): void {
    if (this.composing || this.writer.isWriting) return;
    this.update(false, false);
    this.card.follow();
  }

  private isAlive(): boolean {
    if (this.field.element.isConnected && isExtensionAlive()) return true;
    this.context.onGone();
    return false;
  }

  /** Reads the field and carries everything over to what it says now. */
  private update(typed: boolean, inserted: boolean, byHand = typed): void {
    if (!this.isAlive()) return;
    const now = this.field.read();
    const change = changeBetween(this.now.text, now.text, now.end);
    this.now = now;
    if (change) {
      this.checks.carryOver(change, now.text);
      this.writer.carryOver(change, now.text);
      this.asked.drop();
      this.learner.carryOver(change, now.text, byHand);
      if (typed) {
        this.card.close();
        this.resting = false;
        this.timers.later("rest", REST_MS, () => this.rested());
      }
      this.check();
      if (inserted) this.complete();
      else this.completer.drop();
    }
    this.redraw();
    if (change) this.card.follow();
  }

  /** From now on the word at the caret is checked as well. */
  private rested(): void {
    if (this.resting) return;
    this.timers.stop("rest");
    this.resting = true;
    this.learner.rest(this.correctionOn ? this.checks : null);
    this.context.overlay.suit(this.field.element);
    this.check(0);
  }

  private complete(): void {
    const { text, start, end } = this.now;
    const settings = this.context.settings();
    if (!settings.completion || start !== end) this.completer.drop();
    else if (this.completer.ghostAt({ text, caret: end }) === "")
      this.completer.askSoon({ text, caret: end }, settings);
  }

  private check(correctDelayMs = CORRECT_DELAY_MS): void {
    if (!this.trust.isRecent) return;
    this.timers.later("correct", correctDelayMs, () => {
      this.rivals.look();
      this.look();
      if (this.correctionOn) this.checks.checkGrammar(this.isTyping);
      this.checkRest();
    });
    if (this.sentimentOn)
      this.timers.later("sentiment", SENTIMENT_DELAY_MS, () => this.checks.checkSentiment());
  }

  /** What is far from the caret is checked once all near it is, while nothing else is to do. */
  private checkRest(): void {
    requestIdleCallback(() => {
      const { aborted } = this.stopping.signal;
      if (!aborted && this.correctionOn && this.checks.widen()) this.check(0);
    });
  }

  /** Cuts the text into blocks: not at each key, for there may be many. */
  look(): void {
    this.checks.lookAt(this.now.text, this.now.end);
    this.redraw();
  }

  private get correctionOn(): boolean {
    return this.context.settings().correction && !this.rivals.holdsCorrections;
  }

  private get sentimentOn(): boolean {
    return this.sentimentAsked || this.context.settings().sentiment;
  }

  private onAnswer(): void {
    if (!this.isAlive()) return;
    this.look();
    if (!this.asked.onAnswer() && this.checks.isGrammarDone) this.checkRest();
  }

  /** Shows what there is to show, at once or in the next frame. */
  redraw(): void {
    if (this.composing || this.stopping.signal.aborted) return;
    const { overlay } = this.context;
    if (!overlay.isPresent) overlay.raise(this.field.element); // the page threw it out
    // Until then what is seen can be accepted, as far as it still goes on from the caret.
    const left = this.offered();
    this.ghost = [this.ghost, this.ghost.slice(1)].find((seen) => left.startsWith(seen)) ?? "";
    const view = this.view(left);
    this.shows(view, this.scene.ask(view));
  }

  private paint(): void {
    const view = this.view(this.writer.isWriting ? "" : this.offered());
    this.shows(view, this.scene.draw(view));
  }

  /** `seen` undefined: that is known once it is drawn. */
  private shows(view: View, seen: number | undefined): void {
    if (seen === undefined) return;
    this.ghost = view.ghost.slice(0, seen);
    this.announcer.shows(this.ghost, view.findings.length);
    this.context.tally.shows(this.ghost !== "");
  }

  private view(ghost: string): View {
    const { text, end: caret } = this.now;
    const tints = this.sentimentOn ? this.checks.tints : [];
    return { text, caret, ghost, findings: this.findings(), tints, picked: this.card.picked };
  }

  private offered(): string {
    const ghost = this.ghostNow();
    const caret = () => this.field.caretPlace(this.now.end)?.caret;
    return ghost && this.rivals.holdsGhost(caret) ? "" : ghost;
  }

  private ghostNow(): string {
    const { text, start, end } = this.now;
    return start === end ? this.completer.ghostAt({ text, caret: end }) : "";
  }

  // --- keys

  private onKey(key: Key): Handled {
    if (this.composing || !this.isAlive()) return "left to the page";
    return this.card.onKey(key) ?? this.onGhostKey(key) ?? this.onFindingKey(key);
  }

  private onGhostKey(key: Key): Handled | null {
    if (this.ghost === "" || this.card.hasFocus) return null;
    if (key === "accept") this.writer.accept(this.ghost);
    else if (key === "accept_word") this.writer.accept(nextWord(this.ghost));
    else if (key === "dismiss") this.dismiss();
    else return null;
    return "taken";
  }

  private onFindingKey(key: Key): Handled {
    if (key !== "fix_all" || this.findings().length === 0) return "left to the page";
    this.apply(this.findings());
    return "taken";
  }

  // --- writing, only by a trusted act

  apply(findings: readonly Finding[]): void {
    this.card.close();
    this.completer.drop();
    this.writer.apply(findings);
  }

  onWritten(outcome: Outcome, completed: boolean): void {
    if (this.stopping.signal.aborted) return;
    if (completed && outcome === "failed") this.dismiss();
    this.update(true, completed && outcome === "done");
  }

  /** Unlike an announcement it is seen: the answer to a menu item that changed nothing. */
  readonly say = (words: string): void => this.context.say(words);

  announce(words: string): void {
    if (!this.stopping.signal.aborted) this.context.overlay.announce(words);
  }

  private dismiss(): void {
    this.completer.drop();
    this.redraw();
  }

  /** What is ignored has changed. */
  refresh(): void {
    this.look();
    this.card.follow();
  }

  /** What was typed before the session began is the person's, too. */
  takeUp(): void {
    this.begin();
    this.check();
    this.complete();
  }

  // --- the context menu

  completeHere(): void {
    this.begin();
    const { text, start, end } = this.now;
    const wishes = { ...this.context.settings(), min_confidence: 0, ghost_mid_word: true };
    if (start < end) this.say(t("card_place_caret"));
    else
      this.completer.ask({ text, caret: end }, wishes, 0, () => this.say(t("card_no_suggestion")));
  }

  /** A menu item is as good as typing: the person asks for this field. */
  begin(): FieldText {
    this.onAct();
    this.trust.actedNow();
    this.resting = true;
    this.now = this.field.read();
    this.card.close();
    this.look();
    return this.now;
  }
}
