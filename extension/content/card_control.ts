// When the finding's card opens and closes, and what its buttons do: by click or rest of the
// pointer on an underline, by Alt+J and Alt+K from the keyboard.
// In: pointer events on the field, walking keys. Out: calls on the session, all by trusted acts.

import { titleOf } from "../shared/rules";
import type { IgnoredFinding } from "../shared/settings_schema";
import { t } from "../shared/words";
import type { Field } from "./adapters/field";
import type { Finding } from "./findings";
import { diffParts, groupOf, ignoreKey, isSame } from "./findings";
import type { Handled, Key } from "./keys";
import { type Action, Card } from "./render/card";
import type { Overlay } from "./render/overlay";
import type { Scene } from "./render/scene";

const HOVER_MS = 350;
const LEAVE_MS = 300;
const MAX_WORD_UNITS = 100;

/** What the card needs of its session. */
export interface CardOwner {
  readonly field: Field;
  readonly scene: Scene;
  text(): string;
  caret(): number;
  findings(): readonly Finding[];
  apply(findings: readonly Finding[]): void;
  redraw(): void;
  /** What is ignored has changed. */
  refresh(): void;
}

/** Where the card is drawn, and what a person no longer wants to see. */
export interface CardContext {
  readonly overlay: Overlay;
  /** In this document. */
  readonly ignored: Set<string>;
  addWord(word: string): void;
  ignoreRule(rule: string): void;
  ignoreFinding(finding: IgnoredFinding): void;
  /** Whether the pointer is on a word that can be added to the dictionary. */
  pointsAtWord(isWord: boolean): void;
}

type Opening = "keyboard" | "click" | "hover";

export class CardControl {
  picked: Finding | null = null;
  private opening: Opening = "click";
  private readonly card: Card;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hovered: Finding | null = null;
  /** The flagged word that was right-clicked. */
  private clicked: Finding | null = null;

  constructor(
    private readonly owner: CardOwner,
    private readonly context: CardContext,
    signal: AbortSignal,
  ) {
    this.card = new Card(context.overlay, () => {
      this.picked = null;
      owner.redraw();
    });
    const options = { capture: true, passive: true, signal };
    owner.field.element.addEventListener("click", (event) => this.onClick(event), options);
    window.addEventListener("pointermove", (event) => this.onMove(event), options);
  }

  get isOpen(): boolean {
    return this.card.isOpen;
  }

  get hasFocus(): boolean {
    return this.card.hasFocus;
  }

  /** Keys that walk from card to card, and those of an open one; null for others. */
  onKey(key: Key): Handled | null {
    if (key === "next_finding" || key === "previous_finding")
      return this.walk(key === "next_finding" ? 1 : -1) ? "taken" : null;
    if (!this.isOpen) return null;
    if (key === "dismiss") this.close();
    else if (this.hasFocus && (key === "accept" || key === "apply")) return "left to the page";
    else if (key === "accept" && this.hasKeyboard) this.enter();
    else if (key === "apply" && this.hasKeyboard) this.applyPicked();
    else return null;
    return "taken";
  }

  /** Only a card that was opened from the keyboard takes Enter and Tab. */
  private get hasKeyboard(): boolean {
    return this.isOpen && this.opening === "keyboard";
  }

  /** Opens the card of the next finding in the direction, round from the last to the first. */
  private walk(step: 1 | -1): boolean {
    const findings = this.owner.findings();
    if (findings.length === 0) return false;
    const { picked } = this;
    const at = findings.findIndex((finding) => isSame(finding, picked));
    const next = at >= 0 ? at + step : this.nearCaret(findings, step);
    const finding = findings[(next + findings.length) % findings.length];
    if (!finding) return false;
    this.owner.field.reveal(finding.start, finding.end);
    this.open(finding, "keyboard");
    return true;
  }

  private applyPicked(): void {
    if (this.picked) this.owner.apply([this.picked]);
  }

  private enter(): void {
    this.card.enter(this.owner.field.element);
  }

  /** The field moved or its text changed: the card follows its finding, or goes with it. */
  follow(): void {
    if (!this.picked) return;
    const { picked } = this;
    const same = this.owner.findings().find((finding) => isSame(finding, picked));
    if (!same) this.close();
    else this.picked = same;
    this.card.stand(() => this.anchor());
  }

  close(): void {
    clearTimeout(this.timer);
    this.card.close();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.card.dispose();
  }

  private nearCaret(findings: readonly Finding[], step: 1 | -1): number {
    const caret = this.owner.caret();
    const behind = findings.findIndex(({ end }) => end >= caret);
    if (behind < 0) return step > 0 ? 0 : findings.length - 1;
    return step > 0 ? behind : behind - 1;
  }

