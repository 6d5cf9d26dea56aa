// Work for the moment when the browser has laid out a frame and not yet painted it: there layout is
// read for nothing, and what is drawn is seen in the same frame. In: a callback. Out: it is called
// once for any number of requests. It is a ResizeObserver on a node of ours that changes its width.
import { element, type Overlay } from "./overlay";

export class AfterLayout {
  private readonly probe = element("div", "");
  private readonly observer = new ResizeObserver(() => this.run());
  private width = 0;
  /** May be set back to false. */
  isAsked = false;
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

  dispose(): void {
    this.isAsked = false;
    this.observer.disconnect();
    this.probe.remove();
  }

  private touch(): void {
    if (!this.isAsked) return;
    this.width ^= 1;
    this.probe.style.setProperty("width", `${this.width}px`);
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
