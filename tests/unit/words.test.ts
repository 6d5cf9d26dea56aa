// All that people read comes from messages.json: every message is used, every use fills its places, and
// no sentence stands in the code. Reads the sources as text, so it sees what is written out, not
// what is put together. (That a key exists is tsc's to say; Python's reasons are test_english.py's.)
/// <reference types="node" />
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import messages from "../../extension/_locales/en/messages.json";

const MESSAGES = new Map(Object.entries(messages).map(([key, { message }]) => [key, message]));
/** Not read by people: what the trial of a model is fed, a reason the browser's developers ask for. */
const NO_WORDS = ["Thank you for", /^Runs Nib's language engine in a worker/];

function read(path: string): string {
  return readFileSync(path, "utf8");
}

function sources(folder: string, ending: RegExp): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => ending.test(name)).map((name) => read(join(folder, name)));
}

/** Without comments, which may say what they like; "https://" begins none. */
function bare(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\\/])\/\/.*/g, "");
}

const WASM = sources("wasm", /\.ts$/).map(bare);
const TYPESCRIPT = [...sources("extension", /\.tsx?$/).map(bare), ...WASM];
const PYTHON = sources("py/nib", /\.py$/);
const MANIFEST = read("manifest.json").replace(/__MSG_(\w+)__/g, "$1");

test("every message is used", () => {
  const code = [...TYPESCRIPT, ...PYTHON, MANIFEST].join("\n");
  const written = new Set(code.match(/(?<=["`])[a-z]+(?:_\w+)*(?=["`])/g));
  // `popup_tone_${told}_of`: a word in each place, which the code knows as well.
  const known = new Set(code.match(/\b[a-z][a-z0-9_]+\b/g));
  const made = Array.from(code.matchAll(/["`]([a-z]+_\w*(?:\$?\{[^}\n]*\}\w*)+)["`]/g)).map(
    ([, template = ""]) => new RegExp(`^${template.replace(/\$?\{[^}]*\}/g, "(\\w+)")}$`),
  );
  const isMade = (key: string) =>
    made.some((pattern) =>
      pattern
        .exec(key)
        ?.slice(1)
        .every((word) => known.has(word)),
    );
  const unused = [...MESSAGES.keys()].filter(
    (key) => !/^(?:reason|rule)_/.test(key) && !written.has(key) && !isMade(key),
  );
  assert.deepEqual(unused, []); // but for what is made in Python, and of its kinds
});

test("messages are in order, and a dollar is always a place", () => {
  const keys = [...MESSAGES.keys()];
  assert.deepEqual(keys, [...keys].sort());
  for (const [key, message] of MESSAGES) assert.doesNotMatch(message, /\$(?![1-9])/, key);
});

/** What stands between the bracket before `at` and the one that closes it, cut at its commas. */
function partsAt(code: string, at: number): string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of code.slice(at).matchAll(/"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[\s\S]/g)) {
    if ("([{".includes(token)) depth++;
    if (")]}".includes(token) && depth-- === 0) break;
    if (token === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts.filter((part) => part.trim() !== "");
}

function placesOf(message: string): number {
  return new Set(message.match(/\$\d/g)).size;
}

/** Calls by what they are named, and wordings that are written as lists. */
const CALLS = /\b(?:t|note|EngineError|super)\(/g;
const LISTS = /\[(?="(?:engine|load|learn)_[a-z_]+")/g;

function wrongUses(codes: string[], openings: RegExp): string[] {
  return codes.flatMap((code) =>
    Array.from(code.matchAll(openings)).flatMap(({ 0: opening, index }) => {
      const [key = "", ...places] = partsAt(code, index + opening.length);
      if (/\.\.\./.test([key, ...places].join())) return [];
      const keys = Array.from(key.matchAll(/"([a-z_]+)"/g), ([, name = ""]) => name);
      const wrong = keys.filter((name) => {
        const message = MESSAGES.get(name);
        return message !== undefined && placesOf(message) !== places.length;
      });
      return wrong.map((name) => `${name}: ${places.length} places`);
    }),
  );
}

test("every message is given what its places need", () => {
  assert.deepEqual([...wrongUses(TYPESCRIPT, CALLS), ...wrongUses(WASM, LISTS)], []);
  assert.deepEqual(wrongUses(['t("engine_problem", name)'], CALLS), ["engine_problem: 1 places"]);
});

/** Texts in quotes or between tags that read like English: a capital, a second word. */
function sentences(code: string): string[] {
  const quoted = Array.from(code.matchAll(/"((?:\\.|[^"\\\n])*)"|`((?:\\.|[^`\\])*)`/g));
  const between = Array.from(code.matchAll(/[>}]\s*([^<>{}()=;]+?)\s*[<{]/g));
  const texts = [...quoted, ...between].map(([, one, other]) => one ?? other ?? "");
  return texts.filter((text) => /^[A-Z][a-z]+(?:'s)?,? [a-z]/.test(text));
}

test("no sentence stands in the code", () => {
  const found = TYPESCRIPT.flatMap(sentences).filter(
    (text) =>
      !NO_WORDS.some((known) => (known instanceof RegExp ? known.test(text) : known === text)),
  );
  assert.deepEqual(found, []);
  assert.deepEqual(sentences('<p class="a">Turn it on</p>; say("Nothing to do.")'), [
    "Nothing to do.",
    "Turn it on",
  ]);
});
