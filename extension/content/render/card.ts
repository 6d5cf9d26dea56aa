// The card: one finding or one result, as a small dialog next to the text it is about.
// In: what to say and which buttons to offer. Out: the button that was pressed, by a trusted act.
// It never takes the focus by itself: enter() gives it, close() gives it back.
import { computePosition, flip, offset, type Platform, shift } from "@floating-ui/core";
import type { Box } from "../adapters/field";
import type { DiffParts } from "../findings";
import { element, type Overlay, svgElement } from "./overlay";

export interface Action {
  readonly label: string;
  readonly primary?: boolean;
  readonly run: () => void;
}

export interface CardContent {
  readonly group: string;
  readonly title: string;
  readonly reason: string;
  readonly diff?: DiffParts;
  readonly result?: string;
  readonly actions: readonly Action[];
}

export class Card {
  private card: HTMLElement | null = null;
  private last: HTMLElement | null = null;
  private focusBefore: HTMLElement | null = null;

  constructor(
    private readonly overlay: Overlay,
    private readonly onClose: () => void,
  ) {}

  get isOpen(): boolean {
    return this.card !== null;
  }

  open(content: CardContent, anchor: () => Box): void {
    this.last?.remove();
    const card = this.build(content);
    this.card = card;
    this.last = card;
    this.overlay.add(card);
    void this.place(anchor);
  }

  /** Moves the card along with its text. */
  async place(anchor: () => Box): Promise<void> {
    const { card } = this;
    if (!card) return;
    const { x, y } = await computePosition(anchor(), card, {
      platform: VIEWPORT,
      strategy: "fixed",
      placement: "bottom-start",
      middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
    });
    const { left, top } = this.overlay.toLocal({ left: x, top: y, width: 0, height: 0 });
    card.style.setProperty("left", `${Math.round(left)}px`);
    card.style.setProperty("top", `${Math.round(top)}px`);
  }

  /** Gives the keyboard to the card; closing gives it back to `from`. */
  enter(from: HTMLElement): void {
    this.focusBefore = from;
    const first = this.card?.querySelector<HTMLElement>(".actions button");
    first?.focus({ preventScroll: true });
  }

  get hasFocus(): boolean {
    return this.card?.matches(":focus-within") ?? false;
  }

  contains(x: number, y: number): boolean {
    if (!this.card) return false;
    const { left, top, right, bottom } = this.card.getBoundingClientRect();
    return x >= left - 4 && x <= right + 4 && y >= top - 8 && y <= bottom + 8;
  }

  close(): void {
    const { card, focusBefore } = this;
    if (!card) return;
    const hadFocus = this.hasFocus;
    this.card = null;
    this.focusBefore = null;
    card.hidden = true; // removed later: typing may have closed it (shapes.ts)
    if (hadFocus) focusBefore?.focus({ preventScroll: true });
    this.onClose();
  }

  dispose(): void {
    this.close();
    this.last?.remove();
  }

  private build(content: CardContent): HTMLElement {
    const { group, title, reason, diff, result, actions } = content;
    const name = element("span", "name", title);
    name.id = "name";
    const close = closeButton(() => this.close());
    const head = element("div", "head", element("span", "dot"), name, close);
    const why = element("p", "reason", reason);
    why.id = "reason";
    const card = element("div", "card", head);
    if (diff) card.append(diffLine(diff));
    if (result !== undefined) card.append(element("div", "result", result));
    if (reason) card.append(why);
    card.append(element("div", "actions", ...actions.map(button)));
    card.dataset.group = group;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", "name");
    if (reason) card.setAttribute("aria-describedby", "reason");
    card.addEventListener("pointerdown", keepFieldFocused);
    card.addEventListener("mousedown", keepFieldFocused);
    card.addEventListener("keydown", (event) => this.onKey(event, card));
    return card;
  }

  /** Tab goes round within the card; a letter typed goes to the field, which gets the focus back. */
  private onKey(event: KeyboardEvent, card: HTMLElement): void {
    if (event.key === "Tab") {
      const stops = [...card.querySelectorAll("button")];
      const at = stops.findIndex((stop) => stop.matches(":focus"));
      const next = stops.at((at + (event.shiftKey ? -1 : 1)) % stops.length);
      next?.focus({ preventScroll: true });
      event.preventDefault();
    } else if (
      event.key.length === 1 &&
      event.key !== " " &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    ) {
      this.close();
    }
  }
}

/** Pressing a button must not take the focus from the field; selecting a result's text may. */
function keepFieldFocused(event: Event): void {
  const { target } = event;
  if (!(target instanceof Element && target.closest(".result"))) event.preventDefault();
}

function button({ label, primary, run }: Action): HTMLElement {
  const made = element("button", primary ? "primary" : "", label);
  made.type = "button";
  made.addEventListener("click", (event) => {
    if (event.isTrusted) run();
  });
  return made;
}

function closeButton(run: () => void): HTMLElement {
  const made = button({ label: "", run });
  made.className = "close";
  made.setAttribute("aria-label", "Close");
  const cross = svgElement("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" });
  cross.append(svgElement("path", { d: "M1 1l8 8M9 1l-8 8" }));
  made.append(cross);
  return made;
}

function diffLine({ before, old, fresh, after }: DiffParts): HTMLElement {
  const line = element("p", "change");
  const add = (tag: "span" | "del" | "ins", text: string) => {
    const look = tag === "span" ? "around" : /^\u00B7+$/.test(text) ? "space" : "";
    if (text) line.append(element(tag, look, text));
  };
  add("span", before);
  add("del", old);
  add("ins", fresh);
  add("span", after);
  return line;
}

/** Everything in viewport coordinates: the overlay lies in the top layer, nothing else clips it. */
const VIEWPORT: Platform = {
  getElementRects: ({ reference, floating }) => ({
    reference: rectOf(reference as Box),
    floating: { x: 0, y: 0, ...sizeOf(floating as HTMLElement) },
  }),
  getDimensions: (card) => sizeOf(card as HTMLElement),
  getClippingRect: () => {
    const [width, height] = [window.innerWidth, window.innerHeight];
    return { x: 0, y: 0, width, height, left: 0, top: 0, right: width, bottom: height };
  },
};

function rectOf({ left, top, width, height }: Box) {
  return { x: left, y: top, width, height };
}

function sizeOf(card: HTMLElement) {
  const { width, height } = card.getBoundingClientRect();
  return { width, height };
}
