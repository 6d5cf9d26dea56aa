// The bridge Python's in_browser.py talks to: loads sessions, runs them one at a time, keeps the
// tensors of past.*/present.* here as opaque states. When the graphics device is lost or computes
// wrong, everything moves to WASM: states of before are refused, sessions are made anew.
// Knows nothing of requests or priorities: nib.schedule decides who runs next.
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { MessageKey, Wording } from "../extension/shared/words";
import { clearCard, putOnCard } from "./heaps";
import { answersAsKnown, type KnownAnswer } from "./known_answer";
import { type Backend, chooseBackend, createSession, loadBackend } from "./ort_backend";
import type { ModelFiles } from "./package_files";
import { EngineError, reasonOf } from "./protocol";
import type { StateBoard } from "./state_board";
import {
  describeOutputs,
  emptyPast,
  type Feed,
  freeAtOnce,
  makeTensors,
  type RunResult,
} from "./tensors";

/** Runs that fail in a row before the worker gives up. */
const MAX_FAILURES = 4;

type PyBufferProxy = Parameters<typeof makeTensors>[2][number];
/** The tensors behind `present.*` of one run, by suffix; `generation` says of which backend. */
export class StateBundle {
  constructor(
    readonly tensors: Readonly<Record<string, Tensor>>,
    readonly generation: number,
  ) {}

  /** Called when Python drops it: graphics memory is not garbage collected. */
  dispose(): void {
    for (const tensor of Object.values(this.tensors)) {
      if (tensor.location !== "cpu") tensor.dispose();
      else freeAtOnce(tensor.data as Float32Array<ArrayBuffer>);
    }
  }
}

