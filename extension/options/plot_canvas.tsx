// One plot as a picture: bars over time, drawn by uPlot on a canvas. In: a plot, its buckets. Out:
// the picture, and which bar is pointed at. Its colours are those of the style sheet, read off two
// elements, so that dark and forced colours are followed. Screen readers get its words instead.
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { Bucket, Plot } from "./statistics_view";

const HEIGHT_PX = 150;
const AXIS_WIDTH_PX = 46;
const AXIS_HEIGHT_PX = 28;
const LABEL_ROOM_PX = 60;
const FOLLOWED = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

type Props = {
  plot: Plot;
  buckets: readonly Bucket[];
  alt: string;
  onPoint: (index: number | null) => void;
};

/** Colours as the browser resolved them; canvas knows no custom properties. */
function inkOf(box: HTMLElement, name: "main" | "second" | "text" | "grid"): string {
  const probe = box.querySelector(`.ink-${name}`);
  return probe ? getComputedStyle(probe).color : "black";
}

/** The second series is drawn first and stands behind. */
function optionsOf({ plot, buckets, onPoint }: Props, box: HTMLElement): uPlot.Options {
  const font = () => `12px ${getComputedStyle(box).fontFamily}`;
  const axis = {
    stroke: () => inkOf(box, "text"),
    font: font(),
    ticks: { show: false },
  };
  const last = buckets.length - 1;
  return {
    width: box.clientWidth,
    height: HEIGHT_PX,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: [-0.6, last + 0.6] },
      y: { range: (_, _min, most) => [0, Math.max(4, Math.ceil(most * 1.05))] },
    },
    axes: [
      {
        ...axis,
        size: AXIS_HEIGHT_PX,
        grid: { show: false },
        space: LABEL_ROOM_PX,
        incrs: [1, 2, 3, 4, 6, 7, 14],
        values: (_, places) => places.map((place) => buckets[place]?.label ?? ""),
      },
      {
        ...axis,
        size: AXIS_WIDTH_PX,
        grid: { stroke: () => inkOf(box, "grid"), width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e7, 1e8],
        values: (_, places) => places.map((place) => compact.format(place)),
      },
    ],
    series: [
      {},
      ...plot.series.toReversed().map((_, index, { length }) => ({
        fill: () => inkOf(box, index === length - 1 ? "main" : "second"),
        stroke: () => inkOf(box, index === length - 1 ? "main" : "second"),
        width: 0,
        ...(uPlot.paths.bars ? { paths: uPlot.paths.bars({ size: [0.7, 34] }) } : {}),
        points: { show: false },
      })),
    ],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)] },
  };
}

const compact = new Intl.NumberFormat(undefined, { notation: "compact" });

function draw(props: Props, box: HTMLElement): () => void {
  const values = props.plot.series.toReversed().map((series) => series.values);
  const data = [props.buckets.map((_, index) => index), ...values] as uPlot.AlignedData;
  const drawn = new uPlot(optionsOf(props, box), data, box);
  const follow = () => drawn.redraw();
  const media = FOLLOWED.map((query) => matchMedia(query));
  for (const one of media) one.addEventListener("change", follow);
  const fit = new ResizeObserver(() =>
    drawn.setSize({ width: box.clientWidth, height: HEIGHT_PX }),
  );
  fit.observe(box);
  return () => {
    fit.disconnect();
    for (const one of media) one.removeEventListener("change", follow);
    drawn.destroy();
  };
}

export function PlotCanvas(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  // Drawn anew only when there is something else to draw: not when it is pointed at.
  const shown = JSON.stringify([props.plot, props.buckets.map(({ label }) => label)]);
  useEffect(() => (box.current ? draw(props, box.current) : undefined), [shown]);
  return (
    <div class="plot-canvas" ref={box} role="img" aria-label={props.alt}>
      {(["main", "second", "text", "grid"] as const).map((name) => (
        <span key={name} class={`ink-${name}`} />
      ))}
    </div>
  );
}
