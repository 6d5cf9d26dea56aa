// Tries a model before it is kept: its tokenizer must be read, its graph be loaded by onnxruntime
// and say what comes next. In: the model's files. Throws EngineError for people. Always on the
// processor, as such a model runs later. Whether it says anything sensible is not looked at.
import type { InferenceSession } from "onnxruntime-web";
import { promptFeeds } from "./known_answer";
import { BlobBytes } from "./lent_bytes";
import { createSession, loadBackend, type OrtModule } from "./ort_backend";
import { EngineError, reasonOf } from "./protocol";
import { BridgeTokenizer } from "./tokenizers";

export type TrialFiles = { graph: File; graph_weights: File | null; tokenizer: File };

const SAMPLE = "Thank you for";
const TOP_K = 4;

async function tokenize(file: File, start: readonly number[]): Promise<number[]> {
  try {
    const tokenizer = new BridgeTokenizer(JSON.parse(await file.text()));
    const ids = [...start, ...tokenizer.encode(SAMPLE)];
    const size = (JSON.parse(tokenizer.vocabulary()) as string[]).length;
    if (ids.length > 0 && ids.every((id) => id < size)) return ids;
  } catch (error) {
    throw new EngineError("load_tokenizer", reasonOf(error));
  }
  throw new EngineError("load_tokenizer_empty");
}

async function open(ort: OrtModule, files: TrialFiles): Promise<InferenceSession> {
  const graph = new Uint8Array(await files.graph.arrayBuffer());
  const weights = files.graph_weights ? new BlobBytes(files.graph_weights) : undefined;
  return createSession(ort, graph, weights, "wasm");
}

async function next(ort: OrtModule, session: InferenceSession, ids: number[]): Promise<number[]> {
  const presents = session.outputNames.filter((name) => name.startsWith("present."));
  const fetch = ["topk_ids", "topk_logprobs", "target_logprobs", ...presents];
  const outputs = await session.run(promptFeeds(ort, session, ids, TOP_K), fetch);
  return Array.from((await outputs.topk_logprobs?.getData()) as Float32Array);
}

/** Resolves when the model works. `start`: token ids before every text. */
export async function tryModel(files: TrialFiles, start: readonly number[]): Promise<void> {
  const ids = await tokenize(files.tokenizer, start);
  const { ort } = await loadBackend("wasm", []);
  try {
    const logprobs = await next(ort, await open(ort, files), ids);
    if (logprobs.length === TOP_K && logprobs.every((value) => value <= 1e-3)) return;
  } catch (error) {
    throw new EngineError("load_not_run", reasonOf(error));
  }
  throw new EngineError("load_nothing");
}
