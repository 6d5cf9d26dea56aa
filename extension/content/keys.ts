// Who owns a key: a stack of handlers, asked from the top; the first that takes it keeps it from
// the page. A handler takes a key only while it shows something the key acts on.
// In: trusted keydown events. Out: keydown kept from the page, and its keyup with it. The names
// are vimium's idea: a returned word says what became of the key, never a bare boolean.

import { type Action, chordOf, type Keys, type Press } from "../shared/chords";

export type Handled = "taken" | "left to the page";
export type KeyHandler = (key: Key) => Handled;

/** What a key means to Nib; other keys are not asked about at all. */
export type Key = Action | "apply";

type Pressed = Press & Pick<KeyboardEvent, "isComposing" | "keyCode">;

const IME_PROCESSES_KEY = 229; // a keydown the input method took for itself

/** The key's meaning; "on" is to the left where the text runs so. */
export function meaningOf(event: Pressed, keys: Keys, isRtl = () => false): Key | null {
  if (event.isComposing || event.keyCode === IME_PROCESSES_KEY) return null;
  const chord = chordOf(event);
  if (chord === "Enter") return "apply";
  for (const [action, bound] of Object.entries(keys)) {
    // The style of the field is only read for a chord that it could turn round.
    const turned = action === "accept_word" && /Right|Left/.test(chord ?? "") && isRtl();
    if ((turned ? bound.replace("Right", "Left") : bound) === chord) return action as Action;
  }
  return null;
}

export class KeyStack {
  private readonly handlers: KeyHandler[] = [];
  private readonly takenCodes = new Set<string>();
  private readonly stop = new AbortController();

  constructor(
    private readonly keys: () => Keys,
    private readonly isRtl: () => boolean,
  ) {
    const options = { capture: true, signal: this.stop.signal };
    window.addEventListener("keydown", (event) => this.down(event), options);
  }

  /** Puts a handler on top; the returned function takes it away again. */
  push(handler: KeyHandler): () => void {
    this.handlers.push(handler);
    return () => {
      const index = this.handlers.lastIndexOf(handler);
      if (index >= 0) this.handlers.splice(index, 1);
    };
  }

  dispose(): void {
    this.stop.abort();
  }

  private down(event: KeyboardEvent): void {
    const { key: name, ctrlKey, altKey, metaKey } = event;
    this.takenCodes.delete(event.code);
    // Autofill's keydown is a plain Event, and most keys write.
    if (!name || (name.length === 1 && !ctrlKey && !altKey && !metaKey)) return;
    if (!event.isTrusted || this.handlers.length === 0) return;
    const key = meaningOf(event, this.keys(), this.isRtl);
    if (!key) return;
    for (const handler of [...this.handlers].reverse()) {
      if (handler(key) !== "taken") continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.takenCodes.add(event.code);
      window.addEventListener("keyup", this.up, true);
      return;
    }
  }

  /** A page that closes its dialog when Escape comes up must not see half of a key we took. */
  private readonly up = (event: KeyboardEvent): void => {
    if (!event.isTrusted) return;
    if (this.takenCodes.delete(event.code)) event.stopImmediatePropagation();
    if (this.takenCodes.size === 0) window.removeEventListener("keyup", this.up, true);
  };
}
