// Work for the moment when the browser has laid out a frame and not yet painted it: there layout is
// read for nothing, and what is drawn is seen in the same frame. In: a callback. Out: it is called
// once for any number of requests. It is a ResizeObserver on a node of ours that changes its width.
import { element, type Overlay } from "./overlay";

export class AfterLayout {
  private readonly probe = element("div", "");
  private readonly observer = new ResizeObserver(() => this.run());
  private isWide = false;
  private isAsked = false;
  private isRunning = false;

  constructor(
    overlay: Overlay,
    private readonly act: () => void,
  ) {
    overlay.backstage.append(this.probe);
    this.observer.observe(this.probe);
  }

  ask(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    if (!this.isRunning) this.touch();
  }

  get isPending(): boolean {
    return this.isAsked;
  }

  cancel(): void {
    this.isAsked = false;
  }

  dispose(): void {
    this.cancel();
    this.observer.disconnect();
    this.probe.remove();
  }

  private touch(): void {
    if (!this.isAsked) return;
    this.isWide = !this.isWide;
    this.probe.style.setProperty("width", this.isWide ? "2px" : "1px");
  }

  private run(): void {
    if (!this.isAsked) return;
    this.within(() => {});
  }

  /** For other observers of sizes: what they ask for is done at once, as it is the moment for it. */
  within(cause: () => void): void {
    this.isRunning = true;
    cause();
    const isAsked = this.isAsked;
    this.isAsked = false;
    if (isAsked) this.act();
    this.isRunning = false;
    // A size that changed here would be an error event on the page: the next frame does.
    if (this.isAsked) requestAnimationFrame(() => this.touch());
  }
}

/** Remembers what `read` gave until the running task ends: nothing moves in the middle of one. */
export function perTask<T>(read: () => T): () => T {
  let known: { value: T } | null = null;
  return () => {
    if (!known) {
      known = { value: read() };
      queueMicrotask(() => {
        known = null;
      });
    }
    return known.value;
  };
}
