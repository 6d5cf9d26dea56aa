// The engine's module worker: boots once, then passes requests to Python in the order they came.
// Holds a Web Lock for as long as it lives, so that the host notices its death.

import type { Wording } from "../extension/shared/words";
import { boot, type Engine } from "./boot";
import { watchHeaps } from "./heaps";
import { type FromWorker, type ToWorker, wordingOf } from "./protocol";
import { StateBoard } from "./state_board";

const post = (message: FromWorker): void => postMessage(message);

function holdLock(): void {
  const lock = `nib-engine-${crypto.randomUUID()}`;
  void navigator.locks.request(lock, () => {
    post({ kind: "alive", lock });
    return new Promise(() => {}); // held until the worker is gone
  });
}

const board = new StateBoard((state) => post({ kind: "state", state }));
const waiting: ToWorker[] = [];
let engine: Engine | undefined;

function pass(message: ToWorker): void {
  if (!engine) waiting.push(message);
  else if (message.kind === "closed") engine.close(message.port);
  else engine.handle(message.port, message.request);
}

function fatal(error: unknown): void {
  post({ kind: "fatal", reason: wordingOf(error, "engine_broken") });
}

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  try {
    pass(data);
  } catch (error) {
    fatal(error); // Python's own errors are answered in Python: this one broke the interpreter
  }
});

holdLock();
watchHeaps();
const answer = (port: number, reply: string): void => {
  board.flush();
  post({ kind: "reply", port, reply });
};

const onBroken = (reason: Wording): void => post({ kind: "fatal", reason });

boot(board, answer, onBroken).then((started) => {
  engine = started;
  for (const message of waiting.splice(0)) pass(message);
}, fatal);
