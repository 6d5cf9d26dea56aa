// Chooses where graphs run and loads the one onnxruntime-web bundle for it.
// WebGPU when a hardware adapter answers and JSPI is there (the jspi bundle is 10 MB smaller than
// the asyncify one); else WASM SIMD. Whether WebGPU computes right is checked in ort_bridge.ts.
import type * as Ort from "onnxruntime-web";
import type { MessageKey } from "../extension/shared/words";
import { packageUrl } from "./package_files";
import { EngineError } from "./protocol";

/** The name a graph knows its weights by; wasm/package_models.py says the same. */
const WEIGHTS = "weights";

export type BackendName = "wasm" | "webgpu";
export type OrtModule = typeof Ort;
export type Backend = { name: BackendName; ort: OrtModule; threads: number; notes: MessageKey[] };

/** Measured: see README.md, "Threads". Where pages are not cross-origin isolated there is one. */
const WASM_THREADS = 1;
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;
const BUNDLES: Record<BackendName, string> = {
  wasm: "vendor/ort/ort.wasm.min.mjs",
  webgpu: "vendor/ort/ort.jspi.min.mjs",
};

/** Why WebGPU cannot be used here; null when it can. */
export async function whyNotWebGpu(): Promise<MessageKey | null> {
  if (!navigator.gpu) return "engine_cpu_webgpu";
  if (!("Suspending" in WebAssembly)) return "engine_cpu_jspi";
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (!adapter) return "engine_cpu_adapter";
  const { info } = adapter;
  const names = `${info.vendor} ${info.architecture} ${info.description}`;
  if (info.isFallbackAdapter || SOFTWARE.test(names)) return "engine_cpu_software";
  return null;
}

export async function loadBackend(name: BackendName, notes: MessageKey[]): Promise<Backend> {
  const url = packageUrl(BUNDLES[name]);
  const ort = (await import(url).catch(() => {
    throw new EngineError("engine_file_bad", BUNDLES[name]);
  })) as OrtModule;
  const threads = name === "wasm" && crossOriginIsolated ? WASM_THREADS : 1;
  ort.env.wasm.wasmPaths = packageUrl("vendor/ort/");
  ort.env.wasm.proxy = false; // this is a worker already
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  return { name, ort, threads, notes };
}

export async function chooseBackend(): Promise<Backend> {
  const reason = await whyNotWebGpu();
  return reason ? loadBackend("wasm", [reason]) : loadBackend("webgpu", []);
}

/** A session of a graph, its weights beside it or in it. Throws onnxruntime's own errors. */
export function createSession(
  ort: OrtModule,
  graph: Uint8Array,
  weights: Uint8Array | undefined,
  provider: BackendName,
): Promise<Ort.InferenceSession> {
  return ort.InferenceSession.create(graph, {
    executionProviders: [provider],
    enableCpuMemArena: false, // the arena rounds up; our peaks are short and differ in size
    ...(provider === "webgpu" ? { preferredOutputLocation: "gpu-buffer" } : {}),
    ...(weights ? { externalData: [{ path: WEIGHTS, data: weights }] } : {}),
  });
}
