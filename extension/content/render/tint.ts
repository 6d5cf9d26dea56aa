// The colours of feeling: a tint behind sentences, a stronger one with an outline behind the words
// that carry it. Shape says it too: a triangle up and solid outlines for positive, a triangle down
// and dashed outlines for negative. In: boxes in the viewport. Out: shapes. Neutral stays bare.
import type { Box } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import { round, type Shape } from "./shapes";

export interface Tint {
  readonly boxes: readonly Box[];
  readonly label: "positive" | "negative";
  readonly level: "sentence" | "word";
}

const RADIUS_PX = 3;

export function tintShapes(
  tints: readonly Tint[],
  visible: Box,
  toDrawing: (box: Box) => Box,
): Shape[] {
  return tints.flatMap(({ boxes, label, level }) =>
    boxes.flatMap((box, index) => {
      if (!intersection(box, visible)) return [];
      const inside = toDrawing(box);
      const shapes = [{ look: `tint ${level} ${label}`, d: roundedBox(inside) }];
      if (level === "sentence" && index === 0)
        shapes.push({ look: `edge ${label}`, d: triangle(label, inside) });
      return shapes;
    }),
  );
}

function roundedBox({ left, top, width, height }: Box): string {
  const r = Math.min(RADIUS_PX, width / 2, height / 2);
  const arc = (x: number, y: number) => `a${r} ${r} 0 0 1 ${x} ${y}`;
  const across = round(width - 2 * r);
  const down = round(height - 2 * r);
  const start = `M${round(left + r)} ${round(top)}`;
  return `${start}h${across}${arc(r, r)}v${down}${arc(-r, r)}h${-across}${arc(-r, -r)}v${-down}${arc(r, -r)}z`;
}

function triangle(label: Tint["label"], { left, top }: Box): string {
  const start = `M${round(left - 1)} ${round(top + 3)}`;
  return start + (label === "positive" ? "l3 -5 3 5z" : "m0 -5h6l-3 5z");
}
