// Checks blocks of text one by one and remembers the answers by their text, so that an answer fits
// wherever that text stands and a late one is never drawn in the wrong place.
// In: the blocks wanted, nearest first. Out: answers by block text. One request at a time.

export type AskBlock<A> = (
  text: string,
  onAnswer: (answer: A) => void,
  onEnd: (code: string) => void,
) => () => void;

const MAX_REMEMBERED = 500;
const RETRY_MS = 2_000;
const MAX_RETRIES = 5;

export class BlockChecker<A> {
  readonly answers = new Map<string, A>();
  private wanted: string[] = [];
  private current: { text: string; cancel: () => void } | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private retries = 0;

  constructor(
    private readonly ask: AskBlock<A>,
    private readonly onAnswer: () => void,
  ) {}

  /** Replaces what is wanted; a request for text that is no longer there is cancelled. */
  want(texts: readonly string[]): void {
    this.retries = 0;
    this.wanted = [...texts];
    if (this.current && !this.wanted.includes(this.current.text)) this.cancel();
    this.next();
  }

  get isDone(): boolean {
    return this.wanted.every((text) => this.answers.has(text));
  }

  cancel(): void {
    clearTimeout(this.retry);
    this.current?.cancel();
    this.current = null;
  }

  /** Forgets everything: what the answers depend on has changed. */
  clear(): void {
    this.cancel();
    this.answers.clear();
  }

  private next(): void {
    if (this.current) return;
    const text = this.wanted.find((wanted) => !this.answers.has(wanted));
    if (text === undefined) return;
    const turn = { text, cancel: () => {} };
    this.current = turn;
    turn.cancel = this.ask(
      text,
      (answer) => this.answered(turn, answer),
      (code) => this.ended(turn, code),
    );
  }

  private answered(turn: { text: string }, answer: A): void {
    this.remember(turn.text, answer);
    if (this.current === turn) this.current = null;
    this.onAnswer();
    this.next();
  }

  private ended(turn: { text: string }, code: string): void {
    if (this.current !== turn) return;
    this.current = null;
    if (code === "cancelled" || this.retries >= MAX_RETRIES) return;
    this.retries++;
    this.retry = setTimeout(() => this.next(), RETRY_MS);
  }

  private remember(text: string, answer: A): void {
    this.answers.set(text, answer);
    if (this.answers.size <= MAX_REMEMBERED) return;
    const oldest = [...this.answers.keys()].find((known) => !this.wanted.includes(known));
    if (oldest !== undefined) this.answers.delete(oldest);
  }
}
