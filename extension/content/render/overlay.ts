// Nib's one node in a document: a host with a closed shadow root, over everything, in which all
// else is drawn. In: the field that is being used. Out: layers to draw in, and the way from
// viewport coordinates to the overlay's own. Knows no text and decides nothing.
import type { FrameSettings } from "../../shared/frame_settings";
import type { Box } from "../adapters/field";
import { perTask } from "../adapters/geometry";
import { ENOUGH, isDark, opacityFor, PLENTY, painted, type Rgb, standingOut } from "./contrast";
import { addSheet } from "./sheet";

/** What the user chose of colours and shapes. */
export type Look = Pick<
  FrameSettings,
  "underline_style" | "sentiment_style" | "high_contrast" | "ghost_color" | `${Named}_color`
>;
type Named = "spelling" | "grammar" | "positive" | "negative";

/** Lines and tints on white and on near-black; on other grounds they move until they stand out. */
const MARKS: Record<string, readonly [light: string, dark: string]> = {
  spelling: ["#d1242f", "#ff7b72"],
  grammar: ["#1f6feb", "#79b8ff"],
  style: ["#9a6700", "#e3b341"],
  positive: ["#1a7f37", "#3fb950"],
  negative: ["#bc4c00", "#f0883e"],
};
/** Paler than what is typed; more where that would be hard to read. */
const GHOST_OPACITY = 0.56;

/** What happens in the card is no business of the page's listeners (focus traps, shortcuts). */
const OUR_OWN = [
  ..."pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu".split(" "),
  ..."keydown keyup keypress focusin focusout wheel touchstart touchend".split(" "),
];

export class Overlay {
  private readonly host = document.createElement("div");
  private readonly theme = element("div", "theme");
  private readonly corner = element("div", "origin");
  private readonly status = element("div", "unseen");
  private readonly words = document.createTextNode("");
  /** Until it is known nothing is drawn. */
  look: Look | null = null;
  /** What the field's text stands on. */
  ground: Rgb = [255, 255, 255];
  /** Where mirrors measure text; never seen. */
  readonly backstage = element("div", "backstage");

  constructor(css: string) {
    const root = this.host.attachShadow({ mode: "closed" });
    addSheet(root, css);
    this.status.setAttribute("role", "status");
    this.status.setAttribute("aria-live", "polite");
    this.status.append(this.words);
    this.theme.append(this.corner, this.backstage, this.status);
    root.append(this.theme);
    for (const name of OUR_OWN)
      this.theme.addEventListener(name, (event) => event.stopPropagation());
    this.host.popover = "manual";
  }

  /** Puts the overlay above what the field is in: a modal dialog, a full screen, the page. */
  raise(field: HTMLElement): void {
    const parent = topLayerParent(field) ?? document.documentElement;
    if (this.host.parentNode !== parent) parent.append(this.host);
    try {
      if (this.host.matches(":popover-open")) this.host.hidePopover();
      this.host.showPopover();
    } catch {
      // No popovers here: the z-index has to do.
    }
    this.suit(field);
  }

  /** Chooses light or dark, and colours that stand out on the field as it is painted now. */
  suit(field: HTMLElement): void {
    this.ground = painted(coloursBehind(field));
    const dark = isDark(this.ground);
    const { look } = this;
    this.theme.className = `theme ${look?.underline_style ?? ""}`;
    this.theme.classList.toggle("dark", dark);
    this.theme.classList.toggle("strong", look?.high_contrast);
    for (const [name, [onLight, onDark]] of Object.entries(MARKS)) {
      const chosen = look?.[`${name as Named}_color`] ?? "auto"; // none for "style"
      const wanted = chosen !== "auto" ? chosen : dark ? onDark : onLight;
      const color = standingOut(painted([wanted]), this.ground, this.enough);
      this.theme.style.setProperty(`--${name}`, `rgb(${color})`);
    }
  }

  /**
   * How ghost text shows beside text of this colour: paler where that can be read. `marked` says
   * that it looks much like what is typed.
   */
  ghostLook(color: string): { color: string; opacity: number; marked: boolean } {
    const { ground, enough, look } = this;
    const chosen = look?.ghost_color ?? "auto";
    // Text may be transparent, over another that is seen.
    const typed = painted([`rgb(${ground})`, chosen === "auto" ? color : chosen]);
    const opacity = chosen === "auto" ? opacityFor(typed, ground, GHOST_OPACITY, enough) : null;
    const marked = enough === PLENTY || (chosen === "auto" && (opacity ?? 1) > 0.8);
    if (opacity !== null) return { color, opacity, marked };
    return { color: `rgb(${standingOut(typed, ground, enough)})`, opacity: 1, marked };
  }

  private get enough(): number {
    return this.look?.high_contrast ? PLENTY : ENOUGH;
  }

  add(layer: Element): void {
    this.theme.append(layer);
  }

  /** Whether this is our host, as events retarget to it. */
  owns(target: EventTarget | null): boolean {
    return target === this.host;
  }

  get isPresent(): boolean {
    return this.host.isConnected;
  }

  /** A polite word to those who cannot see what is drawn. */
  announce(text: string): void {
    // No node is removed (shapes.ts); the same words again are only spoken if something differs.
    this.words.data = this.words.data === text ? `${text}\u00A0` : text;
  }

  /** Viewport coordinates as the overlay's own: page zoom or a transformed root may lie between. */
  toLocal(box: Box): Box {
    const { left, top, width } = this.cornerBox();
    const scale = width / 100 || 1;
    return {
      left: (box.left - left) / scale,
      top: (box.top - top) / scale,
      width: box.width / scale,
      height: box.height / scale,
    };
  }

  private readonly cornerBox = perTask(() => this.corner.getBoundingClientRect());

  remove(): void {
    this.host.remove();
  }
}

/**
 * A modal dialog makes all outside of it inert, and a popover closes at a click outside of it: there
 * the overlay must be inside.
 */
function topLayerParent(field: HTMLElement): Element | null {
  let node: Element = field;
  for (;;) {
    const top = node.closest("dialog:modal,:popover-open,:fullscreen");
    if (top && top !== field) return top;
    const root: Node = node.getRootNode();
    if (!(root instanceof ShadowRoot)) return null;
    node = root.host;
  }
}

/** The backgrounds the field's text stands on, the lowest first; pictures are not seen. */
function coloursBehind(field: HTMLElement): string[] {
  const colors: string[] = [];
  for (let node: Element | null = field; node; node = parentOf(node)) {
    const color = getComputedStyle(node).backgroundColor;
    colors.unshift(color);
    if (color.startsWith("rgb(")) return colors; // opaque, or it would be rgba()
  }
  const { colorScheme } = getComputedStyle(document.documentElement);
  const dark =
    colorScheme.includes("dark") &&
    (!colorScheme.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
  return [dark ? "#121212" : "#fff", ...colors];
}

export function parentOf(node: Element): Element | null {
  const root = node.assignedSlot ?? node.parentElement;
  if (root) return root;
  const outer = node.getRootNode();
  return outer instanceof ShadowRoot ? outer.host : null;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svgElement(tag: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Moves an element and sizes it, in the overlay's coordinates; only through CSSOM (page CSP). */
export function place(target: HTMLElement | SVGElement, box: Partial<Box>): void {
  for (const [name, value] of Object.entries(box)) target.style.setProperty(name, `${value}px`);
}
