// What is known about a field's text: findings and sentiment, kept in step with every change.
// In: the text and caret, changes of it, the engine's answers by block. Out: findings and tints
// that fit the text as it is now. Draws nothing, writes nothing.
import type { Edit, Sentence } from "../shared/messages";
import type { Settings } from "../shared/settings";
import type { Change } from "./adapters/change";
import { type Block, blocksAround, nearestFirst } from "./blocks";
import { BlockChecker } from "./checker";
import type { EngineClient } from "./engine_client";
import { type Finding, ignoreKey, mergeFindings, remapFindings } from "./findings";
import { mergeTints, remapTints, type TintedSpan } from "./sentiments";

/** No more of a field than this is checked: the whole paragraphs around the caret. */
const WINDOW_UNITS = 20_000;

export class FieldChecks {
  findings: readonly Finding[] = [];
  tints: readonly TintedSpan[] = [];
  private blocks: readonly Block[] = [];
  private caret = 0;
  private readonly grammar: BlockChecker<readonly Edit[]>;
  private readonly sentiment: BlockChecker<readonly Sentence[]>;

  constructor(
    engine: EngineClient,
    private readonly settings: () => Settings,
    private readonly ignored: ReadonlySet<string>,
    onAnswer: () => void,
  ) {
    this.grammar = new BlockChecker((text, onEdits, onEnd) => {
      const { dictionary } = settings();
      const listener = {
        onReply: (reply: { kind: string; edits?: readonly Edit[] }) => onEdits(reply.edits ?? []),
        onEnd,
      };
      return engine.ask({ kind: "correct", text, dictionary }, listener);
    }, onAnswer);
    this.sentiment = new BlockChecker((text, onSentences, onEnd) => {
      const listener = {
        onReply: (reply: { kind: string; sentences?: readonly Sentence[] }) =>
          onSentences(reply.sentences ?? []),
        onEnd,
      };
      return engine.ask({ kind: "sentiment", text }, listener);
    }, onAnswer);
  }

  /** Carries everything over a change of the text, before the blocks are looked at anew. */
  carryOver(change: Change, after: string): void {
    this.findings = remapFindings(this.findings, change, after);
    this.tints = remapTints(this.tints, change, after);
  }

  /** Lays the answers there are onto the text. */
  lookAt(text: string, caret: number): void {
    this.blocks = blocksAround(text, caret, WINDOW_UNITS);
    this.caret = caret;
    this.findings = mergeFindings(this.blocks, this.grammar.answers, this.findings, (finding) =>
      this.isWanted(finding),
    );
    this.tints = mergeTints(this.blocks, this.sentiment.answers, this.tints);
  }

  checkGrammar(): void {
    this.grammar.want(this.texts());
  }

  checkSentiment(): void {
    this.sentiment.want(this.texts());
  }

  get isGrammarDone(): boolean {
    return this.blocks.every((block) => this.grammar.answers.has(block.text));
  }

  /** The dictionary changed: what was answered may no longer hold. */
  forgetGrammar(): void {
    this.grammar.clear();
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

  private texts(): string[] {
    return nearestFirst(this.blocks, this.caret).map((block) => block.text);
  }

  private isWanted(finding: Finding): boolean {
    if (this.ignored.has(ignoreKey(finding))) return false;
    if (finding.kind !== "spelling") return true;
    const word = finding.original.toLowerCase();
    return !this.settings().dictionary.some((known) => known.toLowerCase() === word);
  }
}
