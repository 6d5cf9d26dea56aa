// Things to do a while after the last of something, by name: a new one of a name takes the place of
// the one that waits. In: names, delays, acts. Out: calls, while `isAlive` says so.
export class Timers {
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly isAlive: () => boolean) {}

  later(name: string, delay_ms: number, act: () => void): void {
    this.stop(name);
    this.waiting.set(
      name,
      setTimeout(() => this.isAlive() && act(), delay_ms),
    );
  }

  stop(name: string): void {
    clearTimeout(this.waiting.get(name));
  }

  stopAll(): void {
    for (const name of this.waiting.keys()) this.stop(name);
  }
}
