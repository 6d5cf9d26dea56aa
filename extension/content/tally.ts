// Counts what Nib did in a field, never what was written: sent together, now and then and when the
// field is left. In: that a ghost is seen, what was taken of it, kinds of corrections taken. Out:
// Counts for the background, where they are wanted.
import type { Counts } from "../shared/statistics";

const SEND_DELAY_MS = 1_000;
type Sums = Omit<Counts, "corrected"> & { corrected: Record<string, number> };

export class Tally {
  private counts: Sums | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private seen = false;
  private taken = false;

  constructor(private readonly send: (counts: Counts) => void) {}

  /** Whether ghost text is in sight; the same one once, however it is typed along. */
  shows(seen: boolean): void {
    if (seen && !this.seen) {
      this.taken = false;
      this.now().shown++;
    }
    this.seen = seen;
  }

  /** A key took this much of the ghost text. */
  completed(text: string): void {
    const counts = this.now();
    if (!this.taken) counts.accepted++;
    this.taken = true;
    counts.words += text.match(/[\p{L}\p{N}]\S*/gu)?.length ?? 0;
    counts.saved += text.length - 1;
  }

  corrected(kinds: readonly string[]): void {
    const { corrected } = this.now();
    for (const kind of kinds) corrected[kind] = (corrected[kind] ?? 0) + 1;
  }

  flush(): void {
    clearTimeout(this.timer);
    if (this.counts) this.send(this.counts);
    this.counts = null;
  }

  private now(): Sums {
    if (!this.counts) this.timer = setTimeout(() => this.flush(), SEND_DELAY_MS);
    this.counts ??= { shown: 0, accepted: 0, words: 0, saved: 0, corrected: {} };
    return this.counts;
  }
}
