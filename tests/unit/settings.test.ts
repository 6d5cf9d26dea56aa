// Settings out of storage that anything may have written, and the changes made to them.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Settings, withRule, withWord } from "../../extension/shared/settings";
import {
  MAX_DICTIONARY_WORDS,
  MAX_RULES,
  MAX_SITES,
  misfits,
  parseSettings,
  withPolicy,
} from "../../extension/shared/settings_schema";
import { isFeatureOn, isSiteOn, withFeature, withSite } from "../../extension/shared/site_rules";

const DEFAULTS: Settings = {
  enabled: true,
  completion: true,
  correction: true,
  sentiment: false,
  completion_off: [],
  correction_off: [],
  sentiment_off: [],
  on_by_default: true,
  sites_off: [],
  sites_on: [],
  snoozed_until: 0,
  min_confidence: 0.45,
  ghost_delay_ms: 10,
  ghost_length: "sentence",
  ghost_mid_word: true,
  dialect: "any",
  ignored_rules: [],
  ignored_findings: [],
  dictionary: [],
  in_spellcheck_off: false,
  in_search_fields: true,
  in_one_line: true,
  keys: {},
  underline_style: "auto",
  high_contrast: false,
  ghost_color: "auto",
  spelling_color: "auto",
  grammar_color: "auto",
  positive_color: "auto",
  negative_color: "auto",
  sentiment_style: "tint",
  announcements: true,
  beside_rivals: false,
  statistics: false,
  learning: false,
  learning_paused: false,
  sync: false,
  sync_dictionary: false,
  given_words: [],
  forced_on: [],
  forced_off: [],
  phrases: [],
  welcome: true,
  locked: [],
};

const STORED: [name: string, stored: Record<string, unknown>, expected: Partial<Settings>][] = [
  ["nothing stored", {}, {}],
  [
    "what fits stays",
    { enabled: false, min_confidence: 0.9 },
    { enabled: false, min_confidence: 0.9 },
  ],
  ["one bad value loses only itself", { enabled: "no", sentiment: true }, { sentiment: true }],
  ["a probability has its range", { min_confidence: 1.5 }, {}],
  ["not a number is no probability", { min_confidence: Number.NaN }, {}],
  ["a list that is none", { sites_off: "example.org", dictionary: { length: 3 } }, {}],
  [
    "a bad entry loses only itself",
    { dictionary: ["Nib", 7, "", "x".repeat(101), null, "ok"] },
    { dictionary: ["Nib", "ok"] },
  ],
  ["words are trimmed and kept once", { dictionary: [" Nib ", "Nib"] }, { dictionary: ["Nib"] }],
  [
    "sites are host names",
    {
      sites_off: [
        "Example.org",
        "www.example.org",
        "a.b/c?d#e",
        "u@h.example",
        "https://x.example",
        "",
      ],
    },
    { sites_off: ["example.org"] },
  ],
  [
    "rules are short names",
    {
      ignored_rules: ["capital", "Capital", "noun_number", "", 3, "x".repeat(41), "a b", "capital"],
    },
    { ignored_rules: ["capital", "noun_number"] },
  ],
  ["an unknown key is left out", { colour: "red" }, {}],
  [
    "a key that is none leaves the others",
    { keys: { accept: "Ctrl+Enter", dismiss: "Ctrl+", party: "F1" } },
    { keys: { accept: "Ctrl+Enter" } },
  ],
  ["a choice among names", { ghost_length: "clause", dialect: "fr" }, { ghost_length: "clause" }],
  [
    "a colour is six digits",
    { ghost_color: "#0a0b0c", spelling_color: "red" },
    { ghost_color: "#0a0b0c" },
  ],
  [
    "a finding is a rule and two texts",
    { ignored_findings: [{ kind: "comma", original: "a", replacement: "b" }, { kind: "comma" }] },
    { ignored_findings: [{ kind: "comma", original: "a", replacement: "b" }] },
  ],
];

for (const [name, stored, expected] of STORED) {
  test(`stored settings: ${name}`, () => {
    assert.deepEqual(parseSettings(stored), { ...DEFAULTS, ...expected });
  });
}

