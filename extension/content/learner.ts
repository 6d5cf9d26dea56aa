// What a person typed into a field, for Nib to learn from: sentence by sentence, each once, when the
// writer rests behind it or leaves the field. In: changes of the text and whose they are, findings.
// Out: pieces of text to the engine. What was there before, pasted, quoted or flagged is in none.
// What of it may be learned is decided by nib.personal_text.
import type { Change, Span } from "./adapters/change";
import type { FieldChecks } from "./field_checks";
import type { SessionContext } from "./session_context";

const ENDED = /^[\s\S]*[.!?…\n](?=\s|$)/;
const BEFORE_UNITS = 200;

export class Learner {
  /** As long as the text: "1" where the person typed and nothing is learned yet. */
  private typed: string;

  constructor(
    private text: string,
    private readonly context: SessionContext,
  ) {
    this.typed = "0".repeat(text.length);
  }

  carryOver({ start, oldEnd, newEnd }: Change, text: string, byHand: boolean): void {
    if (!byHand && text.trim() === "") this.learn([], "sent");
    this.mark(start, oldEnd, (byHand ? "1" : "0").repeat(newEnd - start));
    this.text = text;
  }

  /** Ghost text is taken at the caret. */
  accept(caret: number, ghost: string): void {
    this.teach(this.text.slice(Math.max(0, caret - BEFORE_UNITS), caret), ghost);
  }

  /** The writer rests: what may be corrected yet waits. checks: null where nothing is corrected. */
  rest(checks: Pick<FieldChecks, "isGrammarDone" | "findings"> | null): void {
    if (!checks || (checks.isGrammarDone && checks.findings.length === 0))
      this.learn([], "resting");
  }

  /** sent (by the page, which emptied the field): all; left: all but a last word that may have been
   * only begun; resting: what has an end. */
  learn(findings: readonly Span[], when: "resting" | "left" | "sent"): void {
    for (const { start, end } of findings) this.mark(start, end, "0".repeat(end - start));
    for (const { index, 0: run } of this.typed.matchAll(/1+/g)) {
      const end = index + run.length;
      const piece = this.wholeWords(index, end);
      const ended = ENDED.exec(piece)?.[0] ?? "";
      const unbegun = end === this.text.length ? piece.replace(/[\w'’-]+$/, "") : piece;
      const learned = { resting: ended, left: unbegun, sent: piece }[when];
      if (!/\S\s+\S/.test(learned)) continue;
      this.teach(learned);
      const taken =
        when !== "resting"
          ? run.length
          : this.text.indexOf(learned, index) - index + learned.length;
      this.mark(index, index + taken, "0".repeat(taken));
    }
  }

  /** A word that was only begun or ended by hand is none of the person's. */
  private wholeWords(start: number, end: number): string {
    let piece = this.text.slice(start, end);
    if (/\S/.test(this.text[start - 1] ?? " ")) piece = piece.replace(/^\S+/, "");
    if (/\w/.test(this.text[end] ?? " ")) piece = piece.replace(/\S+$/, "");
    return piece;
  }

  private teach(text: string, accepted?: string): void {
    if (this.context.settings().learns) this.context.engine.learn(text, accepted);
  }

  private mark(start: number, end: number, marks: string): void {
    this.typed = this.typed.slice(0, start) + marks + this.typed.slice(end);
  }
}
