// What is known about a field's text: findings and sentiment, kept in step with every change.
// In: the text and caret, changes of it, the engine's answers by block. Out: findings and tints
// that fit the text as it is now. Draws nothing, writes nothing.

import type { FrameSettings } from "../shared/frame_settings";
import type { Edit, Sentence } from "../shared/messages";
import type { Change, Span } from "./adapters/change";
import { type Block, blocksAround, nearestFirst } from "./blocks";
import { BlockChecker } from "./checker";
import type { EngineClient, Reply } from "./engine_client";
import { type Finding, ignoreKey, mergeFindings, remapFindings } from "./findings";
import { countTone, mergeTints, remapTints, type TintedSpan } from "./sentiments";

/** So much is checked at once, whole paragraphs around the caret; the rest in idle time, up to... */
const NEAR_UNITS = 20_000;
const MOST_UNITS = 200_000;

export class FieldChecks {
  findings: readonly Finding[] = [];
  tints: readonly TintedSpan[] = [];
  private blocks: readonly Block[] = [];
  private units = NEAR_UNITS;
  private length = 0;
  private caret = 0;
  private words: { of: readonly string[]; set: ReadonlySet<string> } | null = null;
  private readonly grammar: BlockChecker<readonly Edit[]>;
  private readonly sentiment: BlockChecker<readonly Sentence[]>;

  constructor(
    engine: EngineClient,
    private readonly settings: () => FrameSettings,
    private readonly ignored: ReadonlySet<string>,
    onAnswer: () => void,
  ) {
    this.grammar = new BlockChecker((wanted, onEdits, onEnd) => {
      const { dictionary, dialect } = settings();
      const onReply = (reply: Reply) =>
        reply.kind === "correct" && onEdits(reply.edits, !reply.partial);
      return engine.ask({ kind: "correct", ...wanted, dictionary, dialect }, { onReply, onEnd });
    }, onAnswer);
    this.sentiment = new BlockChecker(({ text }, onSentences, onEnd) => {
      const onReply = (reply: Reply) =>
        reply.kind === "sentiment" && onSentences(reply.sentences, true);
      return engine.ask({ kind: "sentiment", text }, { onReply, onEnd });
    }, onAnswer);
  }

  /** Carries everything over a change of the text, before the blocks are looked at anew. */
  carryOver(change: Change, after: string): void {
    this.findings = remapFindings(this.findings, change, after);
    this.tints = remapTints(this.tints, change, after);
    this.length = 0; // not looked at yet
    if (this.units === NEAR_UNITS) return;
    this.units = NEAR_UNITS;
    this.grammar.want([]); // what is near goes first again
  }

  /** All that was asked for is answered: twice as much is next. False when that is all there is. */
  widen(): boolean {
    if (!this.isGrammarDone || this.units >= Math.min(this.length, MOST_UNITS)) return false;
    this.units *= 2;
    return true;
  }

  /** Whether all of the span is among what was looked at. */
  reaches({ start, end }: Span): boolean {
    const [first, last] = [this.blocks[0], this.blocks.at(-1)];
    return (
      this.units >= this.length || (!!first && !!last && first.start <= start && end <= last.end)
    );
  }

  /** Lays the answers there are onto the text. */
  lookAt(text: string, caret: number): void {
    this.blocks = blocksAround(text, caret, this.units);
    this.caret = caret;
    this.length = text.length;
    this.findings = mergeFindings(this.blocks, this.grammar.answers, this.findings, (finding) =>
      this.isWanted(finding),
    );
    this.tints = mergeTints(this.blocks, this.sentiment.answers, this.tints);
  }

  /** While the writer is typing, the word at the caret is left alone: it may not be finished. */
  checkGrammar(isTyping: boolean): void {
    const { caret } = this;
    const isAt = ({ start, end }: Block) => isTyping && start <= caret && caret <= end;
    this.grammar.want(
      this.nearest().map((block) => {
        const { text, start } = block;
        return isAt(block) ? { text, caret: caret - start } : { text };
      }),
    );
  }

  checkSentiment(): void {
    this.sentiment.want(this.nearest().map(({ text }) => ({ text })));
  }

  get isGrammarDone(): boolean {
    return this.blocks.every(({ text }) => this.grammar.isAnswered({ text }));
  }

  get grammarProgress() {
    return this.grammar.progress(this.blocks.map(({ text }) => text));
  }

  /** How many sentences sound how, once all are read. */
  get tone() {
    const texts = this.blocks.map(({ text }) => text);
    const progress = this.sentiment.progress(texts);
    return progress === "read" ? countTone(texts, this.sentiment.answers) : progress;
  }

  /** With another dictionary or dialect what was answered may no longer hold. */
  onSettings(before: FrameSettings): void {
    const spelled = ({ dialect, dictionary }: FrameSettings) => [dialect, ...dictionary].join("\n");
    if (spelled(before) !== spelled(this.settings())) this.grammar.clear();
  }

  /** The sentences that reach into the span, once all of its blocks are read. */
  sentencesIn({ start, end }: Span): Sentence[] | null {
    const blocks = this.blocks.filter((block) => block.start < end && start < block.end);
    if (!blocks.every(({ text }) => this.sentiment.isAnswered({ text }))) return null;
    return blocks
      .flatMap((block) =>
        (this.sentiment.answers.get(block.text) ?? []).map((sentence) => ({
          ...sentence,
          start: block.start + sentence.start,
          end: block.start + sentence.end,
        })),
      )
      .filter((sentence) => sentence.start < end && start < sentence.end);
  }

  stopGrammar(): void {
    this.grammar.cancel();
    this.findings = [];
  }

  stopSentiment(): void {
    this.sentiment.cancel();
    this.tints = [];
  }

  dispose(): void {
    this.grammar.cancel();
    this.sentiment.cancel();
  }

  private nearest(): Block[] {
    return nearestFirst(this.blocks, this.caret);
  }

  private isWanted(finding: Finding): boolean {
    const { dictionary, ignored_rules, ignored_findings } = this.settings();
    const { kind } = finding;
    if (this.ignored.has(ignoreKey(finding)) || this.ignored.has(kind)) return false;
    if (ignored_rules.includes(kind)) return false;
    const key = ignoreKey(finding);
    if (ignored_findings.some((ignored) => ignoreKey(ignored) === key)) return false;
    if (kind !== "spelling") return true;
    if (this.words?.of !== dictionary)
      this.words = { of: dictionary, set: new Set(dictionary.map((word) => word.toLowerCase())) };
    return !this.words.set.has(finding.original.toLowerCase());
  }
}
