// Things to do a while after the last of something, by name: a new one of a name takes the place of
// the one that waits. In: names, delays, acts. Out: calls, while `isAlive` says so. Each key puts
// them off: the browser's timer, one for all, stays as it is and is set anew where it was early.

export class Timers {
  private readonly putOff = new Map<string, { due_ms: number; act: () => void }>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rings_ms = Number.POSITIVE_INFINITY;

  constructor(private readonly isAlive: () => boolean) {}

  later(name: string, delay_ms: number, act: () => void): void {
    const due_ms = performance.now() + delay_ms;
    this.putOff.set(name, { due_ms, act });
    if (due_ms < this.rings_ms) this.ringAt(due_ms, delay_ms);
  }

  stop(name: string): void {
    this.putOff.delete(name);
  }

  stopAll(): void {
    clearTimeout(this.timer);
    this.putOff.clear();
  }

  private ringAt(due_ms: number, delay_ms: number): void {
    clearTimeout(this.timer);
    this.rings_ms = due_ms;
    this.timer = setTimeout(() => this.ring(), delay_ms);
  }

  private ring(): void {
    const now_ms = performance.now();
    this.rings_ms = Number.POSITIVE_INFINITY;
    let next_ms = this.rings_ms;
    for (const [name, { due_ms, act }] of this.putOff) {
      if (due_ms > now_ms + 1) next_ms = Math.min(next_ms, due_ms);
      else {
        this.putOff.delete(name);
        if (this.isAlive()) act();
      }
    }
    if (next_ms < this.rings_ms) this.ringAt(next_ms, next_ms - now_ms);
  }
}
