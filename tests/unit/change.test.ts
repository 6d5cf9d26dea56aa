// Changes between texts, and where spans and carets go: tables, and properties over random edits.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  applyReplacements,
  type Change,
  caretAfter,
  changeBetween,
  hullOf,
  type Replacement,
  remapSpan,
  stretchSpan,
} from "../../extension/content/adapters/change";
import { joined } from "../../extension/content/adapters/geometry";

const CHANGES: [string, string, number, Change | null][] = [
  ["abc", "abc", 3, null],
  ["", "a", 1, { start: 0, oldEnd: 0, newEnd: 1 }],
  ["abc", "abXc", 3, { start: 2, oldEnd: 2, newEnd: 3 }],
  ["abc", "ac", 1, { start: 1, oldEnd: 2, newEnd: 1 }],
  ["all", "alll", 2, { start: 1, oldEnd: 1, newEnd: 2 }],
  ["all", "alll", 4, { start: 3, oldEnd: 3, newEnd: 4 }],
  ["one two", "one three", 9, { start: 5, oldEnd: 7, newEnd: 9 }],
];

for (const [before, after, caret, expected] of CHANGES) {
  test(`changeBetween ${before} -> ${after} at ${caret}`, () => {
    assert.deepEqual(changeBetween(before, after, caret), expected);
  });
}

const letters = fc.string({
  unit: fc.constantFrom("a", "b", " ", "\n", "\u{1F642}"),
  maxLength: 12,
});

test("changeBetween explains every change, whatever the caret", () => {
  fc.assert(
    fc.property(letters, letters, fc.nat(20), (before, after, caret) => {
      const change = changeBetween(before, after, caret);
      if (!change) return before === after;
      const { start, oldEnd, newEnd } = change;
      assert.ok(start <= oldEnd && start <= newEnd);
      return before.slice(0, start) + after.slice(start, newEnd) + before.slice(oldEnd) === after;
    }),
  );
});

test("a span that survives a change still covers the same text", () => {
  fc.assert(
    fc.property(letters, letters, fc.nat(12), fc.nat(12), (before, after, one, other) => {
      const span = { start: Math.min(one, other), end: Math.max(one, other) };
      const change = changeBetween(before, after);
      if (!change || span.end > before.length) return;
      const moved = remapSpan(span, change, after);
      if (moved)
        assert.equal(after.slice(moved.start, moved.end), before.slice(span.start, span.end));
    }),
  );
});

const SPANS: [string, string, [number, number], [number, number] | null][] = [
  ["teh cat", "teh cat.", [0, 3], [0, 3]], // behind it
  ["teh cat", "A teh cat", [0, 3], [2, 5]], // before it
  ["teh", "teh ", [0, 3], [0, 3]], // a space ends the word
  ["teh", "tehn", [0, 3], null], // the word grew
  ["teh", "xteh", [0, 3], null],
  ["teh cat", "th cat", [0, 3], null], // inside it
  ["teh cat", "tehcat", [0, 3], null], // joined
  ["a teh", "teh", [2, 5], [0, 3]],
];

for (const [before, after, [start, end], expected] of SPANS) {
  test(`remapSpan ${before} -> ${after}`, () => {
    const change = changeBetween(before, after) as Change;
    const moved = remapSpan({ start, end }, change, after);
    assert.deepEqual(moved && [moved.start, moved.end], expected);
  });
}

test("stretchSpan grows with what is typed into it", () => {
  const typed = { start: 4, oldEnd: 4, newEnd: 6 };
  assert.deepEqual(stretchSpan({ start: 0, end: 4 }, typed), { start: 0, end: 6 });
  assert.deepEqual(stretchSpan({ start: 0, end: 2 }, typed), { start: 0, end: 2 });
  assert.deepEqual(stretchSpan({ start: 8, end: 9 }, typed), { start: 10, end: 11 });
  assert.equal(stretchSpan({ start: 2, end: 4 }, { start: 0, oldEnd: 3, newEnd: 3 }), null);
});

const EDITS: Replacement[] = [
  { start: 2, end: 5, replacement: "the" },
  { start: 9, end: 11, replacement: " " },
];
const TEXT = "a teh dog  runs";

test("the hull of edits makes the same text as the edits", () => {
  const hull = hullOf(TEXT, EDITS) as Replacement;
  assert.deepEqual([hull.start, hull.end], [2, 11]);
  assert.equal(applyReplacements(TEXT, [hull]), "a the dog runs");
  assert.equal(applyReplacements(TEXT, EDITS), "a the dog runs");
  assert.equal(hullOf(TEXT, []), null);
});

const CARETS: [number, number][] = [
  [0, 0],
  [2, 2],
  [4, 5], // inside a replaced word: behind it
  [5, 5],
  [7, 7],
  [11, 10],
  [15, 14],
];

for (const [before, after] of CARETS) {
  test(`caretAfter ${before} -> ${after}`, () => assert.equal(caretAfter(before, EDITS), after));
}

test("a caret where text is inserted ends up behind it", () => {
  assert.equal(caretAfter(4, [{ start: 4, end: 4, replacement: "." }]), 5);
});

test("boxes that touch on a line are one, others stay apart", () => {
  const box = (left: number, top: number, width: number) => ({ left, top, width, height: 10 });
  const boxes = [box(0, 0, 5), box(5, 0, 3), box(12, 0, 2), box(0, 10, 4)];
  assert.deepEqual(joined(boxes), [box(0, 0, 8), box(12, 0, 2), box(0, 10, 4)]);
});
