// The worker's own copy of EngineState: every stage writes its part here, the host gets it whole.
// Loading progress would come a thousand times a second: states are sent at most every 100 ms.
import type { EngineState } from "../extension/shared/messages";
import type { Wording } from "../extension/shared/words";
import { heapBytes } from "./heaps";
import { IDLE } from "./protocol";

const INTERVAL_MS = 100;

type ModelPart = EngineState["models"][string];

export class StateBoard {
  private state: EngineState = { ...IDLE, phase: "starting" };
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (state: EngineState) => void) {}

  get current(): EngineState {
    return this.state;
  }

  merge(change: Partial<EngineState>): void {
    this.state = { ...this.state, ...change };
    this.timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }

  /** Says it once. */
  note(...wording: Wording): void {
    const { notes } = this.state;
    const isThere = notes.some((note) => JSON.stringify(note) === JSON.stringify(wording));
    if (!isThere) this.merge({ notes: [...notes, wording] });
  }

  model(name: string, change: Partial<ModelPart>): void {
    const before = this.state.models[name] ?? { phase: "absent", loaded_bytes: 0, total_bytes: 0 };
    this.merge({ models: { ...this.state.models, [name]: { ...before, ...change } } });
  }

  /** Forget what was said of this model: it is loaded anew. */
  restart(name: string, total_bytes: number): void {
    const part: ModelPart = { phase: "loading", loaded_bytes: 0, total_bytes };
    this.merge({ models: { ...this.state.models, [name]: part } });
  }

  /** Send what changed now, without waiting: before an answer, so that the host knows both. */
  flush(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.state = { ...this.state, heap_bytes: heapBytes() };
    this.send(this.state);
  }
}
