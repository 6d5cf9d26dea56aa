// Checks blocks of text one by one and remembers the answers by their text, so that an answer fits
// wherever that text stands and a late one is never drawn in the wrong place.
// In: the blocks wanted, nearest first. Out: answers by block text. One request at a time.

/** One block to check. With a caret its word is left alone, and the answer is not all there is. */
export interface Wanted {
  readonly text: string;
  readonly caret?: number;
}

interface Turn {
  readonly asked: Wanted;
  hasAnswer: boolean;
  cancel: () => void;
}

export type AskBlock<A> = (
  wanted: Wanted,
  onAnswer: (answer: A, isLast: boolean) => void,
  onEnd: (code: string) => void,
) => () => void;

const MAX_REMEMBERED = 500;
const RETRY_MS = 2_000;
const MAX_RETRIES = 5;

export class BlockChecker<A> {
  readonly answers = new Map<string, A>();
  /** What each final answer was given to. */
  private readonly settled = new Map<string, Wanted>();
  private wanted: readonly Wanted[] = [];
  private turn: Turn | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private retries = 0;

  constructor(
    private readonly ask: AskBlock<A>,
    private readonly onAnswer: () => void,
  ) {}

  /**
   * Replaces what is wanted. A request for text that is no longer there is cancelled, and one that
   * was answered and waits for models to load, if it leaves alone a word that is wanted now.
   */
  want(wanted: readonly Wanted[]): void {
    this.retries = 0;
    this.wanted = wanted;
    const { asked, hasAnswer } = this.turn ?? {};
    const isOf = (one: Wanted) => one.text === asked?.text && (!hasAnswer || serves(asked, one));
    if (asked && !wanted.some(isOf)) this.cancel();
    this.next();
  }

  isAnswered(wanted: Wanted): boolean {
    const asked = this.settled.get(wanted.text);
    return asked !== undefined && serves(asked, wanted);
  }

  /** How far the blocks of these texts are read. */
  progress(texts: readonly string[]): "unread" | "reading" | "read" {
    if (texts.length > 0 && texts.every((text) => this.isAnswered({ text }))) return "read";
    return this.turn ? "reading" : "unread";
  }

  cancel(): void {
    clearTimeout(this.retry);
    this.turn?.cancel();
    this.turn = null;
  }

  /** Forgets everything: what the answers depend on has changed. */
  clear(): void {
    this.cancel();
    this.answers.clear();
    this.settled.clear();
  }

  private next(): void {
    if (this.turn) return;
    const asked = this.wanted.find((wanted) => !this.isAnswered(wanted));
    if (asked === undefined) return;
    const turn: Turn = { asked, hasAnswer: false, cancel: () => {} };
    this.turn = turn;
    turn.cancel = this.ask(
      asked,
      (answer, isLast) => this.answered(turn, answer, isLast),
      (code) => this.ended(turn, code),
    );
  }

  private answered(turn: Turn, answer: A, isLast: boolean): void {
    turn.hasAnswer = true;
    this.remember(turn.asked, answer, isLast);
    if (isLast && this.turn === turn) this.turn = null;
    this.onAnswer();
    this.next();
  }

  private ended(turn: Turn, code: string): void {
    if (this.turn !== turn) return;
    this.turn = null;
    if (code === "cancelled" || this.retries >= MAX_RETRIES) return;
    this.retries++;
    this.retry = setTimeout(() => this.next(), RETRY_MS);
  }

  private remember(asked: Wanted, answer: A, isLast: boolean): void {
    this.answers.set(asked.text, answer);
    if (isLast) this.settled.set(asked.text, asked);
    if (this.answers.size <= MAX_REMEMBERED) return;
    const wanted = new Set(this.wanted.map(({ text }) => text));
    const oldest = [...this.answers.keys()].find((known) => !wanted.has(known));
    if (oldest === undefined) return;
    this.answers.delete(oldest);
    this.settled.delete(oldest);
  }
}

/** The answer to `asked` is all that `wanted` needs: it left no word alone, or the same. */
function serves(asked: Wanted, wanted: Wanted): boolean {
  const { text, caret } = asked;
  return text === wanted.text && (caret === undefined || caret === wanted.caret);
}
