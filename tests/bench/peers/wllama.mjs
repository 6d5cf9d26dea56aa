// SmolLM2 in llama.cpp's WebAssembly, one thread, the prompt's cache kept between calls.
// In: a prompt. Out: the greedy text, and when each piece of it came. Stops where sentences end.
import { LoggerWithoutDebug, Wllama } from "/node/wllama/esm/index.js";

const logger = { ...LoggerWithoutDebug, log: () => {}, warn: () => {} };
const wllama = new Wllama({ default: "/node/wllama/esm/wasm/wllama.wasm" }, { logger });

export async function load({ gguf }) {
  const file = await (await fetch(`/cache/${gguf}`)).blob();
  const one = { n_threads: 1, n_parallel: 1, n_gpu_layers: 0 };
  await wllama.loadModel([file], { ...one, n_ctx: 1024, warmup: true });
}

export async function suggest({ prompt, tokens }) {
  const started = performance.now();
  const pieces = [];
  await wllama.createCompletion({
    prompt,
    max_tokens: tokens,
    temperature: 0,
    top_k: 1,
    cache_prompt: true,
    stop: [".", "!", "?", "\n"],
    stream: true,
    onData: (chunk) => pieces.push([performance.now() - started, chunk.choices[0]?.text ?? ""]),
  });
  return { pieces, full_ms: performance.now() - started };
}
