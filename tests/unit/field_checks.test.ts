// What a field asks the engine, and what it makes of the answers. The engine is the test's own.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ask, EngineClient, Listener } from "../../extension/content/engine_client";
import { FieldChecks } from "../../extension/content/field_checks";
import { frameSettings } from "../../extension/shared/frame_settings";
import type { Edit } from "../../extension/shared/messages";
import { parseSettings } from "../../extension/shared/settings_schema";

function stage() {
  const asked: Ask[] = [];
  const listeners: Listener[] = [];
  const ask = (request: Ask, listener: Listener) => {
    asked.push(request);
    listeners.push(listener);
    return () => {};
  };
  const engine = { ask } as unknown as EngineClient;
  const checks = new FieldChecks(
    engine,
    () => frameSettings(parseSettings({}), { urls: [], isPrivate: false }, 0),
    new Set(),
    () => {},
  );
  const answer = (edits: Edit[], partial?: boolean) => {
    const more = partial === undefined ? {} : { partial };
    listeners.at(-1)?.onReply({ kind: "correct", id: 0, edits, ...more });
  };
  return { checks, asked, answer };
}

const TEXT = "One teh.\nTwo hte";
const the = (start: number): Edit => ({
  start,
  end: start + 3,
  replacement: "the",
  kind: "spelling",
  reason: ["reason_spacing"],
  confidence: 1,
});

test("while typing, the caret goes along with its own block, counted from the block's start", () => {
  const { checks, asked, answer } = stage();
  checks.lookAt(TEXT, TEXT.length);
  checks.checkGrammar(true);
  answer([]);
  answer([the(4)]);
  assert.deepEqual(asked, [
    { kind: "correct", text: "Two hte", caret: 7, dictionary: [], dialect: "any" },
    { kind: "correct", text: "One teh.", dictionary: [], dialect: "any" },
  ]);
  assert.ok(!checks.isGrammarDone);
});

test("at rest the word that was left alone is asked for, and nothing else", () => {
  const { checks, asked, answer } = stage();
  checks.lookAt(TEXT, TEXT.length);
  checks.checkGrammar(true);
  answer([]);
  answer([the(4)]);
  checks.checkGrammar(false);
  assert.deepEqual(asked.at(-1), {
    kind: "correct",
    text: "Two hte",
    dictionary: [],
    dialect: "any",
  });
  answer([the(4)]);
  assert.equal(asked.length, 3);
  assert.ok(checks.isGrammarDone);
  checks.lookAt(TEXT, TEXT.length);
  assert.deepEqual(
    checks.findings.map(({ start }) => start),
    [4, 13],
  );
});

test("findings of a partial answer show, and wait for the rest", () => {
  const { checks, answer } = stage();
  checks.lookAt("One teh.", 0);
  checks.checkGrammar(false);
  answer([the(4)], true);
  checks.lookAt("One teh.", 0);
  assert.equal(checks.findings.length, 1);
  assert.ok(!checks.isGrammarDone);
  answer([]);
  checks.lookAt("One teh.", 0);
  assert.equal(checks.findings.length, 0);
  assert.ok(checks.isGrammarDone);
});

test("far from the caret is checked when all near it is, and findings there are kept in step", () => {
  const { checks, asked, answer } = stage();
  const line = `${"Plain words. ".repeat(80)}\n`;
  const far = "One teh.\n";
  const text = far + line.repeat(30);
  checks.lookAt(text, text.length);
  checks.checkGrammar(false);
  answer([]);
  assert.ok(!asked.some((ask) => "text" in ask && ask.text === "One teh."));
  while (checks.widen()) {
    checks.lookAt(text, text.length);
    checks.checkGrammar(false);
  }
  assert.deepEqual(asked.at(-1), {
    kind: "correct",
    text: "One teh.",
    dictionary: [],
    dialect: "any",
  });
  answer([the(4)]);
  checks.lookAt(text, text.length);
  const places = () => checks.findings.map(({ start }) => start);
  assert.deepEqual(places(), [4]);

  const longer = `So ${text}`;
  checks.carryOver({ start: 0, oldEnd: 0, newEnd: 3 }, longer);
  checks.lookAt(longer, longer.length); // only what is near again
  assert.deepEqual(places(), [7]);
  const other = longer.replace("teh", "the");
  checks.carryOver({ start: 7, oldEnd: 10, newEnd: 10 }, other);
  checks.lookAt(other, other.length);
  assert.deepEqual(places(), []);
});

test("a change ends what is asked about text far away", () => {
  const { checks, asked, answer } = stage();
  const text = `${"Far away.\n".repeat(1)}${`${"Plain words. ".repeat(80)}\n`.repeat(30)}`;
  checks.lookAt(text, text.length);
  checks.checkGrammar(false);
  answer([]);
  assert.ok(checks.widen());
  checks.lookAt(text, text.length);
  checks.checkGrammar(false);
  const before = asked.length;
  checks.carryOver(
    { start: text.length, oldEnd: text.length, newEnd: text.length + 1 },
    `${text}x`,
  );
  answer([]);
  assert.equal(asked.length, before);
});
