// What the engine host and its worker send each other, and the state they share.
// Requests and replies stay JSON strings here: only the border (host.ts) and Python look inside.
import type { EngineState } from "../extension/shared/messages";
import type { MessageKey, Wording } from "../extension/shared/words";

export type ToWorker =
  | { kind: "request"; port: number; request: string }
  | { kind: "closed"; port: number }; // the port is gone: stop what it asked for

export type FromWorker =
  | { kind: "alive"; lock: string } // the worker holds this Web Lock for as long as it lives
  | { kind: "reply"; port: number; reply: string }
  | { kind: "state"; state: EngineState }
  | { kind: "fatal"; reason: Wording }; // the worker cannot go on

export const IDLE: EngineState = {
  phase: "idle",
  backend: "",
  threads: 0,
  notes: [],
  start_ms: 0,
  complete_ms: 0,
  correct_ms: 0,
  sentiment_ms: 0,
  heap_bytes: 0,
  models: {},
};

/** An error for people: what they read of it is `wording`, put into words where it is shown. */
export class EngineError extends Error {
  override name = "EngineError";
  readonly wording: Wording;

  constructor(...wording: Wording) {
    super(wording.join(": "));
    this.wording = wording;
  }
}

/** What a browser or a library says of an error, in one line and its own language. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "").slice(0, 200);
}

/** What people read of an error; of one that is not ours `key`, its reason in the last place. */
export function wordingOf(error: unknown, key: MessageKey, ...places: string[]): Wording {
  return error instanceof EngineError ? error.wording : [key, ...places, reasonOf(error)];
}
