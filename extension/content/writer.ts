// Writes what a person accepted, through the adapter: ghost text at once, corrections as an undo
// step of their own. In: completions and findings, by a trusted act. Out: the field changed and its
// session told, or an announcement that it could not be. While it writes, the session looks away.
import { t } from "../shared/words";
import type { Change } from "./adapters/change";
import type { Field, Outcome } from "./adapters/field";
import { type Finding, remapFindings } from "./findings";
import type { Learner } from "./learner";
import type { Tally } from "./tally";
import type { Trust } from "./trust";

export interface WriterOwner {
  readonly field: Field;
  readonly learner: Learner;
  text(): string;
  caret(): number;
  /** What is being written is no longer shown as an offer. */
  redraw(): void;
  /** The text was written: `completed` by accepting, else by correcting. */
  onWritten(outcome: Outcome, completed: boolean): void;
  announce(words: string): void;
  /** To those who see as well. */
  say(words: string): void;
}

export class Writer {
  isWriting = false;
  /** Findings to apply once the typing before them is an undo step of its own. */
  private putOff: readonly Finding[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly owner: WriterOwner,
    private readonly trust: Trust,
    private readonly tally: Tally,
  ) {}

  accept(text: string): void {
    if (this.isWriting) return; // the key before this one is still being carried out
    const { owner, trust } = this;
    trust.actedNow();
    owner.learner.accept(owner.caret(), text);
    this.isWriting = true;
    const finish = (outcome: Outcome) => {
      this.isWriting = false;
      if (outcome === "done") this.tally.completed(text);
      owner.onWritten(outcome, true);
    };
    const outcome = owner.field.insertAtCaret(owner.text(), text);
    if (typeof outcome === "string") finish(outcome);
    else {
      owner.redraw();
      void outcome.catch((): Outcome => "failed").then(finish);
    }
  }

  /** Applies what still fits the text; after a moment, where it would share the typing's undo step. */
  apply(findings: readonly Finding[]): void {
    const { owner, trust } = this;
    this.putOff = findings;
    clearTimeout(this.timer);
    const wait_ms = owner.field.undoGroup_ms - trust.sinceTyping_ms;
    trust.actedNow();
    if (wait_ms <= 0) void this.correct();
    else this.timer = setTimeout(() => void this.correct(), wait_ms);
  }

  /** The text changed while corrections wait. */
  carryOver(change: Change, after: string): void {
    this.putOff = remapFindings(this.putOff, change, after);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async correct(): Promise<void> {
    const { field } = this.owner;
    const text = this.owner.text();
    const edits = this.putOff.filter(
      ({ start, end, original }) =>
        text.slice(start, end) === original && !field.isLocked(start, end),
    );
    this.putOff = [];
    if (edits.length > 0 && !this.isWriting) await this.write(text, edits);
  }

  private async write(text: string, edits: readonly Finding[]): Promise<void> {
    this.isWriting = true;
    const outcome = await this.owner.field.replace(text, edits).catch((): Outcome => "failed");
    this.isWriting = false;
    if (outcome === "done") this.tally.corrected(edits.map(({ kind }) => kind));
    this.owner.onWritten(outcome, false);
    const { length } = edits;
    if (outcome === "failed") this.owner.say(t("card_unchanged"));
    else this.owner.announce(length === 1 ? t("card_fixed") : t("card_fixed_many", length));
  }
}
