// The colours of feeling: a tint behind sentences, a stronger one with an outline behind the words
// that carry it. Shape says it too: a triangle up and a solid outline for positive, a triangle
// down and a dashed one for negative. In: boxes in the viewport. Out: drawn boxes. Neutral is bare.
import type { Box } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import { element, type Overlay, place, svgElement } from "./overlay";

export interface Tint {
  readonly boxes: readonly Box[];
  readonly label: "positive" | "negative";
  readonly level: "sentence" | "word";
}

export class Tints {
  private readonly clip = element("div", "clip");

  constructor(private readonly overlay: Overlay) {
    this.clip.setAttribute("aria-hidden", "true");
    overlay.add(this.clip);
  }

  show(tints: readonly Tint[], visible: Box): void {
    const frame = this.overlay.toLocal(visible);
    place(this.clip, frame);
    const drawn = tints.flatMap((tint) =>
      tint.boxes.flatMap((box, index) => {
        if (!intersection(box, visible)) return [];
        const local = this.overlay.toLocal(box);
        const inside = { ...local, left: local.left - frame.left, top: local.top - frame.top };
        const parts: (HTMLElement | SVGElement)[] = [back(tint, inside)];
        if (tint.level === "word") parts.push(outline(tint, inside));
        if (tint.level === "sentence" && index === 0) parts.push(marker(tint, inside));
        return parts;
      }),
    );
    this.clip.replaceChildren(...drawn);
  }

  hide(): void {
    if (this.clip.firstChild) this.clip.replaceChildren();
  }

  dispose(): void {
    this.clip.remove();
  }
}

function back({ label, level }: Tint, box: Box): HTMLElement {
  const made = element("div", `tint ${level} ${label}`);
  place(made, box);
  return made;
}

function outline({ label }: Tint, { left, top, width, height }: Box): SVGElement {
  const svg = svgElement("svg", {});
  const path = svgElement("rect", {
    class: `rule ${label}`,
    x: String(left + 0.5),
    y: String(top + 0.5),
    width: String(Math.max(0, width - 1)),
    height: String(Math.max(0, height - 1)),
    rx: "3",
  });
  if (label === "negative") path.setAttribute("stroke-dasharray", "4 3");
  svg.append(path);
  return svg;
}

function marker({ label }: Tint, { left, top }: Box): SVGElement {
  const svg = svgElement("svg", {});
  const d = label === "positive" ? "l3 -5 3 5z" : "m0 -5h6l-3 5z";
  svg.append(svgElement("path", { class: `edge ${label}`, d: `M${left - 1} ${top + 3}${d}` }));
  return svg;
}
