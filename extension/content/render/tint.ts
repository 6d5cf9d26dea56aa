// The colours of feeling: a tint behind sentences, a stronger one with an outline behind the words
// that carry it. Shape says it too: a triangle up and solid outlines for positive, a triangle down
// and dashed outlines for negative. Or lines below, or bars in the margin, where the user wants it
// so. In: boxes in the viewport. Out: shapes. Neutral stays bare.
import type { Box } from "../adapters/field";
import { intersection } from "../adapters/geometry";
import type { Look } from "./overlay";
import { round, type Shape } from "./shapes";

export interface Tint {
  readonly boxes: readonly Box[];
  readonly label: "positive" | "negative";
  readonly level: "sentence" | "word";
}

const RADIUS_PX = 3;
const MARGIN_PX = 3;

export function tintShapes(
  tints: readonly Tint[],
  visible: Box,
  style: Look["sentiment_style"],
  toDrawing: (box: Box) => Box,
): Shape[] {
  return tints.flatMap(({ boxes, label, level }) =>
    boxes.flatMap((box, index) => {
      if (!intersection(box, visible)) return [];
      const inside = toDrawing(box);
      const isSentence = level === "sentence";
      if (style === "margin") {
        if (!isSentence) return [];
        const bar = { ...inside, left: MARGIN_PX };
        const shapes = [{ look: `feeling ${label}`, d: upright(bar) }];
        if (index === 0) shapes.push({ look: `edge ${label}`, d: triangle(label, bar) });
        return shapes;
      }
      const shape =
        style === "tint"
          ? { look: `tint ${level} ${label}`, d: roundedBox(inside) }
          : { look: `feeling ${level} ${label}`, d: below(inside) };
      const first = { look: `edge ${label}`, d: triangle(label, inside) };
      return isSentence && index === 0 ? [shape, first] : [shape];
    }),
  );
}

/** A line a little lower than those under findings. */
function below({ left, top, width, height }: Box): string {
  return `M${round(left)} ${round(top + height + 1)}h${round(width)}`;
}

function upright({ left, top, height }: Box): string {
  return `M${round(left)} ${round(top + 1)}v${round(height - 2)}`;
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
