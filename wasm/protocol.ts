// What the engine host and its worker send each other, and the state they share.
// Requests and replies stay JSON strings here: only the border (host.ts) and Python look inside.
import type { EngineState } from "../extension/shared/messages";

export type ToWorker =
  | { kind: "request"; port: number; request: string }
  | { kind: "closed"; port: number }; // the port is gone: stop what it asked for

export type FromWorker =
  | { kind: "alive"; lock: string } // the worker holds this Web Lock for as long as it lives
  | { kind: "reply"; port: number; reply: string }
  | { kind: "state"; state: EngineState }
  | { kind: "fatal"; message: string }; // the worker cannot go on; for people

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

/** An error whose message is written for people and may be shown as it is. */
export class EngineError extends Error {
  override name = "EngineError";
}

export function messageFor(error: unknown): string {
  if (error instanceof EngineError) return error.message;
  const reason = error instanceof Error ? error.message.split("\n", 1)[0] : String(error);
  return `Nib's engine stopped: ${reason}`;
}
