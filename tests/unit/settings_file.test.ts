// Settings as one file: what was exported comes back; of a file that anyone may have made, all or
// nothing is taken.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import {
  changedKeys,
  fileText,
  MAX_FILE_BYTES,
  type Problem,
  readFile,
} from "../../extension/options/settings_file";
import {
  ACTIONS,
  parseStored,
  type StoredSettings,
  VERSION,
} from "../../extension/shared/settings_schema";
import { NO_STATISTICS, Statistics } from "../../extension/shared/statistics";

const DEFAULTS = parseStored({});
const COUNTED: Statistics = {
  version: 1,
  days: {
    "2026-11-25": { shown: 9, accepted: 4, words: 11, saved: 52, corrected: { spelling: 2 } },
    "2026-11-26": { shown: 1, accepted: 0, words: 0, saved: 0, corrected: {} },
  },
};
const NOW = new Date("2026-11-26T12:00:00Z");
const FULL = parseStored({
  sentiment: true,
  sites_off: ["bank.example", "*.clinic.example", "wiki.example/talk*"],
  dictionary: ["Nib", "naïve", "co-op"],
  ignored_findings: [{ kind: "spelling", original: "colour", replacement: "color" }],
  keys: { accept: "Alt+Enter" },
  ghost_color: "#7a4fb5",
  min_confidence: 0.7,
});

const LEARNED = "bmliIG1lbW9yeQ==";
const WHOLE = fileText({ settings: FULL, statistics: COUNTED, learned: LEARNED }, NOW);

function taken(text: string): StoredSettings {
  const read = readFile(text);
  assert.ok("settings" in read, JSON.stringify(read));
  return read.settings;
}

function textOf(settings: StoredSettings): string {
  return fileText({ settings, statistics: NO_STATISTICS, learned: "" }, NOW);
}

const settings = fc
  .record({
    enabled: fc.boolean(),
    on_by_default: fc.boolean(),
    sites_off: fc.array(fc.domain(), { maxLength: 5 }),
    min_confidence: fc.float({ min: 0, max: 1, noNaN: true }),
    ghost_delay_ms: fc.nat(2_000),
    ghost_length: fc.constantFrom("words", "clause", "sentence"),
    dialect: fc.constantFrom("any", "us", "uk", "ca", "au"),
    dictionary: fc.array(fc.string({ unit: "grapheme", maxLength: 30 }), { maxLength: 20 }),
    ignored_rules: fc.array(fc.constantFrom("comma", "__proto__", "spelling", "to_string")),
    ignored_findings: fc.array(
      fc.record({
        kind: fc.constantFrom("spelling", "comma"),
        original: fc.string({ maxLength: 30 }),
        replacement: fc.string({ unit: "grapheme", maxLength: 30 }),
      }),
      { maxLength: 5 },
    ),
    keys: fc.dictionary(fc.constantFrom(...ACTIONS), fc.constantFrom("Tab", "Alt+X", "Ctrl+1")),
    spelling_color: fc.constantFrom("auto", "#123abc"),
    snoozed_until: fc.nat(),
  })
  .map((chosen) => parseStored(chosen));

test("what was exported comes back the same", () => {
  fc.assert(
    fc.property(settings, (chosen) => {
      assert.deepEqual(taken(textOf(chosen)), chosen);
    }),
  );
});

test("the file says what it is, when and of which version", () => {
  const file = JSON.parse(WHOLE);
  const parts = ["format", "version", "saved", "settings", "statistics", "learned"];
  assert.deepEqual(Object.keys(file), parts);
  assert.equal(file.version, VERSION);
  const read = readFile(WHOLE);
  assert.equal("saved" in read && read.saved, NOW.toISOString());
  assert.deepEqual("statistics" in read && read.statistics, COUNTED);
  assert.equal("learned" in read && read.learned, LEARNED);
  const alone = readFile(textOf(FULL));
  assert.equal("statistics" in alone && alone.statistics, null);
  assert.equal("learned" in alone && alone.learned, null);
});

/** Every place of a value, as a way of names into it. */
function placesOf(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [way];
  return [
    way,
    ...Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...way, name])),
  ];
}

/** The same value with another at one place; undefined takes the place away. */
function changedAt(value: unknown, [name, ...way]: string[], put: unknown): unknown {
  if (name === undefined) return put;
  const copy: Record<string, unknown> = Array.isArray(value)
    ? ([...value] as never)
    : { ...(value as object) };
  const inner = changedAt((value as Record<string, unknown>)[name], way, put);
  if (inner === undefined && way.length === 0) delete copy[name];
  else copy[name] = inner;
  return copy;
}

test("a file with any value changed is taken as it says, or not at all", () => {
  const file = JSON.parse(WHOLE);
  const place = fc.constantFrom(...placesOf(file));
  const put = fc.oneof(
    fc.jsonValue(),
    fc.constant(undefined),
    fc.constant(Number.POSITIVE_INFINITY),
    fc.float(),
  );
  fc.assert(
    fc.property(place, put, (way, value) => {
      const text = JSON.stringify(changedAt(file, way, value)) ?? "";
      const read = readFile(text);
      if (!("settings" in read)) return;
      const given = JSON.parse(text).settings;
      for (const [key, of] of Object.entries(given))
        assert.deepEqual(read.settings[key as keyof StoredSettings], of);
      assert.deepEqual(parseStored(read.settings), read.settings);
    }),
    { numRuns: 2_000 },
  );
});

