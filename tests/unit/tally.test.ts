// What the content script counts of what it shows and writes.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Tally } from "../../extension/content/tally";
import type { Counts } from "../../extension/shared/statistics";

function stage() {
  const sent: Counts[] = [];
  return { sent, tally: new Tally((counts) => sent.push(counts)) };
}

test("a ghost in sight is one, however often it is drawn; what is taken of it is one", () => {
  const { sent, tally } = stage();
  tally.shows(false);
  tally.shows(true);
  tally.completed("unity");
  tally.shows(true);
  tally.completed(" to thank you.");
  tally.shows(false);
  tally.shows(true);
  tally.flush();
  assert.deepEqual(sent, [{ shown: 2, accepted: 1, words: 4, saved: 17, corrected: {} }]);
});

test("signs alone are no word, and no text is sent", () => {
  const { sent, tally } = stage();
  tally.completed(" - naïve?");
  tally.flush();
  assert.deepEqual(sent, [{ shown: 0, accepted: 1, words: 1, saved: 8, corrected: {} }]);
});

test("corrections by kind, sent together and once", () => {
  const { sent, tally } = stage();
  tally.corrected(["spelling", "comma", "spelling"]);
  tally.flush();
  tally.flush();
  assert.deepEqual(sent, [
    { shown: 0, accepted: 0, words: 0, saved: 0, corrected: { spelling: 2, comma: 1 } },
  ]);
});

test("it sends by itself after a moment", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { sent, tally } = stage();
  tally.shows(true);
  t.mock.timers.tick(999);
  assert.equal(sent.length, 0);
  t.mock.timers.tick(1);
  assert.equal(sent.length, 1);
});