export class OrtBridge {
  private backend: Promise<Backend> | undefined;
  private generation = 0;
  private failures = 0;
  private readonly sessions = new Map<string, Promise<InferenceSession>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly files: ModelFiles,
    private readonly board: StateBoard,
    private readonly onBroken: (reason: Wording) => void,
    /** What must be right before a model's session is made. */
    private readonly prepare: (name: string) => Promise<void>,
  ) {}

  /** Make the session of one model. Later runs find it by name. */
  async load(name: string): Promise<void> {
    await this.session(name);
  }

  /**
   * Run once. `header`: JSON {"feeds": [{name, dtype, shape}], "fetch": [names]}; `buffers`: the
   * feeds' data, in order. Throws EngineError for people.
   */
  async run(
    name: string,
    header: string,
    state: StateBundle | null,
    ...buffers: PyBufferProxy[]
  ): Promise<RunResult> {
    const { feeds, fetch } = JSON.parse(header) as { feeds: Feed[]; fetch: string[] };
    const { ort } = await this.ready();
    const tensors = makeTensors(ort, feeds, buffers); // copies: Python may go on at once
    const session = await this.session(name);
    if (state && state.generation !== this.generation) {
      throw new EngineError("engine_gpu_lost");
    }
    const past = state?.tensors ?? emptyPast(ort, session);
    for (const [suffix, tensor] of Object.entries(past)) tensors[`past.${suffix}`] = tensor;
    const presents = session.outputNames.filter((output) => output.startsWith("present."));
    const outputs = await this.alone(() => this.attempt(session, tensors, [...fetch, ...presents]));
    const kept = presents.map((output) => [output.slice("present.".length), outputs[output]]);
    const next = kept.length ? new StateBundle(Object.fromEntries(kept), this.generation) : null;
    return describeOutputs(outputs, fetch, next);
  }

  private async attempt(
    session: InferenceSession,
    feeds: Record<string, Tensor>,
    fetch: string[],
  ): Promise<InferenceSession.ReturnType> {
    try {
      const outputs = await session.run(feeds, fetch);
      this.failures = 0;
      return outputs;
    } catch (error) {
      // Out of memory or an abort leaves the whole WASM module unusable: only a new worker helps.
      this.failures += 1;
      if (this.failures >= MAX_FAILURES) this.onBroken(["engine_models_failed"]);
      throw new EngineError("engine_run_failed", reasonOf(error));
    }
  }

  private ready(): Promise<Backend> {
    this.backend ??= this.choose().then((backend) => this.announce(backend));
    return this.backend;
  }

  /** A loaded model has no graph for WebGPU, and no other of ours has one: all use the processor. */
  private async choose(): Promise<Backend> {
    return (await this.files.usesLoaded())
      ? loadBackend("wasm", ["engine_cpu_loaded"])
      : chooseBackend();
  }

  private announce(backend: Backend): Backend {
    this.board.merge({ backend: backend.name, threads: backend.threads });
    for (const note of backend.notes) this.board.note(note);
    return backend;
  }

  private session(name: string): Promise<InferenceSession> {
    const known = this.sessions.get(name);
    if (known) return known;
    const made = this.createOrFallBack(name);
    this.sessions.set(name, made);
    made.catch(() => {
      if (this.sessions.get(name) === made) this.sessions.delete(name);
    });
    return made;
  }

  /** A loaded model that fails, in whatever way, makes way for Nib's own. */
  private async createOrFallBack(name: string): Promise<InferenceSession> {
    try {
      await this.prepare(name);
      return await this.create(name);
    } catch (error) {
      if (!(await this.files.dropLoaded(name, error))) throw error;
      await this.prepare(name);
      return this.create(name);
    }
  }

  /** The graph for the backend; a graphics session must first give the known answer. */
  private async create(name: string): Promise<InferenceSession> {
    const backend = await this.ready();
    const onGpu = backend.name === "webgpu" && (await this.files.has(name, "graph_webgpu"));
    const session = await this.open(backend, name, onGpu ? "graph_webgpu" : "graph");
    if (!onGpu) return session;
    this.watchDevice(backend);
    const known = await this.knownAnswer(name);
    if (await this.alone(() => answersAsKnown(backend.ort, session, known))) return session;
    await session.release();
    await this.fallBack("engine_gpu_wrong");
    return this.create(name);
  }

  private async open(backend: Backend, name: string, role: string): Promise<InferenceSession> {
    const bytes = new Uint8Array(await this.files.read(name, role));
    const weights = await this.readWeights(name, role);
    const provider = role === "graph_webgpu" ? "webgpu" : "wasm";
    try {
      const session = await this.alone(() => createSession(backend.ort, bytes, weights, provider));
      this.files.settle(name, role);
      if (weights) this.files.settle(name, `${role}_weights`);
      if (provider === "webgpu") putOnCard(weights?.byteLength ?? 0);
      return session;
    } catch (error) {
      const told = new EngineError("engine_load_failed", name, reasonOf(error));
      this.files.fail(name, told);
      throw told;
    }
  }

  /** A large graph's weights lie beside it (wasm/package_models.py). */
  private async readWeights(name: string, role: string): Promise<Uint8Array | undefined> {
    const beside = `${role}_weights`;
    if (!(await this.files.has(name, beside))) return undefined;
    return this.files.readLarge(name, beside);
  }

  private async knownAnswer(name: string): Promise<KnownAnswer> {
    const text = new TextDecoder().decode(await this.files.read(name, "known_answer"));
    this.files.settle(name, "known_answer");
    return JSON.parse(text) as KnownAnswer;
  }

  private watchDevice(backend: Backend): void {
    const device = (backend.ort.env.webgpu as { device?: Promise<GPUDevice> | GPUDevice }).device;
    void Promise.resolve(device)
      .then((found) => found?.lost)
      .then((lost) => {
        if (lost) return this.fallBack("engine_gpu_lost");
        return undefined;
      });
  }

  /** Go on with WASM: other sessions are made on first need, states of before no longer fit. */
  private async fallBack(note: MessageKey): Promise<void> {
    if ((await this.ready()).name === "wasm") return;
    this.generation += 1;
    clearCard();
    this.sessions.clear();
    this.backend = loadBackend("wasm", [note]).then((backend) => this.announce(backend));
    await this.backend;
  }

  /** onnxruntime-web runs one thing at a time; what comes meanwhile waits here, in order. */
  private alone<T>(job: () => Promise<T>): Promise<T> {
    const result = this.last.then(job, job);
    this.last = result.catch(() => undefined);
    return result;
  }
}
