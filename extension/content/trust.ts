// Whether a person is typing in the field: events only the browser can make, seen just before.
// A page can dispatch input events and run editing commands; neither counts without a key, a
// paste or a drop by the person (DESIGN.md, decision 9). In: the field's events. Out: yes or no.

/** An input that follows a trusted act within this time is its consequence. */
const CONSEQUENCE_MS = 1_000;
/** Without typing for this long, a field is no longer being written in. */
const RECENT_MS = 120_000;

export class Trust {
  private actAt = Number.NEGATIVE_INFINITY;
  private typedAt = Number.NEGATIVE_INFINITY;
  private keyAt = Number.NEGATIVE_INFINITY;

  constructor(field: HTMLElement, signal: AbortSignal, onAct: () => void) {
    const act = (event: Event) => {
      if (!event.isTrusted) return;
      this.actAt = event.timeStamp;
      onAct();
    };
    for (const name of "keydown paste cut drop compositionstart compositionend".split(" "))
      field.addEventListener(name, act, { capture: true, passive: true, signal });
  }

  /** Tells whether this input event is a person's doing, and remembers it. Autofill's is a plain Event. */
  sees(event: Event): boolean {
    const typed =
      event instanceof InputEvent &&
      event.isTrusted &&
      event.timeStamp - this.actAt < CONSEQUENCE_MS;
    if (typed) this.typedAt = this.keyAt = event.timeStamp;
    return typed;
  }

  /** Milliseconds since the last key that changed the text. */
  get sinceTyping_ms(): number {
    return performance.now() - this.keyAt;
  }

  /** A menu item or a card's button is a trusted act as well. */
  actedNow(): void {
    this.actAt = performance.now();
    this.typedAt = this.actAt;
  }

  get isRecent(): boolean {
    return performance.now() - this.typedAt < RECENT_MS;
  }
}