test("a file with any of its text changed is taken as valid settings, or not at all", () => {
  const text = WHOLE;
  const cut = fc.tuple(fc.nat(text.length), fc.nat(12), fc.string({ maxLength: 12 }));
  fc.assert(
    fc.property(cut, ([start, length, put]) => {
      const read = readFile(text.slice(0, start) + put + text.slice(start + length));
      if (!("settings" in read)) return;
      assert.deepEqual(parseStored(read.settings), read.settings);
      assert.ok(read.statistics === null || v.is(Statistics, read.statistics));
      assert.ok(read.learned === null || atob(read.learned).length > 0);
    }),
    { numRuns: 2_000 },
  );
});

const file = (change: object, inSettings: object = {}) =>
  JSON.stringify({
    format: "nib settings",
    version: VERSION,
    settings: { ...FULL, ...inSettings },
    ...change,
  });

const REFUSED: [name: string, text: string, problem: Problem, where: string][] = [
  ["nothing", "", "not_json", ""],
  ["half a file", WHOLE.slice(0, 200), "not_json", ""],
  ["a deep nest", "[".repeat(500_000), "not_json", ""],
  ["a deep nest that is whole", `${"[".repeat(9_000)}${"]".repeat(9_000)}`, "not_nib", ""],
  [
    "a day that is none",
    file({ statistics: { version: 1, days: { "2026-13-01": {} } } }),
    "unfit",
    "statistics",
  ],
  ["statistics with more", file({ statistics: { ...NO_STATISTICS, x: 1 } }), "unfit", "statistics"],
  ["an empty memory", file({ learned: "" }), "unfit", "learned"],
  ["a memory in words", file({ learned: "Kind regards" }), "unfit", "learned"],
  ["a memory that is a list", file({ learned: [LEARNED] }), "unfit", "learned"],
  ["a memory beyond its bounds", file({ learned: "A".repeat(6_700_001) }), "unfit", "learned"],
  ["a list", "[]", "not_nib", ""],
  ["null", "null", "not_nib", ""],
  ["somebody else's settings", '{"format": "other", "version": 1}', "not_nib", ""],
  ["a newer version", file({ version: VERSION + 1 }), "newer", ""],
  ["no version", file({ version: undefined }), "unfit", "version"],
  ["a version in words", file({ version: "2" }), "unfit", "version"],
  ["version nought", file({ version: 0 }), "unfit", "version"],
  ["half a version", file({ version: 1.5 }), "unfit", "version"],
  ["an entry beside the settings", file({ script: "x" }), "unknown", "script"],
  ["settings that are a list", file({ settings: [] }), "unfit", "settings"],
  ["no settings", file({ settings: undefined }), "unfit", "settings"],
  ["a date that is none", file({ saved: "yesterday" }), "unfit", "saved"],
  ["an unknown setting", file({}, { colour: "red" }), "unknown", "colour"],
  ["a switch in words", file({}, { enabled: "yes" }), "unfit", "enabled"],
  ["a number beyond its bounds", file({}, { min_confidence: 7 }), "unfit", "min_confidence"],
  ["a word too many", file({}, { dictionary: ["a", 7] }), "unfit", "dictionary"],
  ["a word twice", file({}, { dictionary: ["a", "a"] }), "unfit", "dictionary"],
  ["a site that is none", file({}, { sites_off: ["a b"] }), "unfit", "sites_off"],
  ["a colour that is none", file({}, { ghost_color: "red;x" }), "unfit", "ghost_color"],
  ["a key of no action", file({}, { keys: { erase: "Tab" } }), "unfit", "keys"],
  ["keys that are a list", file({}, { keys: [] }), "unfit", "keys"],
  [
    "more than a finding",
    file({}, { ignored_findings: [{ kind: "comma", original: "a", replacement: "b", text: "c" }] }),
    "unfit",
    "ignored_findings",
  ],
  [
    "a prototype's key",
    file({}).replace('"settings":{', '"settings":{"__proto__":{"enabled":false},'),
    "unknown",
    "__proto__",
  ],
  [
    "a prototype's key at the top",
    file({}).replace("{", '{"__proto__":{"x":1},'),
    "unknown",
    "__proto__",
  ],
  [
    "a prototype's key among the keys",
    file({}).replace('"keys":{', '"keys":{"__proto__":{"x":1},'),
    "unfit",
    "keys",
  ],
  ["an inherited name", file({}, { constructor: 1 }), "unknown", "constructor"],
  [
    "a long name with signs nobody sees",
    file({}, { [`a\u202e${"b".repeat(99)}`]: 1 }),
    "unknown",
    `a${"b".repeat(39)}`,
  ],
  ["too much", " ".repeat(MAX_FILE_BYTES + 1), "too_large", ""],
];

for (const [name, text, problem, where] of REFUSED) {
  test(`refused: ${name}`, () => assert.deepEqual(readFile(text), { problem, where }));
}

test("nothing reaches the prototype of all objects", () => {
  for (const [, text] of REFUSED) readFile(text);
  assert.equal(({} as Record<string, unknown>).x, undefined);
  assert.equal(({} as Record<string, unknown>).enabled, undefined);
});

test("an older version's file gets defaults for what it did not know", () => {
  const old = {
    format: "nib settings",
    version: 1,
    settings: { sentiment: true, sites_off: ["a.example"] },
  };
  assert.deepEqual(taken(JSON.stringify(old)), {
    ...DEFAULTS,
    sentiment: true,
    sites_off: ["a.example"],
  });
});

test("what would change is named", () => {
  assert.deepEqual(changedKeys(DEFAULTS, DEFAULTS), []);
  const next = { ...DEFAULTS, enabled: false, dictionary: ["a"], keys: { accept: "Alt+X" } };
  assert.deepEqual(changedKeys(DEFAULTS, next), ["enabled", "dictionary", "keys"]);
});