test("lists keep their newest entries within their bounds", () => {
  const words = Array.from({ length: MAX_DICTIONARY_WORDS + 5 }, (_, index) => `word${index}`);
  const sites = Array.from({ length: MAX_SITES + 5 }, (_, index) => `s${index}.example`);
  const rules = Array.from({ length: MAX_RULES + 5 }, (_, index) => `rule${index}`);
  const stored = { dictionary: words, sites_off: sites, ignored_rules: rules };
  const { dictionary, sites_off, ignored_rules } = parseSettings(stored);
  assert.equal(ignored_rules.length, MAX_RULES);
  assert.equal(ignored_rules.at(-1), rules.at(-1));
  assert.equal(dictionary.length, MAX_DICTIONARY_WORDS);
  assert.equal(dictionary.at(-1), words.at(-1));
  assert.equal(sites_off.length, MAX_SITES);
  assert.equal(sites_off[0], "s5.example");
});

test("defaults are never shared between two readings", () => {
  parseSettings({}).dictionary.push("leak");
  assert.deepEqual(parseSettings({}).dictionary, []);
});

const KNOWS_NIB: Settings = { ...DEFAULTS, dictionary: ["Nib"] };
const ADDED: [word: string, expected: Partial<Settings> | null][] = [
  ["Pyodide", { dictionary: ["Nib", "Pyodide"] }],
  [" Pyodide\n", { dictionary: ["Nib", "Pyodide"] }],
  ["nib", { dictionary: ["Nib", "nib"] }], // case is a writer's choice
  ["Nib", null],
  ["   ", null],
  ["x".repeat(101), null],
];

for (const [word, expected] of ADDED) {
  test(`a word added: ${JSON.stringify(word.slice(0, 12))}`, () => {
    assert.deepEqual(withWord(KNOWS_NIB, word), expected);
  });
}

test("a full dictionary forgets its oldest word", () => {
  const words = Array.from({ length: MAX_DICTIONARY_WORDS }, (_, index) => `word${index}`);
  const changed = withWord({ ...DEFAULTS, dictionary: words }, "newest");
  assert.equal(changed?.dictionary?.length, MAX_DICTIONARY_WORDS);
  assert.equal(changed?.dictionary?.at(-1), "newest");
  assert.equal(changed?.dictionary?.[0], "word1");
});

test("a site is switched off once and on again", () => {
  const off = withSite(DEFAULTS, "example.org", false);
  assert.deepEqual(off, { sites_on: [], sites_off: ["example.org"] });
  const settings = { ...DEFAULTS, ...off };
  assert.equal(withSite(settings, "example.org", false), null);
  assert.deepEqual(withSite(settings, "example.org", true), { sites_on: [], sites_off: [] });
  assert.equal(withSite(DEFAULTS, "example.org", true), null);
});

const IGNORES: Settings = { ...DEFAULTS, ignored_rules: ["capital"] };
const RULED: [rule: string, followed: boolean, expected: Partial<Settings> | null][] = [
  ["comma", false, { ignored_rules: ["capital", "comma"] }],
  ["capital", false, null],
  ["capital", true, { ignored_rules: [] }],
  ["comma", true, null],
  ["no rule", false, null],
];

for (const [rule, followed, expected] of RULED) {
  test(`a rule ${followed ? "followed" : "ignored"}: ${rule}`, () => {
    assert.deepEqual(withRule(IGNORES, rule, followed), expected);
  });
}

const OFF: Settings = { ...DEFAULTS, sites_off: ["example.org"] };
for (const [url, expected] of [
  ["https://example.org/mail?x=1", true],
  ["http://www.example.org:8080/", true],
  ["https://mail.example.org/", false],
  ["https://example.org.evil.example/", false],
  ["about:blank", false],
  ["", false],
] as const) {
  test(`site off: ${url || "no address"}`, () => assert.equal(isSiteOn(OFF, url), !expected));
}

test("a site under a pattern is switched on by its own name", () => {
  const work = { ...DEFAULTS, sites_off: ["*.example.org"] };
  const on = { ...work, ...withSite(work, "mail.example.org", true) };
  assert.equal(isSiteOn(on, "https://mail.example.org/x"), true);
  assert.equal(isSiteOn(on, "https://wiki.example.org/x"), false);
});

