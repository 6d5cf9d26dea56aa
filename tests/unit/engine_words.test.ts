// The popup's sentences on the engine, for every condition of it.
/// <reference types="node" />
import "./chrome_i18n";
import assert from "node:assert/strict";
import { test } from "node:test";
import { backendWords, engineWords } from "../../extension/popup/engine_words";
import type { EngineState } from "../../extension/shared/messages";

const READY: EngineState = {
  phase: "ready",
  backend: "wasm",
  threads: 1,
  notes: [["engine_snapshot"]],
  start_ms: 1712,
  complete_ms: 83.6,
  correct_ms: 0,
  sentiment_ms: 0,
  heap_bytes: 0,
  models: { language: { phase: "ready", loaded_bytes: 5, total_bytes: 5 } },
};
const LOADING = { language: { phase: "loading", loaded_bytes: 45e6, total_bytes: 138e6 } } as const;
const BROKEN = {
  sentiment: {
    phase: "failed",
    loaded_bytes: 0,
    total_bytes: 9,
    error: ["engine_file_damaged", "m.onnx"],
  },
} satisfies EngineState["models"];

const ENGINES: [name: string, state: EngineState | null, tone: string, title: RegExp][] = [
  ["no host yet", null, "quiet", /Asleep/],
  ["idle", { ...READY, phase: "idle" }, "quiet", /Asleep/],
  ["starting", { ...READY, phase: "starting" }, "busy", /^Starting$/],
  ["loading", { ...READY, models: LOADING }, "busy", /Loading/],
  ["no model yet", { ...READY, backend: "", models: {} }, "good", /^Started$/],
  ["ready", READY, "good", /Ready/],
  ["stopped", { ...READY, phase: "failed", error: ["engine_died"] }, "bad", /stopped/],
  ["a part failed", { ...READY, models: BROKEN }, "bad", /part could not be loaded/],
  ["one loads, one failed", { ...READY, models: { ...LOADING, ...BROKEN } }, "bad", /part/],
];

for (const [name, state, tone, title] of ENGINES) {
  test(`engine: ${name}`, () => {
    const words = engineWords(state, true);
    assert.equal(words.tone, tone);
    assert.match(words.title, title);
  });
}

test("nothing is said until it is known whether there is an engine", () => {
  const { title, detail, facts } = engineWords(undefined, true);
  assert.deepEqual([title.trim(), detail, facts], ["", "", []]);
});

test("an engine at rest says what would start it", () => {
  assert.match(engineWords(null, true).detail, /click into a text field/);
  assert.match(engineWords(null, false).detail, /silent here/);
});

test("loading shows each model's megabytes", () => {
  assert.deepEqual(engineWords({ ...READY, models: LOADING }, true).bars, [
    { name: "Language model", amount: "45 of 138 MB", loaded_bytes: 45e6, total_bytes: 138e6 },
  ]);
  const grammar = { correction: { phase: "loading", loaded_bytes: 0, total_bytes: 24e6 } } as const;
  assert.equal(engineWords({ ...READY, models: grammar }, true).bars[0]?.name, "Grammar model");
  const unknown = { dictionary: { phase: "loading", loaded_bytes: 0, total_bytes: 0 } } as const;
  assert.equal(engineWords({ ...READY, models: unknown }, true).bars[0]?.amount, "Waiting");
});

test("all that loads is one bar, which what is loaded stays part of", () => {
  const models = { ...LOADING, ...READY.models, correction: { ...LOADING.language } };
  const whole = engineWords({ ...READY, models }, true).whole;
  assert.deepEqual([whole?.loaded_bytes, whole?.total_bytes], [45e6 + 5, 138e6 + 5]);
  assert.equal(engineWords(READY, true).whole, null);
});

test("what it takes stands beside where it runs", () => {
  const state = { ...READY, heap_bytes: 318.4e6 };
  assert.equal(engineWords(state, true).detail, "On the processor · 318 MB of memory");
  const facts = engineWords(state, true).facts;
  assert.deepEqual(facts.slice(0, 1), ["WebAssembly, 1 thread"]);
  assert.match(facts[1] ?? "", /holds 318 MB/);
});

test("problems name the part and what to do", () => {
  const state: EngineState = { ...READY, error: ["engine_died"], models: BROKEN };
  assert.deepEqual(engineWords(state, true).problems, [
    "Nib's engine stopped unexpectedly. It starts again when you go on.",
    "Sentiment model: Reinstall Nib: the file m.onnx is damaged.",
  ]);
});

test("facts leave out what did not happen yet", () => {
  assert.deepEqual(engineWords(READY, true).facts, [
    "WebAssembly, 1 thread",
    "Started in 1.7 s",
    "Completion: last answer in 84 ms",
    "Started from the memory snapshot.",
  ]);
});

for (const [change, words] of [
  [{}, "WebAssembly, 1 thread"],
  [{ threads: 2 }, "WebAssembly, 2 threads"],
  [{ backend: "webgpu" }, "WebGPU"],
  [{ backend: "" }, ""],
] as const) {
  test(`backend: ${words || "not known yet"}`, () => {
    assert.equal(backendWords({ ...READY, ...change }), words);
  });
}
