// What nib-model.json may say, and the one line that is said when it says something else.
/// <reference types="node" />
import "./chrome_i18n";
import assert from "node:assert/strict";
import { test } from "node:test";
import { jobOf, outcomeOf, parameterWords, sizeWords } from "../../extension/options/model_words";
import { t } from "../../extension/shared/words";
import type { LoadEvent } from "../../wasm/model_loader";
import { modelBytes, modelFiles, parseManifest } from "../../wasm/model_manifest";
import { EngineError } from "../../wasm/protocol";

const HASH = "0".repeat(64);
const file = (path: string, bytes = 10) => ({ path, bytes, sha256: HASH });

function about(): Record<string, unknown> & { files: Record<string, Record<string, unknown>> } {
  return {
    format: 1,
    title: "Gemma 3 270M",
    licence: "gemma",
    architecture: "gemma3",
    parameters: 268_098_176,
    weights: "int8",
    vocabulary: 262_144,
    source_sha256: HASH,
    start: [2],
    files: {
      graph: file("model.onnx", 30),
      graph_weights: file("weights", 1000),
      tokenizer: file("tokenizer.json", 20),
      card: file("CARD.md"),
    },
  };
}

test("a real manifest is taken, its files come small ones first", () => {
  const manifest = parseManifest(JSON.stringify(about()));
  assert.equal(modelBytes(manifest), 1060);
  const roles = modelFiles(manifest).map(([role]) => role);
  assert.deepEqual(roles, ["card", "tokenizer", "graph", "graph_weights"]);
});

test("weights in the graph and no card are fine, and so is no start", () => {
  const { files, ...rest } = about();
  const { graph, tokenizer } = files;
  const manifest = parseManifest(
    JSON.stringify({ ...rest, start: [], files: { graph, tokenizer } }),
  );
  assert.equal(modelFiles(manifest).length, 2);
});

/** What people read of a manifest that is refused. */
function refusalOf(text: string): string {
  try {
    parseManifest(text);
  } catch (error) {
    if (error instanceof EngineError) return t(...error.wording);
  }
  assert.fail("it was not refused");
}

type Change = (it: ReturnType<typeof about>) => void;
const inGraph =
  (change: Record<string, unknown>): Change =>
  (it) => {
    it.files.graph = { ...it.files.graph, ...change };
  };
const set =
  (change: Record<string, unknown>): Change =>
  (it) =>
    void Object.assign(it, change);

const REFUSED: [name: string, change: Change, message: RegExp][] = [
  ["another format", set({ format: 2 }), /another version of Nib: convert it again/],
  ["no format", set({ format: undefined }), /format does not fit/],
  ["a format that is no number", set({ format: "1" }), /format does not fit/],
  ["a key that is not known", set({ extra: 1 }), /extra does not fit/],
  ["no title", set({ title: " " }), /title does not fit/],
  ["a title that is long", set({ title: "x".repeat(121) }), /title does not fit/],
  ["a title of two lines", set({ title: "One\nTwo" }), /title does not fit/],
  ["a title that turns the text around", set({ title: "\u202egnp.exe" }), /title does not fit/],
  ["no licence", set({ licence: undefined }), /licence does not fit/],
  ["parameters below one", set({ parameters: 0 }), /parameters does not fit/],
  ["parameters beyond number", set({ parameters: 1e300 }), /parameters does not fit/],
  ["other weights", set({ weights: "int2" }), /weights does not fit/],
  ["a start that is no list", set({ start: 2 }), /start does not fit/],
  ["a start of half a token", set({ start: [0.5] }), /start\.0 does not fit/],
  ["a start without end", set({ start: Array(65).fill(1) }), /start does not fit/],
  ["a folder above", inGraph({ path: "../model.onnx" }), /files\.graph\.path does not fit/],
  ["a folder below", inGraph({ path: "sub/model.onnx" }), /files\.graph\.path/],
  ["a Windows folder", inGraph({ path: "..\\model.onnx" }), /files\.graph\.path/],
  ["an absolute path", inGraph({ path: "/etc/passwd" }), /files\.graph\.path/],
  ["the folder itself", inGraph({ path: "." }), /files\.graph\.path/],
  ["a hidden file", inGraph({ path: ".model" }), /files\.graph\.path/],
  ["no name", inGraph({ path: "" }), /files\.graph\.path/],
  ["nib-model.json itself", inGraph({ path: "nib-model.json" }), /files\.graph\.path/],
  ["one file twice", inGraph({ path: "weights" }), /names one file twice/],
  ["an empty file", inGraph({ bytes: 0 }), /files\.graph\.bytes/],
  ["half a byte", inGraph({ bytes: 1.5 }), /files\.graph\.bytes/],
  ["a structure of 1 GB", inGraph({ bytes: 2 ** 30 }), /files\.graph\.bytes/],
  ["a hash in capitals", inGraph({ sha256: "A".repeat(64) }), /files\.graph\.sha256/],
  ["a hash that is short", inGraph({ sha256: "0" }), /files\.graph\.sha256/],
  ["an executable too", (it) => (it.files.script = file("x.js")), /files\.script does not fit/],
  ["no tokenizer", (it) => delete it.files.tokenizer, /files\.tokenizer does not fit/],
  [
    "weights of more than 4 GB",
    (it) => (it.files.graph_weights = file("weights", 2 ** 32 + 1)),
    /files\.graph_weights\.bytes/,
  ],
];

