// A drawing of paths, clipped to the field. In: paths in viewport coordinates relative to the
// clip. Out: SVG. Paths are kept and reused, never removed: in Chromium the removal of any node
// from the document, ours included, ends the group of keys that one undo takes back.
import type { Box } from "../adapters/field";
import { element, type Overlay, place, svgElement } from "./overlay";

export interface Shape {
  readonly look: string;
  readonly d: string;
}

export class Shapes {
  private readonly clip = element("div", "clip");
  private readonly svg = svgElement("svg", {});
  private used = 0;
  /** What is drawn, and where: writing the same once more takes its time. */
  private readonly drawnPaths: string[] = [];
  private frame = "";
  private shifted_px = 0;

  constructor(private readonly overlay: Overlay) {
    this.clip.setAttribute("aria-hidden", "true"); // cards and the live region say it instead
    this.clip.append(this.svg);
    overlay.add(this.clip);
  }

  /** `shapesIn` gets the way from viewport coordinates to those of the drawing. */
  show(visible: Box, shapesIn: (toDrawing: (box: Box) => Box) => readonly Shape[]): void {
    const frame = this.overlay.toLocal(visible);
    const wanted = JSON.stringify(frame);
    if (wanted !== this.frame) place(this.clip, frame);
    this.frame = wanted;
    const toDrawing = (box: Box) => {
      const local = this.overlay.toLocal(box);
      return { ...local, left: local.left - frame.left, top: local.top - frame.top };
    };
    this.draw(shapesIn(toDrawing));
  }

  /** Moves all that is drawn sideways. */
  shift(by_px: number): void {
    if (by_px !== this.shifted_px) this.svg.style.setProperty("translate", `${by_px}px`);
    this.shifted_px = by_px;
  }

  hide(): void {
    if (this.used > 0) this.draw([]);
  }

  dispose(): void {
    this.clip.remove();
  }

  private draw(shapes: readonly Shape[]): void {
    const { children } = this.svg;
    for (const [index, { look, d }] of shapes.entries()) {
      const path = children[index] ?? this.svg.appendChild(svgElement("path", {}));
      if (this.drawnPaths[index] === look + d) continue;
      this.drawnPaths[index] = look + d;
      path.setAttribute("class", look);
      path.setAttribute("d", d);
    }
    for (let index = shapes.length; index < this.used; index++) {
      this.drawnPaths[index] = "";
      children[index]?.setAttribute("class", "");
      children[index]?.setAttribute("d", "");
    }
    this.used = shapes.length;
  }
}

/** Two decimals are finer than any screen, and keep paths short. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
