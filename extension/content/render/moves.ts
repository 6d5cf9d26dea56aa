// Says when the field may have moved, without looking at every frame: scrolling, sizes, what people
// do, what begins to move; a slow look now and then for the rest. Once something moved it looks at
// each frame until all has been still for a while. In: the field. Out: calls of `look`, which says
// whether there was a move.
import type { Timers } from "../timers";
import type { AfterLayout } from "./after_layout";

const STILL_FRAMES = 20;
/** After typing as long as the first check: one timer does for both. */
const SLOW_LOOK_MS = 400;
const CAUSES = "scroll pointerup transitionrun animationstart".split(" ");

export class Moves {
  private readonly stopping = new AbortController();
  private readonly sizes: ResizeObserver;
  private places: IntersectionObserver | null = null;
  private watched = "";
  private isOn = false;
  private frames = 0;
  private frame = 0;

  constructor(
    private readonly field: HTMLElement,
    private readonly timers: Timers,
    afterLayout: AfterLayout,
    private readonly scene: { look(): boolean; scroll(): void },
  ) {
    const { signal } = this.stopping;
    const options = { capture: true, passive: true, signal };
    // Each step of scrolling has its own event; the others only say that something begins. Typing
    // scrolls as well, and then all is drawn anyway.
    const wake = ({ type, target }: Event) => {
      if (type !== "scroll") this.wake();
      else if (this.isOn && !afterLayout.isAsked) target === field ? scene.scroll() : this.wake(1);
    };
    window.addEventListener("resize", wake, options);
    // Autofill sends one without a key.
    field.addEventListener("keydown", (event) => event.key?.length > 1 && wake(event), options);
    this.sizes = new ResizeObserver(() => {
      if (this.isOn) afterLayout.within(scene.look);
    });
    for (let node: Node | null = field; node; node = node.parentNode ?? (node as ShadowRoot).host) {
      if (node instanceof Element) this.sizes.observe(node);
      else for (const cause of CAUSES) node.addEventListener(cause, wake, options);
    }
  }

  /** Something is shown, which has to keep its place: it was drawn just now. */
  start(): void {
    this.timers.later("look", SLOW_LOOK_MS, () => {
      if (this.scene.look()) this.wake();
      if (this.isOn) this.start();
    });
    if (this.isOn) return;
    this.isOn = true;
    this.watchPlace();
  }

  stop(): void {
    this.timers.stop("look");
    this.isOn = false;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  dispose(): void {
    this.stop();
    this.sizes.disconnect();
    this.places?.disconnect();
    this.stopping.abort();
  }

  private wake(frames = STILL_FRAMES): void {
    if (!this.isOn) return;
    this.frames = Math.max(this.frames, frames);
    if (this.frame === 0) this.frame = requestAnimationFrame(this.next);
  }

  private readonly next = (): void => {
    this.frame = 0;
    if (!this.scene.look()) this.frames--;
    if (!this.isOn) return;
    if (this.frames > 0) this.frame = requestAnimationFrame(this.next);
    else this.watchPlace();
  };

  /**
   * A root cut to the field's own box: the least move puts a part of the field outside. Kept while
   * nothing is shown, for as long as the field stays where it is: making one costs more.
   */
  private watchPlace(): void {
    const { left, top, right, bottom } = this.field.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const margins = [top, clientWidth - right, clientHeight - bottom, left];
    const rootMargin = margins.map((margin) => `${-Math.floor(margin)}px`).join(" ");
    if (rootMargin === this.watched) return;
    this.watched = rootMargin;
    this.places?.disconnect();
    let isFirst = true;
    this.places = new IntersectionObserver(
      () => {
        if (!isFirst) this.wake();
        isFirst = false;
      },
      { root: document, rootMargin, threshold: [0.01, 0.5, 0.9, 1] },
    );
    this.places.observe(this.field);
  }
}
