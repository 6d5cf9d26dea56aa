// Asks for completions and keeps the one on offer as the writer types along it.
// In: the text, the caret and that it was typed. Out: the ghost text to show now, "" for none.
// One request at a time; a newer one cancels an older one. What comes first may grow or change
// while the engine thinks on. Decides nothing about the words.
import type { FrameSettings } from "../shared/frame_settings";
import type { EngineClient, Reply } from "./engine_client";
import { labelsOf } from "./finder";
import { hasLineStart, lineEndsAt, type Offer, remainder } from "./offer";

/** The model sees less; more would only be copied about. */
const BEFORE_UNITS = 2_000;
const AFTER_UNITS = 500;
const HEADING_UNITS = 200;

/** What the user chose of ghost text. */
type Wishes = Pick<
  FrameSettings,
  "min_confidence" | "ghost_delay_ms" | "ghost_length" | "ghost_mid_word" | "dialect"
>;

export interface Place {
  readonly text: string;
  readonly caret: number;
}

export class Completer {
  private offer: Offer | null = null;
  /** The field's label. */
  private knownLabel: string | undefined;
  private stopAsking: (isReplaced?: boolean) => void = () => {};

  constructor(
    private readonly element: HTMLElement,
    private readonly engine: EngineClient,
    private readonly onGhost: () => unknown,
  ) {}

  /** What is still to be shown at this place; the offer is dropped when the text went elsewhere. */
  ghostAt({ text, caret }: Place): string {
    if (!this.offer) return "";
    const left = remainder(this.offer, text, caret);
    if (left === null) this.drop();
    return left ?? "";
  }

  /** Asks for what is worth showing once the typing has paused, if ghost text can stand here at all. */
  askSoon(place: Place, wishes: Wishes): void {
    const { text, caret } = place;
    if (!lineEndsAt(text, caret) || !hasLineStart(text, caret)) this.drop();
    else this.ask(place, wishes, wishes.ghost_delay_ms);
  }

  ask({ text, caret }: Place, wishes: Wishes, wait_ms = 0, onNothing?: () => void): void {
    this.offer = null;
    const { min_confidence, ghost_length, ghost_mid_word, dialect } = wishes;
    const request = {
      kind: "complete" as const,
      before: text.slice(Math.max(0, caret - BEFORE_UNITS), caret),
      after: text.slice(caret, caret + AFTER_UNITS),
      min_confidence,
      length: ghost_length,
      mid_word: ghost_mid_word,
      dialect,
      wait_ms,
      title: document.title.slice(0, HEADING_UNITS),
      label: this.label(),
    };
    const onReply = (reply: Reply) => {
      if (reply.kind !== "complete") return;
      if (reply.completion === "" && !reply.partial) onNothing?.();
      // A line break in a suggestion would have to be typed as Enter, which sends many a message.
      const completion = reply.completion.split("\n", 1)[0] ?? "";
      this.offer = completion === "" ? null : { text, caret, completion };
      this.onGhost();
    };
    this.stopAsking(true);
    this.stopAsking = this.engine.ask(request, { onReply });
  }

  private label(): string {
    this.knownLabel ??= (labelsOf(this.element).find(Boolean) ?? "").trim().slice(0, HEADING_UNITS);
    return this.knownLabel;
  }

  drop(): void {
    this.stopAsking();
    this.stopAsking = () => {};
    this.offer = null;
  }
}
