// Who owns a key: a stack of handlers, asked from the top; the first that takes it keeps it from
// the page. A handler takes a key only while it shows something the key acts on.
// In: trusted keydown events. Out: keydown kept from the page, and its keyup with it. The names
// are vimium's idea: a returned word says what became of the key, never a bare boolean.

export type Handled = "taken" | "left to the page";
export type KeyHandler = (key: Key) => Handled;

/** What a key means to Nib; other keys are not asked about at all. */
export type Key =
  | "accept"
  | "accept word"
  | "dismiss"
  | "apply"
  | "next finding"
  | "previous finding"
  | "fix all";

type Chord = Pick<
  KeyboardEvent,
  "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing" | "keyCode"
>;

const IME_PROCESSES_KEY = 229; // a keydown the input method took for itself

/** The key's meaning; letters by their place too, for Alt on a Mac types other signs. */
export function meaningOf(event: Chord, isMac: boolean, rtl = false): Key | null {
  if (event.isComposing || event.keyCode === IME_PROCESSES_KEY) return null;
  const held = [event.ctrlKey, event.altKey, event.metaKey, event.shiftKey].map(Number).join("");
  if (held === "0000") {
    if (event.key === "Tab") return "accept";
    if (event.key === "Escape") return "dismiss";
    return event.key === "Enter" ? "apply" : null;
  }
  const forward = rtl ? "ArrowLeft" : "ArrowRight";
  if (held === (isMac ? "0100" : "1000"))
    return event.key === forward ? "accept word" : letter(event, held);
  return letter(event, held);
}

function letter(event: Chord, held: string): Key | null {
  const is = (name: string) =>
    event.key.toLowerCase() === name || event.code === `Key${name.toUpperCase()}`;
  if (held === "0100" && is("j")) return "next finding";
  if (held === "0100" && is("k")) return "previous finding";
  if (held === "0101" && is("f")) return "fix all";
  return null;
}

export class KeyStack {
  private readonly handlers: KeyHandler[] = [];
  private readonly takenCodes = new Set<string>();
  private readonly isMac = /mac/i.test(navigator.platform);
  private readonly stop = new AbortController();

  constructor(private readonly isRtl: () => boolean) {
    const options = { capture: true, signal: this.stop.signal };
    window.addEventListener("keydown", (event) => this.down(event), options);
    window.addEventListener("keyup", (event) => this.up(event), options);
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
    this.takenCodes.delete(event.code);
    if (!event.isTrusted || this.handlers.length === 0) return;
    const key = meaningOf(event, this.isMac, this.isRtl());
    if (!key) return;
    for (const handler of [...this.handlers].reverse()) {
      if (handler(key) !== "taken") continue;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.takenCodes.add(event.code);
      return;
    }
  }

  /** A page that closes its dialog when Escape comes up must not see half of a key we took. */
  private up(event: KeyboardEvent): void {
    if (event.isTrusted && this.takenCodes.delete(event.code)) event.stopImmediatePropagation();
  }
}
