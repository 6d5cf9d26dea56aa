// The card that answers what was asked of a text by the menu or a shortcut: the corrected text of a
// page with Copy, the sentiment of each sentence, or why nothing came of it.
// In: the text, where it is, who gets the focus back. Out: a card; nothing on the page is changed.
// It goes with Escape, a click elsewhere or the next letter, and takes the focus only if told to.
import type { FrameSettings } from "../shared/frame_settings";
import type { Edit, Sentence } from "../shared/messages";
import { MAX_TEXT } from "../shared/wire";
import { t } from "../shared/words";
import { applyReplacements } from "./adapters/change";
import type { Box, Field } from "./adapters/field";
import type { EngineClient, Reply } from "./engine_client";
import { traitsOf } from "./finder";
import type { Handled, Key, KeyStack } from "./keys";
import { refusal } from "./policy";
import { Card, type CardContent } from "./render/card";
import { changedText } from "./render/changed_text";
import type { Overlay } from "./render/overlay";
import { countsOf, sentimentList, titleOf } from "./render/sentiment_list";

/** `spoken`: the result as it is read out. */
type Content = CardContent & { spoken?: string };
type Request =
  | { kind: "correct"; text: string; dictionary: string[]; dialect: FrameSettings["dialect"] }
  | { kind: "sentiment"; text: string };

/** Where the card stands, and whom it is about. */
export interface Place {
  readonly anchor: () => Box;
  readonly element: HTMLElement;
  /** It was asked for by a key: the keyboard goes into the card, and back to the element. */
  readonly byKey: boolean;
}

/** A result that is read out whole, in UTF-16 units; a longer one is there to be walked into. */
const READ_OUT = 300;

export class PageText {
  private readonly card: Card;
  private target: Place | null = null;
  private stopAsking: () => void = () => {};
  private listening = new AbortController();
  private releaseKeys: () => void = () => {};

  constructor(
    private readonly overlay: Overlay,
    private readonly engine: EngineClient,
    private readonly keys: KeyStack,
  ) {
    this.card = new Card(overlay, () => this.closed());
  }

  /** What was asked of text that is in no field Nib works in. */
  answer(
    kind: "fix" | "sentiment" | "complete",
    focused: HTMLElement | null,
    settings: FrameSettings | null,
    byKey: boolean,
  ): void {
    const place = placeOfSelection(byKey);
    if (!settings?.on) this.say(t("card_off_here"), place);
    else if (focused && isLeftAlone(focused, settings)) this.say(t("card_left_alone"), place);
    else if (kind === "complete") this.say(t("card_click_field"), place);
    else {
      const text = String(document.getSelection() ?? "");
      const { dictionary, dialect } = settings;
      const request = { kind: "correct" as const, text, dictionary, dialect };
      this.show(kind === "fix" ? request : { kind, text }, place);
    }
  }

  show(request: Request, place: Place): void {
    const { text } = request;
    const isTooLong = text.length > MAX_TEXT;
    if (text.trim() === "") this.say(t("card_nothing_selected"), place);
    else if (isTooLong) this.say(t("card_too_long", MAX_TEXT.toLocaleString()), place);
    else this.ask(request, place);
  }

  private ask(request: Request, place: Place): void {
    this.wait(place);
    this.stopAsking = this.engine.ask(request, {
      onReply: (reply) => this.answered(request.text, reply),
      onEnd: () => this.card.isOpen && this.open(note(t("card_no_answer"))),
    });
  }

  /** What is asked for takes its time. */
  wait(place: Place): void {
    this.say(t("card_checking"), place);
    if (place.byKey) this.card.enter(place.element);
  }

  /** The sentiment of a text, if it is still waited for; `isAll`: nothing was left out. */
  list(text: string, sentences: readonly Sentence[], isAll = true): void {
    const group = "grammar";
    const result = sentimentList(text, sentences);
    const [title, counts] = [titleOf(sentences), countsOf(sentences)];
    const reason = isAll ? counts : `${counts} ${t("card_part_checked")}`;
    if (this.card.isOpen) this.open({ group, title, reason, result, actions: [] });
  }

  say(words: string, place: Place): void {
    this.close();
    if (words === "") return;
    this.target = place;
    this.overlay.raise(place.element);
    this.listen();
    this.open(note(words));
  }