  private open(finding: Finding, opening: Opening): void {
    clearTimeout(this.timer);
    const hadFocus = this.card.hasFocus;
    this.picked = finding;
    this.opening = opening;
    this.owner.redraw();
    const { kind, original, replacement } = finding;
    const reason = t(...finding.reason);
    const content = {
      group: groupOf(kind),
      title: titleOf(kind),
      reason,
      diff: diffParts(this.owner.text(), finding),
      actions: this.actions(finding),
    };
    this.card.open(content, () => this.anchor());
    if (hadFocus) this.enter();
    if (opening !== "keyboard") return;
    const change =
      replacement.trim() === ""
        ? t("card_remove", original)
        : t("card_change", original, replacement);
    this.context.overlay.announce(t("card_finding", content.title, change, reason));
  }

  private actions(finding: Finding): Action[] {
    const { owner, context } = this;
    const { kind } = finding;
    const all = owner.findings();
    const actions: Action[] = [
      { label: t("card_apply"), primary: true, run: () => owner.apply([finding]) },
      { label: t("card_ignore_once"), quiet: true, run: () => this.ignore(finding) },
      // A word that is not known is a matter of that word: one slip must not end all spelling.
      kind === "spelling"
        ? { label: t("card_add_word"), quiet: true, run: () => this.addWord(finding) }
        : { label: t("card_ignore_rule"), quiet: true, run: () => context.ignoreRule(kind) },
    ];
    // After "once": from the least to the most.
    if (kind !== "spelling")
      actions.splice(2, 0, {
        label: t("card_ignore_always"),
        quiet: true,
        run: () => this.ignoreAlways(finding),
      });
    if (all.length > 1)
      actions.push({
        label: t("card_fix_all", all.length),
        run: () => owner.apply(owner.findings()),
      });
    return actions;
  }

  private ignore(finding: Finding): void {
    this.context.ignored.add(ignoreKey(finding));
    this.close();
    this.owner.refresh();
  }

  private ignoreAlways(finding: Finding): void {
    const { kind, original, replacement } = finding;
    this.context.ignoreFinding({ kind, original, replacement });
    this.ignore(finding);
  }

  private addWord(finding: Finding): void {
    this.context.addWord(finding.original);
    this.ignore(finding);
  }

  /** The flagged word a right click is on; by the keyboard's key for it, the one at the caret. */
  wordAt({ button, clientX, clientY }: MouseEvent): string | undefined {
    const { owner } = this;
    const caret = owner.caret();
    const finding =
      button < 0
        ? owner.findings().find(({ start, end }) => start <= caret && caret <= end)
        : owner.scene.findingAt(clientX, clientY);
    clearTimeout(this.timer); // no card opens under the menu
    this.clicked = isWord(finding) ? finding : null;
    return this.clicked?.original;
  }

  /** "Add to dictionary" was chosen of the menu that was opened there. */
  addClicked(): void {
    if (this.clicked) this.addWord(this.clicked);
  }

  private anchor() {
    const box = this.picked && this.owner.scene.boxOf(this.picked);
    return box ?? this.owner.field.element.getBoundingClientRect();
  }

  private onClick(event: MouseEvent): void {
    if (!event.isTrusted) return;
    const finding = this.owner.scene.findingAt(event.clientX, event.clientY);
    if (finding) this.open(finding, "click");
    else this.close();
  }

  /** Rest on an underline opens its card; leaving both closes it again, unless it was asked for. */
  private onMove(event: PointerEvent): void {
    if (!event.isTrusted || event.pointerType === "touch" || event.buttons > 0) return;
    const { clientX: x, clientY: y } = event;
    const finding = this.owner.scene.findingAt(x, y);
    if (isSame(finding, this.hovered)) return;
    this.hovered = finding;
    this.context.pointsAtWord(isWord(finding));
    clearTimeout(this.timer);
    if (finding && !isSame(finding, this.picked) && !this.hasKeyboard) {
      this.timer = setTimeout(() => this.open(finding, "hover"), HOVER_MS);
    } else if (!finding && this.isOpen && this.opening === "hover") {
      this.leaveSoon(x, y);
    }
  }

  private leaveSoon(x: number, y: number): void {
    let at = { x, y };
    const track = (event: PointerEvent) => {
      at = { x: event.clientX, y: event.clientY };
    };
    window.addEventListener("pointermove", track, { capture: true, passive: true });
    this.timer = setTimeout(() => {
      window.removeEventListener("pointermove", track, { capture: true });
      if (this.opening !== "hover" || this.hovered) return;
      if (this.card.contains(at.x, at.y)) this.leaveSoon(at.x, at.y);
      else this.close();
    }, LEAVE_MS);
  }
}

/** A word the dictionary can take. */
function isWord(finding: Finding | null | undefined): finding is Finding {
  return finding?.kind === "spelling" && finding.original.length <= MAX_WORD_UNITS;
}
