// What of a field's text Nib may learn from: typed by the person, finished, once, without findings.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { changeBetween } from "../../extension/content/adapters/change";
import type { Finding } from "../../extension/content/findings";
import { Learner } from "../../extension/content/learner";
import type { SessionContext } from "../../extension/content/session_context";

function field(before = "") {
  const taught: (string | [string, string])[] = [];
  const settings = { learns: true };
  const context = {
    settings: () => settings,
    engine: {
      learn: (text: string, accepted?: string) =>
        taught.push(accepted === undefined ? text : [text, accepted]),
    },
  } as unknown as SessionContext;
  const learner = new Learner(before, context);
  let text = before;
  const become = (after: string, byHand: boolean) => {
    const change = changeBetween(text, after);
    if (change) learner.carryOver(change, after, byHand);
    text = after;
  };
  return { learner, taught, settings, become, type: (more: string) => become(text + more, true) };
}

test("a finished sentence is learned once; the rest when the field is left", () => {
  const { learner, taught, type } = field();
  type("We met at noon. And th");
  learner.rest({ isGrammarDone: true, findings: [] });
  type("en we left");
  learner.rest(null);
  assert.deepEqual(taught, ["We met at noon."]);
  learner.learn([], "left");
  learner.learn([], "left");
  assert.deepEqual(taught, ["We met at noon.", " And then we "]); // "left" may be only begun
});

test("what was there, was set by the page or pasted is not learned", () => {
  const { learner, taught, type, become } = field("Dear all. ");
  type("We met at noon. ");
  become("Dear all. We met at noon. Pasted words of others. ", false);
  type("It was nice.");
  learner.learn([], "left");
  assert.deepEqual(taught, ["We met at noon. ", "It was nice."]);
});

test("a word that was only begun or ended by hand is left out", () => {
  const { learner, taught, become } = field("The conf was good.");
  become("The conference in May was good.", true);
  learner.learn([], "left");
  assert.deepEqual(taught, [" in May"]);
});

test("a chat's page that empties the field has sent it", () => {
  const { taught, type, become } = field();
  type("See you at noon");
  become("", false);
  assert.deepEqual(taught, ["See you at noon"]);
});

test("who deletes all of it did not write it", () => {
  const { learner, taught, type, become } = field();
  type("See you at noon.");
  become("", true);
  learner.learn([], "left");
  assert.deepEqual(taught, []);
});

test("with findings it waits; left with them, the words they flag are not learned", () => {
  const { learner, taught, type } = field();
  type("We met teh man at noon.");
  const findings = [{ start: 7, end: 10 }] as unknown as Finding[];
  learner.rest({ isGrammarDone: true, findings });
  learner.rest({ isGrammarDone: false, findings: [] });
  assert.deepEqual(taught, []);
  learner.learn(findings, "left");
  assert.deepEqual(taught, ["We met ", " man at noon."]);
});

test("what is accepted goes with the text before it", () => {
  const { learner, taught, type } = field();
  type("Thank you ");
  learner.accept(10, "for your help");
  assert.deepEqual(taught, [["Thank you ", "for your help"]]);
});

test("nothing leaves the field while Nib does not learn here", () => {
  const { learner, taught, settings, type } = field();
  settings.learns = false;
  type("We met at noon.");
  learner.accept(15, " and more");
  learner.learn([], "resting");
  learner.learn([], "left");
  assert.deepEqual(taught, []);
});
