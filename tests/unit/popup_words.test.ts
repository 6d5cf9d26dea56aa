// The popup's sentences for every condition of the page and the engine.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PageView } from "../../extension/popup/page";
import {
  backendWords,
  engineWords,
  rivalWords,
  siteWords,
  whySilent,
} from "../../extension/popup/words";
import type { EngineState } from "../../extension/shared/messages";
import { parseSettings, type Settings } from "../../extension/shared/settings_schema";

const DEFAULTS = parseSettings({});
const PAGE: PageView = {
  site: "example.org",
  kind: "site",
  reached: true,
  private_window: false,
  rivals: [],
};
const ALL_OFF = { completion: false, correction: false, sentiment: false };

const PAGES: [
  name: string,
  settings: Partial<Settings>,
  page: Partial<PageView>,
  silence: RegExp | null,
][] = [
  ["nothing in the way", {}, {}, null],
  ["off everywhere", { enabled: false }, { reached: false }, /off everywhere/],
  ["off on the site", { sites_off: ["example.org"] }, {}, /off on this site/],
  ["another site is off", { sites_off: ["example.com"] }, {}, null],
  ["no feature is on", ALL_OFF, {}, /three features are off/],
  ["one feature is on", { ...ALL_OFF, sentiment: true }, {}, null],
  ["opened before Nib", {}, { reached: false }, /reload/],
  ["the store", {}, { site: "chromewebstore.google.com", reached: false }, /store/],
  ["a browser page", {}, { kind: "browser", site: null, reached: false }, /own pages/],
  ["a local file", {}, { kind: "file", site: null, reached: false }, /allow file access/],
  ["a local file, allowed", {}, { kind: "file", site: null }, null],
  ["an address not shown", {}, { kind: "unknown", site: null, reached: false }, /pages like this/],
];

for (const [name, settings, page, silence] of PAGES) {
  test(`why silent: ${name}`, () => {
    const words = whySilent({ ...DEFAULTS, ...settings }, { ...PAGE, ...page });
    if (silence === null) assert.equal(words, null);
    else assert.match(words ?? "", silence);
  });
}

test("a private window says why its switch is still", () => {
  const page = { ...PAGE, private_window: true };
  assert.match(siteWords(DEFAULTS, page, "example.org").detail, /Nothing is stored/);
});

const RIVALS: [rivals: PageView["rivals"], beside: boolean, words: RegExp | null][] = [
  [[], false, null],
  [["Grammarly"], false, /^Grammarly is active on this page: Nib shows no corrections here\.$/],
  [["Grammarly", "Harper"], false, /^Grammarly and Harper are active/],
  [["Smart Compose"], false, /Smart Compose writes ahead/],
  [["LanguageTool", "Smart Compose"], false, /^LanguageTool is active/],
  [["Grammarly"], true, null],
];

for (const [rivals, beside_rivals, words] of RIVALS) {
  test(`rivals: ${rivals.join(", ") || "none"}${beside_rivals ? ", side by side" : ""}`, () => {
    const said = rivalWords({ ...DEFAULTS, beside_rivals }, rivals);
    if (words === null) assert.equal(said, null);
    else assert.match(said ?? "", words);
  });
}

const READY: EngineState = {
  phase: "ready",
  backend: "wasm",
  threads: 1,
  notes: ["memory snapshot"],
  start_ms: 1712,
  complete_ms: 83.6,
  correct_ms: 0,
  sentiment_ms: 0,
  models: { language: { phase: "ready", loaded_bytes: 5, total_bytes: 5 } },
};
const LOADING = { language: { phase: "loading", loaded_bytes: 45e6, total_bytes: 138e6 } } as const;
const BROKEN = {
  sentiment: { phase: "failed", loaded_bytes: 0, total_bytes: 9, error: "It is damaged." },
} as const;

const ENGINES: [name: string, state: EngineState | null, tone: string, title: RegExp][] = [
  ["no host yet", null, "quiet", /Asleep/],
  ["idle", { ...READY, phase: "idle" }, "quiet", /Asleep/],
  ["starting", { ...READY, phase: "starting" }, "busy", /Starting Python/],
  ["loading", { ...READY, models: LOADING }, "busy", /Loading/],
  ["no model yet", { ...READY, backend: "", models: {} }, "good", /Python is ready/],
  ["ready", READY, "good", /Ready/],
  ["stopped", { ...READY, phase: "failed", error: "It died." }, "bad", /stopped/],
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

test("an engine at rest says what would start it", () => {
  assert.match(engineWords(null, true).detail ?? "", /click into a text field/);
  assert.match(engineWords(null, false).detail ?? "", /Nib is off/);
});

test("loading shows each model's megabytes", () => {
  assert.deepEqual(engineWords({ ...READY, models: LOADING }, true).bars, [
    { name: "Language model", amount: "45 of 138 MB", loaded_bytes: 45e6, total_bytes: 138e6 },
  ]);
  const grammar = { correction: { phase: "loading", loaded_bytes: 0, total_bytes: 24e6 } } as const;
  assert.equal(engineWords({ ...READY, models: grammar }, true).bars[0]?.name, "Grammar model");
  const unknown = { dictionary: { phase: "loading", loaded_bytes: 0, total_bytes: 0 } } as const;
  assert.equal(engineWords({ ...READY, models: unknown }, true).bars[0]?.amount, "waiting");
});

test("problems name the part and what to do", () => {
  const state: EngineState = { ...READY, error: "It died.", models: BROKEN };
  assert.deepEqual(engineWords(state, true).problems, [
    "It died.",
    "Sentiment model: It is damaged.",
  ]);
});

test("facts leave out what did not happen yet", () => {
  assert.deepEqual(engineWords(READY, true).facts, [
    "Python started in 1.7 s",
    "Completion: last answer in 84 ms",
    "memory snapshot",
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
