// Contrast as WCAG 2 counts it, and colours that keep enough of it on the field they stand in.
// In: colours as CSS names them or as sRGB. Out: sRGB, 0..255, and opacities. Pure but for
// painted(), which lets the browser itself mix what lies over each other.
export type Rgb = readonly [red: number, green: number, blue: number];

/** What lines and ghost text need; a little more than WCAG's 3, for colours are rounded. */
export const ENOUGH = 3.1;
/** What they get where high contrast is chosen. */
export const PLENTY = 7;
const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** 0 (black) to 1 (white), relative luminance. */
export function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Whether white stands out on it better than black does. */
export function isDark(ground: Rgb): boolean {
  return contrast(ground, WHITE) > contrast(ground, BLACK);
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

/** The colour, moved towards black or white as far as it must be to stand out on `ground`. */
export function standingOut(color: Rgb, ground: Rgb, enough: number): Rgb {
  const goal = isDark(ground) ? WHITE : BLACK;
  for (let share = 0; share < 1; share += 0.1) {
    const moved = mixed(color, goal, share);
    if (contrast(moved, ground) >= enough) return moved;
  }
  return goal;
}

/** The least opacity from `least` on at which the colour stands out; null where even 1 is not. */
export function opacityFor(color: Rgb, ground: Rgb, least: number, enough: number): number | null {
  for (let opacity = least; opacity < 1.05; opacity += 0.06) {
    const share = Math.min(1, opacity);
    if (contrast(mixed(ground, color, share), ground) >= enough) return share;
  }
  return null;
}

let canvas: OffscreenCanvasRenderingContext2D | null = null;

/** Colours as CSS names them, each laid over those before it; the first has to be opaque. */
export function painted(colors: readonly string[]): Rgb {
  canvas ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!canvas) return WHITE;
  for (const color of colors) {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
