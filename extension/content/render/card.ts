// The card: one finding or one result, as a small dialog next to the text it is about.
// In: what to say and which buttons to offer. Out: the button that was pressed, by a trusted act.
// It never takes the focus by itself: enter() gives it, close() gives it back.
import { t } from "../../shared/words";
import type { Box } from "../adapters/field";
import type { DiffParts } from "../findings";
import { element, type Overlay, place, svgElement } from "./overlay";
import { besideText } from "./placement";

export interface Action {
  readonly label: string;
  readonly primary?: boolean;
  /** Quieter, in a row of its own below. */
  readonly quiet?: boolean;
  readonly run: () => void;
}

export interface CardContent {
  readonly group: string;
  readonly title: string;
  readonly reason: string;
  readonly diff?: DiffParts;
  /** What may be long: it scrolls. */
  readonly result?: string | Node;
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
    this.stand(anchor);
  }

  /** Moves the card along with its text. */
  stand(anchor: () => Box): void {
    const { card } = this;
    if (!card) return;
    const { width = 0, height = 0, scale = 1 } = window.visualViewport ?? {}; // without scroll bars
    const view = { width: width * scale, height: height * scale };
    const { left, top } = besideText(anchor(), card.getBoundingClientRect(), view);
    const at = this.overlay.toLocal({ left, top, width: 0, height: 0 });
    place(card, { left: at.left, top: at.top });
  }

  /** Gives the keyboard to the card; closing gives it back to `from`. */
  enter(from: HTMLElement): void {
    this.focusBefore = from;
    const { card } = this;
    const first =
      card?.querySelector<HTMLElement>(".actions button") ?? card?.querySelector("button");
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
    const card = element("div", "card", head);
    const about = element("div", "");
    about.id = "about";
    if (diff) about.append(diffLine(diff));
    if (result !== undefined) about.append(resultBox(result));
    if (reason) about.append(why);
    const row = (quiet: boolean) =>
      actions.filter((action) => !action.quiet === !quiet).map(button);
    card.append(
      about,
      element("div", "actions", ...row(false)),
      element("div", "more", ...row(true)),
    );
    card.dataset.group = group;
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", "name");
    card.setAttribute("aria-describedby", "about");
    card.addEventListener("pointerdown", keepFieldFocused);
    card.addEventListener("mousedown", keepFieldFocused);
    card.addEventListener("keydown", (event) => this.onKey(event));
    return card;
  }

  /** Gives the keyboard to the next thing in the card, round from the last to the first. */
  step(by: 1 | -1): void {
    const stops = [...(this.card?.querySelectorAll<HTMLElement>("button, .result") ?? [])];
    const at = stops.findIndex((stop) => stop.matches(":focus"));
    stops.at((at + by) % stops.length)?.focus({ preventScroll: true });
  }

  /** Tab stays within the card; a letter typed goes to the field, which gets the focus back. */
  private onKey(event: KeyboardEvent): void {
    if (event.key === "Tab") {
      this.step(event.shiftKey ? -1 : 1);
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
  made.setAttribute("aria-label", t("card_close"));
  const cross = svgElement("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" });
  cross.append(svgElement("path", { d: "M1 1l8 8M9 1l-8 8" }));
  made.append(cross);
  return made;
}

/** A long result scrolls: the keyboard has to get into it. */
function resultBox(content: string | Node): HTMLElement {
  const box = element("div", "result", content);
  box.tabIndex = 0;
  return box;
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
