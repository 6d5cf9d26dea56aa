// Work for the moment when the browser has laid out a frame and not yet painted it: there layout is
// read for nothing, and what is drawn is seen in the same frame. In: a callback. Out: it is called
// once for any number of requests. It is a ResizeObserver, which sees each node anew that it is told of.
import { element, type Overlay } from "./overlay";

export class AfterLayout {
  private readonly probe = element("div", "");
  private readonly observer = new ResizeObserver(() => this.run());
  /** May be set back to false. */
  isAsked = false;
  private isRunning = false;

  constructor(
    overlay: Overlay,
    private readonly act: () => void,
  ) {
    this.probe.style.setProperty("width", "1px"); // what has no size is not observed
    overlay.backstage.append(this.probe);
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
    // At first all that has a size counts as resized.
    this.observer.unobserve(this.probe);
    this.observer.observe(this.probe);
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
