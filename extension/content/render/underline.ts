// Underlines: under each finding a line, by its group a wave, a straight line or dots, so that the
// colour only repeats what the shape says; or all of one shape, where the user wants it so. In: boxes in the viewport. Out: shapes. Takes no pointer
// events: scene.ts says which finding lies under a point.
import type { Box } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import type { Group } from "../findings";
import type { Look } from "./overlay";
import { round, type Shape } from "./shapes";

export interface Mark {
  readonly boxes: readonly Box[];
  readonly group: Group;
  readonly picked: boolean;
}

const WAVE_PX = 5;
const WAVE_HEIGHT_PX = 2.2;
const SHORTEST_PX = 4;

export function underlines(
  marks: readonly Mark[],
  visible: Box,
  style: Look["underline_style"],
  toDrawing: (box: Box) => Box,
): Shape[] {
  return marks.flatMap(({ boxes, group, picked }) =>
    boxes
      .filter((box) => intersection(grown(box), visible))
      .map((box) => ({
        look: picked ? `${group} picked` : group,
        d: linePath(isWave(group, style), toDrawing(box)),
      })),
  );
}

/** A box of no height or width still has a line under it. */
function grown(box: Box): Box {
  return { ...box, width: box.width + 1, height: box.height + 1 };
}

function isWave(group: Group, style: Look["underline_style"]): boolean {
  return style === "wavy" || (style === "auto" && group === "spelling");
}

function linePath(wavy: boolean, { left, top, width, height }: Box): string {
  const start = `M${round(left)} ${round(top + height - 1)}`;
  if (!wavy) return `${start}h${round(Math.max(width, SHORTEST_PX))}`;
  const waves = Math.max(1, Math.round(width / WAVE_PX));
  const half = width / waves / 2;
  const crest = `q${round(half / 2)} ${-WAVE_HEIGHT_PX} ${round(half)} 0`;
  const trough = `q${round(half / 2)} ${WAVE_HEIGHT_PX} ${round(half)} 0`;
  return start + (crest + trough).repeat(waves);
}
