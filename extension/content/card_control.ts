// When the finding's card opens and closes, and what its buttons do: by click or rest of the
// pointer on an underline, by Alt+J and Alt+K from the keyboard.
// In: pointer events on the field, walking keys. Out: calls on the session, all by trusted acts.

import type { Field } from "./adapters/field";
import type { Finding } from "./findings";
import { diffParts, groupOf, isSame, titleOf } from "./findings";
import { type Action, Card } from "./render/card";
import type { Overlay } from "./render/overlay";
import type { Scene } from "./render/scene";

const HOVER_MS = 350;
const LEAVE_MS = 300;

/** What the card needs of its session. */
export interface CardOwner {
  readonly field: Field;
  readonly scene: Scene;
  text(): string;
  caret(): number;
  findings(): readonly Finding[];
  apply(findings: readonly Finding[]): void;
  ignore(finding: Finding): void;
  addWord(finding: Finding): void;
  redraw(): void;
}

type Opening = "keyboard" | "click" | "hover";

export class CardControl {
  picked: Finding | null = null;
  private opening: Opening = "click";
  private readonly card: Card;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private hovered: Finding | null = null;

  constructor(
    private readonly owner: CardOwner,
    private readonly overlay: Overlay,
    signal: AbortSignal,
  ) {
    this.card = new Card(overlay, () => {
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

  /** Only a card that was opened from the keyboard takes Enter and Tab. */
  get hasKeyboard(): boolean {
    return this.card.isOpen && this.opening === "keyboard";
  }

  /** Opens the card of the next finding in the direction, round from the last to the first. */
  walk(step: 1 | -1): boolean {
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

  applyPicked(): void {
    if (this.picked) this.owner.apply([this.picked]);
  }

  enter(): void {
    this.card.enter(this.owner.field.element);
  }

  /** The field moved or its text changed: the card follows its finding, or goes with it. */
  follow(): void {
    if (!this.picked) return;
    const { picked } = this;
    const same = this.owner.findings().find((finding) => isSame(finding, picked));
    if (!same) this.close();
    else this.picked = same;
    void this.card.place(() => this.anchor());
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
    const { kind, message, original, replacement } = finding;
    const content = {
      group: groupOf(kind),
      title: titleOf(kind),
      reason: message,
      diff: diffParts(this.owner.text(), finding),
      actions: this.actions(finding),
    };
    this.card.open(content, () => this.anchor());
    if (hadFocus) this.enter();
    if (opening !== "keyboard") return;
    const change =
      replacement.trim() === "" ? `remove ${original}` : `${original}, change to ${replacement}`;
    this.overlay.announce(`${content.title}: ${change}. ${message} Enter applies, Escape closes.`);
  }

  private actions(finding: Finding): Action[] {
    const { owner } = this;
    const all = owner.findings();
    const actions: Action[] = [
      { label: "Apply", primary: true, run: () => owner.apply([finding]) },
      { label: "Ignore", run: () => owner.ignore(finding) },
    ];
    if (finding.kind === "spelling")
      actions.push({ label: "Add to dictionary", run: () => owner.addWord(finding) });
    if (all.length > 1)
      actions.push({ label: `Fix all (${all.length})`, run: () => owner.apply(owner.findings()) });
    return actions;
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
