// Nib as the extension has it (Pyodide, onnxruntime-web, one thread) and Harper's wasm, in Node, timed.
// In: lines of JSON {"system", "text"} on stdin. Out: a line each, {"ms", "cpu"}; "ready" first.
// Arguments: the folders of models, of nib's Python sources, and of harper.js. Text is not kept.
/// <reference types="node" />
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import * as ort from "onnxruntime-web/wasm";
import { loadPyodide } from "pyodide";
import { StateBundle } from "../../../wasm/ort_bridge";
import { describeOutputs, emptyPast, type Feed, makeTensors } from "../../../wasm/tensors";
import { BridgeTokenizer } from "../../../wasm/tokenizers";

type Index = Record<string, { files: Record<string, { path: string }> }>;
type Buffers = Parameters<typeof makeTensors>[2][number];
type Check = (text: string) => Promise<unknown>;

const [models = "", sources = "", harper = ""] = process.argv.slice(2);
const START = `
import sys
sys.path.insert(0, "/nib")
from nib.dictionary import Dictionary
from nib.loading import load_corrector, load_reader
from nib.runtime.in_browser import BrowserRuntime
from nib.tagger import load_tagger
from nib.tagger_corrector import TaggedCorrector

async def start(bridge):
    runtime = BrowserRuntime(bridge)
    dictionary = Dictionary(await runtime.read_data("dictionary"))
    whole = await load_corrector(runtime)
    tagger = TaggedCorrector(dictionary, await load_tagger(runtime))
    reader = await load_reader(runtime)
    return {"nib": whole.correct, "nib-no-lm": tagger.correct, "nib-sentiment": reader.read}
start
`;

/** What nib.runtime.in_browser needs of wasm/bridge.ts, over a folder of files. */
class FolderBridge {
  private readonly sessions = new Map<string, ort.InferenceSession>();
  constructor(private readonly index: Index) {}

  private read(name: string, role: string): Promise<Buffer> {
    return readFile(join(models, this.index[name]?.files[role]?.path ?? ""));
  }

  readonly ort = {
    load: async (name: string): Promise<void> => {
      if (this.sessions.has(name)) return;
      const graph = await this.read(name, "graph");
      const options = { executionProviders: ["wasm"], enableCpuMemArena: false };
      this.sessions.set(name, await ort.InferenceSession.create(graph, options));
    },
    run: async (name: string, header: string, state: StateBundle | null, ...data: Buffers[]) => {
      const { feeds, fetch } = JSON.parse(header) as { feeds: Feed[]; fetch: string[] };
      const session = this.sessions.get(name);
      if (!session) throw new Error(`${name} is not loaded`);
      const tensors = makeTensors(ort, feeds, data);
      const past = state?.tensors ?? emptyPast(ort, session);
      for (const [suffix, tensor] of Object.entries(past)) tensors[`past.${suffix}`] = tensor;
      const presents = session.outputNames.filter((output) => output.startsWith("present."));
      const outputs = await session.run(tensors, [...fetch, ...presents]);
      const kept = presents.map((output) => [output.slice("present.".length), outputs[output]]);
      const next = kept.length ? new StateBundle(Object.fromEntries(kept), 0) : null;
      return describeOutputs(outputs, fetch, next);
    },
  };

  async tokenizer(name: string): Promise<BridgeTokenizer> {
    return new BridgeTokenizer(JSON.parse((await this.read(name, "tokenizer")).toString()));
  }

  async data(name: string): Promise<Uint8Array> {
    return new Uint8Array(await this.read(name, "data"));
  }
}

async function startNib(): Promise<Record<string, Check>> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  const index = JSON.parse(await readFile(join(models, "index.json"), "utf-8")) as Index;
  const python = await loadPyodide();
  python.mountNodeFS("/nib", sources);
  const checks = await python.runPython(START)(new FolderBridge(index));
  return Object.fromEntries(
    ["nib", "nib-no-lm", "nib-sentiment"].map((name) => {
      const check = checks.get(name);
      return [name, async (text: string) => (await check(text)).destroy()];
    }),
  );
}

async function startHarper(): Promise<Check> {
  const load = (file: string) => import(pathToFileURL(join(harper, "dist", file)).href);
  const { LocalLinter, Dialect } = await load("index.js");
  const { binary } = await load("binary.js");
  const linter = new LocalLinter({ binary, dialect: Dialect.American });
  await linter.setup();
  return (text) => linter.lint(text, { language: "plaintext" });
}

const checks: Record<string, Check> = { ...(await startNib()), harper: await startHarper() };
console.log("ready");
for await (const line of createInterface({ input: process.stdin })) {
  const { system, text } = JSON.parse(line) as { system: string; text: string };
  const cpu = process.cpuUsage();
  const started = performance.now();
  await checks[system]?.(text);
  const ms = performance.now() - started;
  const { user, system: kernel } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms, cpu: (user + kernel) / 1000 }));
}
process.exit(0);