test("where Nib is off by default, only the sites named are on", () => {
  const quiet = { ...DEFAULTS, on_by_default: false, sites_on: ["example.org/notes*"] };
  assert.equal(isSiteOn(quiet, "https://example.org/notes/7"), true);
  assert.equal(isSiteOn(quiet, "https://example.org/"), false);
  assert.equal(isSiteOn(quiet, "file:///home/me/a.html"), true);
});

test("a feature is off at one site", () => {
  const changed = { ...DEFAULTS, ...withFeature(DEFAULTS, "completion", "example.org", false) };
  assert.equal(isFeatureOn(changed, "completion", "https://example.org/a", 0), false);
  assert.equal(isFeatureOn(changed, "correction", "https://example.org/a", 0), true);
  assert.equal(isFeatureOn(changed, "completion", "https://other.example/", 0), true);
  assert.deepEqual(withFeature(changed, "completion", "example.org", true), { completion_off: [] });
});

test("snoozed until a moment", () => {
  const snoozed = { ...DEFAULTS, snoozed_until: 5_000 };
  assert.equal(isFeatureOn(snoozed, "completion", "https://example.org/", 4_999), false);
  assert.equal(isFeatureOn(snoozed, "completion", "https://example.org/", 5_000), true);
});

test("an organisation's settings come before the user's, those that fit", () => {
  const user = { ...DEFAULTS, sites_on: ["bank.example"], dictionary: ["mine"], learning: true };
  const policy = {
    sites_off: ["*.bank.example"],
    learning: false,
    dialect: "klingon",
    completion: "yes",
    dictionary: ["ours"],
  };
  const settings = withPolicy(user, policy);
  assert.equal(isSiteOn(settings, "https://bank.example/"), false);
  assert.deepEqual(
    [settings.learning, settings.dialect, settings.completion],
    [false, "any", true],
  );
  assert.deepEqual(settings.dictionary, ["ours", "mine"]);
  assert.deepEqual(settings.locked, ["learning"]);
});

test("an organisation may forbid records of what people do, and never impose them", () => {
  const user = { ...DEFAULTS, learning: true, statistics: false };
  const imposed = withPolicy(user, { learning: true, statistics: true, sync: true });
  assert.deepEqual([imposed.learning, imposed.statistics, imposed.sync], [true, false, false]);
  assert.deepEqual(imposed.locked, []);
  const forbidden = withPolicy(user, { learning: false, statistics: false, sync: false });
  assert.equal(forbidden.learning, false);
  assert.deepEqual(forbidden.locked, ["statistics", "learning", "sync"]);
});

test("an organisation's words are told from the user's", () => {
  const settings = withPolicy(
    { ...DEFAULTS, dictionary: ["mine", "ours"] },
    { dictionary: ["ours"] },
  );
  assert.deepEqual(settings.dictionary, ["ours", "mine"]);
  assert.deepEqual(settings.given_words, ["ours"]);
});

const MISFITS: [name: string, managed: Record<string, unknown>, expected: string[]][] = [
  ["nothing", {}, []],
  [
    "all that fits",
    {
      enabled: true,
      dialect: "uk",
      sites_off: ["*.example.org"],
      dictionary: ["Nib"],
      phrases: ["kind regards"],
      learning: true,
      welcome: false,
    },
    [],
  ],
  [
    "a wrong type",
    { enabled: "yes", sites_on: "example.org", welcome: 1 },
    ["enabled", "sites_on", "welcome"],
  ],
  ["a name that is none", { dialect: "klingon" }, ["dialect"]],
  ["one bad entry of a list", { sites_off: ["example.org", "a b"] }, ["sites_off"]],
  ["what only people decide", { keys: {}, min_confidence: 0.1 }, ["keys", "min_confidence"]],
  [
    "nothing of an object's own",
    JSON.parse('{"__proto__": 1, "toString": 2}'),
    ["__proto__", "toString"],
  ],
];

for (const [name, managed, expected] of MISFITS) {
  test(`a policy's misfits: ${name}`, () => assert.deepEqual(misfits(managed), expected));
}
