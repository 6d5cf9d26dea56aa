// Underlines: a line under each finding, by its group a wave, a straight line or dots, so that the
// colour only repeats what the shape says. In: boxes in the viewport. Out: SVG paths. Decides
// nothing, takes no pointer events: the session asks findingAt() where the pointer is.
import type { Box } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import type { Group } from "../findings";
import { element, type Overlay, place, svgElement } from "./overlay";

export interface Mark {
  readonly boxes: readonly Box[];
  readonly group: Group;
  readonly picked: boolean;
}

const WAVE_PX = 5;
const WAVE_HEIGHT_PX = 2.2;

export class Underlines {
  private readonly clip = element("div", "clip");
  private readonly svg = svgElement("svg", {});

  constructor(private readonly overlay: Overlay) {
    this.clip.setAttribute("aria-hidden", "true"); // Alt+J and the card say it instead
    this.clip.append(this.svg);
    overlay.add(this.clip);
  }

  show(marks: readonly Mark[], visible: Box): void {
    const frame = this.overlay.toLocal(visible);
    place(this.clip, frame);
    const paths = marks.flatMap(({ boxes, group, picked }) =>
      boxes
        .filter((box) => intersection(grown(box), visible))
        .map((box) => {
          const { left, top, width, height } = this.overlay.toLocal(box);
          const y = top - frame.top + height - 1;
          const attributes = { d: linePath(group, left - frame.left, y, width) };
          const path = svgElement("path", {
            ...attributes,
            class: picked ? `${group} picked` : group,
          });
          if (group === "style") path.setAttribute("stroke-dasharray", "0 4");
          return path;
        }),
    );
    this.svg.replaceChildren(...paths);
  }

  hide(): void {
    if (this.svg.firstChild) this.svg.replaceChildren();
  }

  dispose(): void {
    this.clip.remove();
  }
}

/** A box of no height or width still has a line under it. */
function grown(box: Box): Box {
  return { ...box, width: box.width + 1, height: box.height + 1 };
}

function linePath(group: Group, left: number, y: number, width: number): string {
  const round = (value: number) => Math.round(value * 100) / 100;
  const start = `M${round(left)} ${round(y)}`;
  if (group !== "spelling") return `${start}h${round(Math.max(width, 4))}`;
  const waves = Math.max(1, Math.round(width / WAVE_PX));
  const half = width / waves / 2;
  const crest = `q${round(half / 2)} ${-WAVE_HEIGHT_PX} ${round(half)} 0`;
  const trough = `q${round(half / 2)} ${WAVE_HEIGHT_PX} ${round(half)} 0`;
  return start + (crest + trough).repeat(waves);
}
