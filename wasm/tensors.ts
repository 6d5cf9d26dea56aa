// Tensors between Python's buffers and onnxruntime-web. Pure: no session state, no files.
// Buffers are copied once on the way in (Python may reuse them) and handed over on the way out.
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { OrtModule } from "./ort_backend";
import type { StateBundle } from "./ort_bridge";
import { EngineError } from "./protocol";

export type Feed = { name: string; dtype: "float32" | "int32" | "int64"; shape: number[] };
type PyBufferView = { data: Uint8Array; release(): void };
/** A Python object with the buffer protocol, as Pyodide hands it over. */
export type PyBuffer = { getBuffer(type: "u8"): PyBufferView };

/** What Python reads: JSON of [name, dtype, shape], the same outputs' bytes, the new state. */
export class RunResult {
  constructor(
    readonly header: string,
    readonly data: Uint8Array<ArrayBuffer>[],
    readonly state: StateBundle | null,
  ) {}

  /** Python has its copy of `data`. */
  release(): void {
    this.data.forEach(freeAtOnce);
  }
}

/**
 * Give the memory back now. The collector lets hundreds of megabytes of buffers lie while someone
 * types; what is transferred to nowhere is free at once.
 */
export function freeAtOnce({ buffer }: { buffer: ArrayBuffer }): void {
  buffer.transfer(0);
}

const VIEWS = { float32: Float32Array, int32: Int32Array, int64: BigInt64Array } as const;

export function makeTensors(
  ort: OrtModule,
  feeds: readonly Feed[],
  buffers: readonly PyBuffer[],
): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  feeds.forEach(({ name, dtype, shape }, index) => {
    const view = buffers[index]?.getBuffer("u8");
    if (!view) throw new EngineError("engine_run_failed", `no data for ${name}`);
    const bytes = view.data.slice().buffer;
    view.release();
    tensors[name] = new ort.Tensor(dtype, new VIEWS[dtype](bytes) as never, shape);
  });
  return tensors;
}

/** Caches before the first run: every axis the graph leaves open has length 0, as in native.py. */
export function emptyPast(ort: OrtModule, session: InferenceSession): Record<string, Tensor> {
  const empty: Record<string, Tensor> = {};
  for (const input of session.inputMetadata) {
    if (!input.isTensor || !input.name.startsWith("past.")) continue;
    const shape = input.shape.map((size) => (typeof size === "number" && size > 0 ? size : 0));
    empty[input.name.slice("past.".length)] = new ort.Tensor(input.type, [] as never, shape);
  }
  return empty;
}

export async function describeOutputs(
  outputs: InferenceSession.ReturnType,
  fetch: readonly string[],
  state: StateBundle | null,
): Promise<RunResult> {
  const header: [string, string, readonly number[]][] = [];
  const data: Uint8Array<ArrayBuffer>[] = [];
  for (const name of fetch) {
    const tensor = outputs[name];
    if (!tensor) throw new EngineError("engine_run_failed", `it gave no ${name}`);
    header.push([name, tensor.type, tensor.dims]);
    const values = (await tensor.getData(true)) as Float32Array<ArrayBuffer>; // or another type
    data.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  return new RunResult(JSON.stringify(header), data, state);
}