  close(): void {
    this.card.close();
  }

  private closed(): void {
    this.stopAsking();
    this.listening.abort();
    this.releaseKeys();
  }

  private listen(): void {
    this.listening = new AbortController();
    const options = { capture: true, passive: true, signal: this.listening.signal };
    const leave = (event: Event) => {
      if (event.isTrusted && !this.overlay.owns(event.target)) this.close();
    };
    window.addEventListener("pointerdown", leave, options);
    window.addEventListener("input", leave, options);
    for (const name of ["scroll", "resize"])
      window.addEventListener(name, () => this.card.stand(this.anchor), options);
    this.releaseKeys = this.keys.push((key) => this.onKey(key));
  }

  private onKey(key: Key): Handled {
    if (key === "dismiss") this.close();
    else if (key !== "accept") return "left to the page";
    else if (this.card.hasFocus) this.card.step(1);
    else if (this.target) this.card.enter(this.target.element);
    return "taken";
  }

  private readonly anchor = (): Box =>
    this.target?.anchor() ?? { left: 0, top: 0, width: 0, height: 0 };

  private open(content: Content, quietly = false): void {
    const { title, reason, spoken = "" } = content;
    const hadFocus = this.card.hasFocus;
    this.card.open(content, this.anchor);
    if (hadFocus && this.target) this.card.enter(this.target.element);
    if (quietly) return;
    const words = spoken.length <= READ_OUT ? spoken : "";
    this.overlay.announce(`${title}. ${words} ${reason} ${t("card_keys")}`);
  }

  private answered(text: string, reply: Reply): void {
    if (reply.kind === "sentiment") this.list(text, reply.sentences);
    else if (reply.kind === "correct" && this.card.isOpen)
      this.open(this.corrected(text, reply.edits, reply.partial), reply.partial);
  }

  /** `partial`: the models that find more are still being loaded. */
  private corrected(text: string, edits: readonly Edit[], partial = false): Content {
    const { length } = edits;
    if (length === 0 && partial) return note(t("card_checking"));
    if (length === 0) return { ...note(t("card_nothing")), title: t("card_grammar") };
    const [edit] = edits;
    const reason = edit && length === 1 ? t(...edit.reason) : t("card_corrections", length);
    const spoken = applyReplacements(text, edits);
    return {
      group: "grammar",
      title: t("card_corrected"),
      result: changedText(text, edits),
      spoken,
      reason: partial ? `${reason} ${t("card_checking")}` : reason,
      actions: [{ label: t("card_copy"), primary: true, run: () => this.copy(spoken) }],
    };
  }

  /** Through the copy event: navigator.clipboard is not there on http pages. */
  private copy(text: string): void {
    let put = false;
    const onCopy = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
      put = true;
    };
    window.addEventListener("copy", onCopy, { capture: true, once: true });
    document.execCommand("copy");
    window.removeEventListener("copy", onCopy, { capture: true });
    if (put) this.close();
    this.overlay.announce(t(put ? "card_copied" : "card_not_copied"));
  }
}

function note(reason: string): CardContent {
  return { group: "grammar", title: t("extension_name"), reason, actions: [] };
}

/** A field that may only be read shows its text to everyone, if it is no secret otherwise. */
function isLeftAlone(field: HTMLElement, settings: FrameSettings): boolean {
  return refusal({ ...traitsOf(field), readOnly: false }, settings) !== null;
}

/** At the selection in a field, or at the field. */
export function placeIn(field: Field, byKey: boolean): Place {
  const { element } = field;
  const anchor = () => {
    const { start, end } = field.read();
    return field.boxes(start, end).at(-1) ?? element.getBoundingClientRect();
  };
  return { anchor, element, byKey };
}

function placeOfSelection(byKey: boolean): Place {
  const selection = document.getSelection();
  const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
  const { activeElement, body, documentElement } = document;
  const within = range?.startContainer.parentElement ?? body ?? documentElement;
  const active = activeElement instanceof HTMLElement && activeElement !== body;
  const element = active ? activeElement : within;
  return { anchor: () => (range ?? element).getBoundingClientRect(), element, byKey };
}