for (const [name, change, message] of REFUSED) {
  test(`refused: ${name}`, () => {
    const content = about();
    change(content);
    assert.match(refusalOf(JSON.stringify(content)), message);
  });
}

const NO_MANIFEST: [name: string, text: string, message: RegExp][] = [
  ["nothing", "", /it is not JSON/],
  ["no JSON", "{format: 1}", /it is not JSON/],
  ["null", "null", /does not fit/],
  ["a list", "[1]", /does not fit/],
  ["a text", '"format"', /does not fit/],
  ["a deep nest", `${"[".repeat(30_000)}${"]".repeat(30_000)}`, /does not fit|not JSON/],
  ["a long file", `{"format": 1, "title": "${"x".repeat(70_000)}"}`, /is too long/],
  ["a prototype", '{"__proto__": {"format": 1}}', /does not fit/],
];

for (const [name, text, message] of NO_MANIFEST) {
  test(`no manifest: ${name}`, () => {
    assert.match(refusalOf(text), message);
  });
}

test("a refusal is one short line, whatever a file says", () => {
  const content = set({ ["k".repeat(500)]: 1 });
  const it = about();
  content(it);
  const refusal = refusalOf(JSON.stringify(it));
  assert.ok(refusal.length < 120 && !refusal.includes("\n"));
});

for (const [bytes, words] of [
  [40, "1 kB"],
  [52_000, "52 kB"],
  [1_371_968, "1.4 MB"],
  [128_969_903, "129 MB"],
  [4_200_000_000, "4.2 GB"],
] as const) {
  test(`size: ${words}`, () => assert.equal(sizeWords(bytes), words));
}

for (const [count, words] of [
  [35_425, "35,425 parameters"],
  [268_098_176, "268 million parameters"],
  [1_235_814_400, "1.2 billion parameters"],
] as const) {
  test(`parameters: ${words}`, () => assert.equal(parameterWords(count), words));
}

test("what is said while a model is copied, and after", () => {
  const copying = { kind: "copying", title: "M", done_bytes: 5e6, total_bytes: 2e7 } as const;
  assert.equal(jobOf(copying)?.amount, "5.0 MB of 20 MB");
  assert.equal(outcomeOf(copying), null);
  assert.equal(jobOf({ kind: "trying", title: "M" })?.title, "Trying M");
  const failed = { kind: "failed", reason: ["load_content", "weights"] } satisfies LoadEvent;
  assert.equal(
    outcomeOf(failed)?.text,
    "The file weights is damaged: its content is not what it should be. Nothing was changed.",
  );
  const done = { kind: "done", id: "1", title: "M", replaced_active: true } as const;
  assert.equal(outcomeOf(done)?.text, "M is loaded. Nib uses it.");
});
