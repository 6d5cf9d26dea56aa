// Counts by day: what is added, what of a stored value survives, what the plots are made of.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import "./chrome_i18n";
import {
  altOf,
  bucketsOf,
  figuresOf,
  headline,
  kindsOf,
  plotsOf,
} from "../../extension/options/statistics_view";
import { BackgroundRequest } from "../../extension/shared/requests";
import {
  type Counts,
  dateOf,
  dayOf,
  MAX_DAYS,
  NO_COUNTS,
  NO_STATISTICS,
  parseStatistics,
  Statistics,
  sumOf,
  withCounts,
} from "../../extension/shared/statistics";

const SOME: Counts = { shown: 5, accepted: 2, words: 3, saved: 14, corrected: { spelling: 1 } };
const TODAY = new Date(2026, 10, 26, 23, 30);

test("counts of a day add up, kind by kind", () => {
  const once = withCounts(NO_STATISTICS, "2026-11-26", SOME);
  const more = { ...NO_COUNTS, words: 1, corrected: { spelling: 2, constructor: 4 } };
  assert.deepEqual(withCounts(once, "2026-11-26", more).days["2026-11-26"], {
    ...SOME,
    words: 4,
    corrected: { spelling: 3, constructor: 4 },
  });
  assert.deepEqual(NO_STATISTICS, { version: 1, days: {} });
});

test("only the newest days are kept, in order", () => {
  let statistics = NO_STATISTICS;
  for (let index = 0; index < MAX_DAYS + 5; index += 1)
    statistics = withCounts(statistics, dayOf(new Date(2025, 0, 1 + index)), SOME);
  const days = Object.keys(statistics.days);
  assert.equal(days.length, MAX_DAYS);
  assert.equal(days[0], "2025-01-06");
  assert.deepEqual(days, days.toSorted());
});

test("whatever is added or stored, what is read fits, and is read again the same", () => {
  const wild = fc.record({
    version: fc.constant(1),
    days: fc.dictionary(fc.string(), fc.anything()),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), wild), (stored) => {
      const parsed = parseStatistics(stored);
      assert.equal(v.is(Statistics, parsed), true);
      assert.deepEqual(parseStatistics(structuredClone(parsed)), parsed);
    }),
  );
});

test("sums never grow beyond what is valid", () => {
  const much: Counts = { ...SOME, words: 1_000_000_000, corrected: { comma: 1_000_000_000 } };
  const sum = withCounts(withCounts(NO_STATISTICS, "2026-11-26", much), "2026-11-26", much);
  assert.equal(v.is(Statistics, sum), true);
});

const BAD_DAYS: [name: string, day: string, counts: unknown][] = [
  ["no such day", "2026-02-30", SOME],
  ["no day at all", "today", SOME],
  ["less than nothing", "2026-11-01", { ...SOME, shown: -1 }],
  ["half a word", "2026-11-01", { ...SOME, words: 0.5 }],
  ["a text where a number belongs", "2026-11-01", { ...SOME, saved: "secret" }],
  ["a kind that is none", "2026-11-01", { ...SOME, corrected: { "Not a kind": 1 } }],
  ["no counts", "2026-11-01", null],
];
for (const [name, day, counts] of BAD_DAYS) {
  test(`a bad day costs only itself: ${name}`, () => {
    const stored = { version: 1, days: { [day]: counts, "2026-11-26": SOME } };
    assert.deepEqual(parseStatistics(stored).days, { "2026-11-26": SOME });
    assert.equal(v.is(Statistics, stored), false); // an import is refused
  });
}

const REQUESTS: [name: string, change: object, valid: boolean][] = [
  ["as it should be", {}, true],
  ["beyond all typing", { words: 100_001 }, false],
  ["infinite", { saved: Number.POSITIVE_INFINITY }, false],
  ["not a number", { shown: Number.NaN }, false],
  ["a kind with capitals", { corrected: { Spelling: 1 } }, false],
  [
    "too many kinds",
    { corrected: Object.fromEntries(Array.from({ length: 61 }, (_, i) => [`kind_${i}`, 1])) },
    false,
  ],
  ["a count left out", { accepted: undefined }, false],
];
for (const [name, change, valid] of REQUESTS) {
  test(`request: ${name}`, () => {
    const request = { kind: "count", counts: { ...SOME, ...change } };
    assert.equal(v.is(BackgroundRequest, request), valid);
  });
}

test("a day is the day people there have", () => {
  assert.equal(dayOf(TODAY), "2026-11-26");
  assert.equal(dayOf(dateOf("2026-03-29")), "2026-03-29");
});

test("the last 30 days, without gaps, today last", () => {
  const statistics = withCounts(withCounts(NO_STATISTICS, "2026-11-26", SOME), "2026-10-27", SOME);
  const buckets = bucketsOf(statistics, "month", TODAY);
  assert.equal(buckets.length, 30);
  assert.deepEqual(buckets.at(-1)?.counts, SOME);
  assert.equal(sumOf(buckets.map(({ counts }) => counts)).words, 3); // 30 days ago is outside
});

test("the last 12 months, days of a month together", () => {
  let statistics = NO_STATISTICS;
  for (const day of ["2025-11-30", "2025-12-01", "2026-02-28", "2026-02-01", "2026-11-26"])
    statistics = withCounts(statistics, day, SOME);
  const words = bucketsOf(statistics, "year", TODAY).map(({ counts }) => counts.words);
  assert.deepEqual(words, [3, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
});

test("numbers in plain words", () => {
  assert.equal(
    headline({ ...SOME, saved: 1_204 }, "month"),
    "You saved 1,204 keystrokes in the last 30 days.",
  );
  assert.equal(
    headline({ ...SOME, saved: 1 }, "year"),
    "You saved 1 keystroke in the last 12 months.",
  );
  assert.deepEqual(
    figuresOf(SOME).map(({ value }) => value),
    ["14", "3", "2 of 5", "1"],
  );
});

test("a plot says itself in words", () => {
  const buckets = bucketsOf(withCounts(NO_STATISTICS, "2026-11-25", SOME), "month", TODAY);
  const [saved, , completions] = plotsOf(buckets);
  assert.ok(saved && completions);
  assert.equal(
    altOf(saved, buckets),
    "Keystrokes saved: 14 in all, the most (14): November 25, 2026.",
  );
  assert.deepEqual(
    completions.series.map(({ values }) => values.at(-2)),
    [2, 5],
  );
  const empty = bucketsOf(NO_STATISTICS, "month", TODAY);
  assert.equal(
    altOf({ ...saved, series: [{ name: "", values: [] }] }, empty),
    "Keystrokes saved: none.",
  );
});

test("kinds, the most frequent first", () => {
  const corrected = { comma: 1, spelling: 4, spacing: 0 };
  assert.deepEqual(kindsOf({ ...SOME, corrected }), [
    ["spelling", 4],
    ["comma", 1],
  ]);
});
