// The welcome page's guess of somebody's English, what it says of the engine and of the manifest.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import "./chrome_i18n";
import type { EngineState } from "../../extension/shared/messages";
import type { Wording } from "../../extension/shared/words";
import { dialectOf } from "../../extension/welcome/dialect";
import { lineOf } from "../../extension/welcome/engine_words";
import { reachOf } from "../../extension/welcome/promise";

for (const [language, dialect] of [
  ["en-US", "us"],
  ["en-GB", "uk"],
  ["en-IE", "uk"],
  ["en-CA", "ca"],
  ["en-AU", "au"],
  ["en-NZ", "au"],
  ["en-Latn-GB", "uk"],
  ["EN-gb", "uk"],
  ["en", "any"],
  ["en-DE", "any"],
  ["de-AT", "any"],
  ["fr-CA", "any"],
  ["", "any"],
] as const) {
  test(`dialect of ${language || "nothing"}`, () => assert.equal(dialectOf(language), dialect));
}

const STATE: EngineState = {
  phase: "ready",
  backend: "wasm",
  threads: 2,
  notes: [],
  start_ms: 900,
  complete_ms: 0,
  correct_ms: 0,
  sentiment_ms: 0,
  heap_bytes: 0,
  models: {},
};
const model = (phase: "loading" | "ready" | "failed", loaded_bytes: number, error?: Wording) => ({
  phase,
  loaded_bytes,
  total_bytes: 100e6,
  ...(error ? { error } : {}),
});
const line = (change: Partial<EngineState>) =>
  lineOf({ state: { ...STATE, ...change }, refusal: null });

test("before anything is typed it sleeps, and says so", () => {
  assert.equal(lineOf({ state: null, refusal: null }).tone, "quiet");
  assert.equal(line({ phase: "idle" }).tone, "quiet");
});

test("it is ready only when nothing loads any more", () => {
  assert.equal(line({ phase: "starting" }).tone, "busy");
  assert.equal(line({}).tone, "busy");
  const models = { language: model("loading", 30e6), dictionary: model("ready", 5) };
  assert.deepEqual(line({ models }), { tone: "busy", words: "130 of 200 MB", share: 0.65 });
  assert.equal(line({ models: { language: model("ready", 100e6) } }).tone, "good");
});

test("what failed is told", () => {
  const broken = {
    language: model("failed", 0, ["engine_file_damaged", "m"]),
    dictionary: model("ready", 5),
  };
  assert.deepEqual(line({ models: broken }), {
    tone: "bad",
    words: "Reinstall Nib: the file m is damaged.",
  });
  assert.match(line({ phase: "failed", error: ["engine_broken", "No room."] }).words, /No room/);
  assert.match(lineOf({ state: null, refusal: ["engine_not_running"] }).words, /not running/);
});

test("what our pages may reach is read out of the policy", () => {
  const policy = { extension_pages: "default-src 'none'; connect-src 'self'; img-src 'self'" };
  const manifest = { content_security_policy: policy } as unknown as chrome.runtime.Manifest;
  assert.equal(reachOf(manifest), "connect-src 'self'");
});
