// Wordings on their way: what the host lets through, what becomes of errors, notes said twice.
/// <reference types="node" />
import "./chrome_i18n";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as v from "valibot";
import { EngineReply } from "../../extension/shared/messages";
import { MAX_TEXT } from "../../extension/shared/wire";
import { t } from "../../extension/shared/words";
import { EngineError, wordingOf } from "../../wasm/protocol";
import { StateBoard } from "../../wasm/state_board";

const REASONS: [name: string, reason: unknown, fits: boolean][] = [
  ["a key alone", ["engine_died"], true],
  ["a key and places", ["engine_load_failed", "language", "no memory"], true],
  ["markup in a place, which is text", ["engine_broken", "<b>x</b>"], true],
  ["nothing", undefined, false],
  ["a sentence", "It is broken.", false],
  ["no key", [], false],
  ["a sentence for a key", ["It is broken."], false],
  ["a key without end", ["a".repeat(41)], false],
  ["a place that is no text", ["engine_broken", 7], false],
  ["many places", ["engine_broken", "1", "2", "3", "4"], false],
  ["a place longer than a text", ["engine_broken", "x".repeat(MAX_TEXT + 1)], false],
];

for (const [name, reason, fits] of REASONS)
  test(`a reason of ${name} ${fits ? "goes on" : "is stopped"}`, () => {
    const reply = { kind: "error", id: 1, code: "model", reason };
    assert.equal(v.is(EngineReply, reply), fits);
    const edit = { start: 0, end: 1, replacement: "", kind: "spacing", confidence: 1, reason };
    assert.equal(v.is(EngineReply, { kind: "correct", id: 1, edits: [edit] }), fits);
  });

test("an error of ours keeps its words; of another's there is one short line", () => {
  const ours = new EngineError("engine_file_missing", "models/x");
  assert.equal(
    t(...wordingOf(ours, "engine_broken")),
    "Reinstall Nib: the file models/x is missing.",
  );
  const other = new TypeError(`no backend\n${"at ort ".repeat(99)}`);
  assert.equal(
    t(...wordingOf(other, "engine_load_failed", "language")),
    "The model language could not be loaded: no backend",
  );
  assert.equal(wordingOf("x".repeat(500), "engine_broken")[1]?.length, 200);
});

test("a note is said once", () => {
  const board = new StateBoard(() => {});
  for (const title of ["A", "B", "A"]) board.note("engine_model_loaded", title);
  assert.deepEqual(
    board.current.notes.map(([, title]) => title),
    ["A", "B"],
  );
  board.flush();
});
