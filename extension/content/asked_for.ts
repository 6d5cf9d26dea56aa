// What a person asked of one field by the menu or a shortcut and what still takes its time: to have
// it corrected, to be told its sentiment, once all of it is checked.
// In: the field's text and selection, answers as they come. Out: findings to apply, sentences to list, words to say.
import type { Sentence } from "../shared/messages";
import { t } from "../shared/words";
import type { Span } from "./adapters/change";
import type { FieldText } from "./adapters/field";
import type { FieldChecks } from "./field_checks";
import type { Finding } from "./findings";

/** After so long without an answer the person is told that it takes time; and then why. */
const SOON_MS = 600;
const LONG_MS = 10_000;

/** `isAll`: nothing of what was asked for is left out. */
export type ShowSentences = (text: string, sentences: Sentence[], isAll: boolean) => void;

export interface AskedOwner {
  text(): string;
  /** A menu item is as good as typing: reads the field as it is now. */
  begin(): FieldText;
  /** Sentiment is drawn from now on. */
  sentimentAsked: boolean;
  /** Cuts the text into blocks, and lays the answers there are onto them. */
  look(): void;
  apply(findings: readonly Finding[]): void;
  say(words: string): void;
}

export class AskedFor {
  private toFix: Span | null = null;
  private toList: Span | null = null;
  private show: ShowSentences = () => {};
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly owner: AskedOwner,
    private readonly checks: FieldChecks,
  ) {}

  /** Corrects the selection, or all of the field, once it is checked. */
  fix(all = false): void {
    const at = this.owner.begin();
    const span = all ? { start: 0, end: at.text.length } : chosen(at);
    this.toFix = span;
    this.timer = setTimeout(() => {
      this.owner.say(t("card_checking"));
      this.timer = setTimeout(() => this.owner.say(t("card_slow")), LONG_MS);
    }, SOON_MS);
    this.fixWhenDone(span);
  }

  /** Checks it, and applies nothing. */
  check(): void {
    this.owner.begin();
    this.checks.checkGrammar(false);
  }

  /** Draws sentiment, and `show`s that of the selection, or of all that is checked at once. */
  list(show: ShowSentences): void {
    const at = this.owner.begin();
    this.owner.sentimentAsked = true;
    this.toList = chosen(at);
    this.show = show;
    this.checks.checkSentiment();
    this.listWhenDone(this.toList);
  }

  /** True while corrections are waited for. */
  onAnswer(): boolean {
    if (this.toList) this.listWhenDone(this.toList);
    if (this.toFix) this.fixWhenDone(this.toFix);
    return this.toFix !== null;
  }

  /** The text changed, or the field is left: what was asked for was another text. */
  drop(): void {
    clearTimeout(this.timer);
    if (this.toFix) this.owner.say("");
    this.toFix = this.toList = null;
  }

  /** A long text is checked part after part, and corrected at once. */
  private fixWhenDone(span: Span): void {
    const { checks } = this;
    while (checks.isGrammarDone) {
      if (checks.reaches(span) || !checks.widen()) {
        this.fixNow(span);
        return;
      }
      this.owner.look();
    }
    checks.checkGrammar(false);
  }

  private fixNow({ start, end }: Span): void {
    const { owner, checks } = this;
    this.toFix = null;
    clearTimeout(this.timer);
    const inside = checks.findings.filter((found) => found.start >= start && found.end <= end);
    if (inside.length > 0) owner.apply(inside);
    const words = inside.length > 0 ? "" : t("card_nothing");
    owner.say(checks.reaches({ start, end }) ? words : t("card_part_checked"));
  }

  private listWhenDone(span: Span): void {
    const sentences = this.checks.sentencesIn(span);
    if (!sentences) return;
    this.toList = null;
    this.show(this.owner.text(), sentences, this.checks.reaches(span));
  }
}

/** The selection, or all of the field. */
function chosen({ text, start, end }: FieldText): Span {
  return start < end ? { start, end } : { start: 0, end: text.length };
}
