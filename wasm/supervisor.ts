// Keeps the one engine worker: creates it at the first real request, notices its death, answers
// what was pending, and starts it again on the next request, not sooner than the back-off allows.
// In: validated requests by port key. Out: replies (JSON) and states through two callbacks.
// How death is noticed: the worker holds a Web Lock from its first breath; the browser gives that
// lock to us when the worker is gone, however it went (crash, out of memory, terminated).
import type { EngineReply, EngineState } from "../extension/shared/messages";
import type { EngineRequest } from "../extension/shared/requests";
import type { Wording } from "../extension/shared/words";
import { type FromWorker, IDLE, type ToWorker, wordingOf } from "./protocol";

/** No word from a worker with work to do for this long: it hangs. Longest honest silence is the
 * creation of the language model's session, some 10 s on a slow machine. */
export const HANG_MS = 120_000;
export const MAX_BACKOFF_MS = 60_000;
/** A worker that lived this long before it died starts again at once. */
export const HEALTHY_MS = 300_000;

/** The port of what no port asked for. */
const NOBODY = 0;

/** What the supervisor needs of the browser and says to the host. */
export type Surroundings = {
  spawn: () => Worker;
  /** Calls back when nobody holds the Web Lock of this name any more. */
  whenReleased: (lock: string, callback: () => void) => void;
  now: () => number;
  onReply: (port: number, reply: string) => void;
  onState: (state: EngineState) => void;
};

export class EngineSupervisor {
  state: EngineState = IDLE;
  private worker: Worker | undefined;
  private bornAt = 0;
  private failures = 0;
  private notBefore = 0;
  private hangTimer: ReturnType<typeof setTimeout> | undefined;
  /** What every worker is told first. */
  private configuration: string | undefined;
  /** Ids awaiting an answer, by port. */
  private readonly pending = new Map<number, Set<number>>();

  constructor(private readonly around: Surroundings) {}

  send(port: number, request: EngineRequest): void {
    if (request.kind === "cancel" && !this.worker) return;
    if (request.kind !== "cancel") this.expect(port, request.id);
    const worker = this.worker ?? this.start();
    if (!worker) {
      this.answer(port, request.id, this.state.error ?? ["engine_not_running"]);
      return;
    }
    this.post(worker, { kind: "request", port, request: JSON.stringify(request) });
    this.watch();
  }

  /** Tells the worker, and each that comes after it. Starts none, and is not answered. */
  configure(request: EngineRequest): void {
    this.configuration = JSON.stringify(request);
    if (this.worker) this.tellConfiguration(this.worker);
  }

  private tellConfiguration(worker: Worker): void {
    if (this.configuration === undefined) return;
    this.post(worker, { kind: "request", port: NOBODY, request: this.configuration });
  }

  close(port: number): void {
    this.pending.delete(port);
    if (this.worker) this.post(this.worker, { kind: "closed", port });
  }

  /** Another model was chosen: the next request starts a new worker, which reads it. */
  restart(): void {
    this.failures = 0;
    this.notBefore = 0;
    if (this.worker) this.end(this.worker, IDLE, ["engine_new_model"]);
    else if (this.state.phase === "failed") this.become(IDLE);
  }

  private start(): Worker | undefined {
    if (this.around.now() < this.notBefore) return undefined;
    const worker = this.around.spawn();
    this.worker = worker;
    this.bornAt = this.around.now();
    this.become({ ...IDLE, phase: "starting" });
    this.tellConfiguration(worker);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(worker, data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.bury(
        worker,
        event.message ? wordingOf(event.message, "engine_broken") : ["engine_not_started"],
      );
    };
    return worker;
  }

  private receive(worker: Worker, message: FromWorker): void {
    if (worker !== this.worker) return;
    if (message.kind === "alive") {
      this.around.whenReleased(message.lock, () => this.bury(worker, ["engine_died"]));
    } else if (message.kind === "fatal") {
      this.bury(worker, message.reason);
      return;
    } else if (message.kind === "state") {
      this.become(message.state);
    } else {
      this.settle(message.port, message.reply);
    }
    this.watch();
  }

  private settle(port: number, reply: string): void {
    const { id, partial } = JSON.parse(reply) as { id: number; partial?: boolean };
    if (!partial) this.pending.get(port)?.delete(id);
    this.around.onReply(port, reply);
  }

  /** The worker is dead or as good as dead: say so to everyone who waits. */
  private bury(worker: Worker, reason: Wording): void {
    if (worker !== this.worker) return;
    const lived = this.around.now() - this.bornAt;
    this.failures = lived > HEALTHY_MS ? 0 : this.failures + 1;
    const backoff = this.failures <= 1 ? 0 : 1000 * 2 ** (this.failures - 1);
    this.notBefore = this.around.now() + Math.min(backoff, MAX_BACKOFF_MS);
    this.end(worker, { ...IDLE, phase: "failed", error: reason }, reason);
  }

  private end(worker: Worker, state: EngineState, reason: Wording): void {
    worker.terminate();
    this.worker = undefined;
    clearTimeout(this.hangTimer);
    this.become(state);
    for (const [port, ids] of this.pending) {
      for (const id of [...ids]) this.answer(port, id, reason);
    }
  }

  private answer(port: number, id: number, reason: Wording): void {
    this.pending.get(port)?.delete(id);
    const reply: EngineReply = { kind: "error", id, code: "engine_stopped", reason };
    this.around.onReply(port, JSON.stringify(reply));
  }

  private expect(port: number, id: number): void {
    const ids = this.pending.get(port) ?? new Set();
    this.pending.set(port, ids.add(id));
  }

  private become(state: EngineState): void {
    this.state = state;
    this.around.onState(state);
  }

  /** Restart the hang timer while something is awaited; every message is a sign of life. */
  private watch(): void {
    clearTimeout(this.hangTimer);
    const worker = this.worker;
    if (!worker || ![...this.pending.values()].some((ids) => ids.size > 0)) return;
    this.hangTimer = setTimeout(() => this.bury(worker, ["engine_hung"]), HANG_MS);
  }

  private post(worker: Worker, message: ToWorker): void {
    worker.postMessage(message);
  }
}
