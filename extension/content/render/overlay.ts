// Nib's one node in a document: a host with a closed shadow root, over everything, in which all
// else is drawn. In: the field that is being used. Out: layers to draw in, and the way from
// viewport coordinates to the overlay's own. Knows no text and decides nothing.
import type { Box } from "../adapters/field";
import { addSheet } from "./sheet";

/** What happens in the card is no business of the page's listeners (focus traps, shortcuts). */
const OUR_OWN = [
  ..."pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu".split(" "),
  ..."keydown keyup keypress focusin focusout wheel touchstart touchend".split(" "),
];

export class Overlay {
  private readonly host = document.createElement("div");
  private readonly theme = element("div", "theme");
  private readonly origin = element("div", "origin");
  private readonly status = element("div", "unseen");
  private readonly words = document.createTextNode("");
  /** Where mirrors measure text; never seen. */
  readonly backstage = element("div", "backstage");

  constructor() {
    const root = this.host.attachShadow({ mode: "closed" });
    addSheet(root);
    this.status.setAttribute("role", "status");
    this.status.setAttribute("aria-live", "polite");
    this.status.append(this.words);
    this.theme.append(this.origin, this.backstage, this.status);
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
    this.theme.classList.toggle("dark", isDark(field));
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
    if (this.words.data !== text) this.words.data = text; // no node removed: see shapes.ts
  }

  /** Viewport coordinates as the overlay's own: page zoom or a transformed root may lie between. */
  toLocal(box: Box): Box {
    const { left, top, width } = this.origin.getBoundingClientRect();
    const scale = width / 100 || 1;
    return {
      left: (box.left - left) / scale,
      top: (box.top - top) / scale,
      width: box.width / scale,
      height: box.height / scale,
    };
  }

  remove(): void {
    this.host.remove();
  }
}

/** A modal dialog makes all outside of it inert: there the overlay must be inside. */
function topLayerParent(field: HTMLElement): Element | null {
  let node: Element = field;
  for (;;) {
    const modal = node.closest("dialog:modal");
    if (modal) return modal;
    const root: Node = node.getRootNode();
    if (!(root instanceof ShadowRoot)) return null;
    node = root.host;
  }
}

/** Whether the nearest opaque background behind the field is dark; else what the system prefers. */
function isDark(field: HTMLElement): boolean {
  for (let node: Element | null = field; node; node = parentOf(node)) {
    const color = getComputedStyle(node).backgroundColor;
    const parts = color.match(/[\d.]+/g)?.map(Number) ?? [];
    const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
    if (color.startsWith("rgb") && alpha > 0.5)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110;
  }
  return (
    getComputedStyle(document.documentElement).colorScheme.includes("dark") &&
    matchMedia("(prefers-color-scheme: dark)").matches
  );
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
