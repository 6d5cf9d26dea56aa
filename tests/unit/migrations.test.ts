// What other versions of Nib stored, damaged or not: it keeps its meaning, and what is not
// understood stays where it is.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { migrated, type Raw, toWrite, versionOf } from "../../extension/shared/migrations";
import { parseStored, VERSION } from "../../extension/shared/settings_schema";
import { isSiteOn } from "../../extension/shared/site_rules";

/** As version 1 wrote it after some use. */
const FIRST: Raw = {
  enabled: true,
  completion: false,
  sentiment: true,
  min_confidence: 0.7,
  sites_off: ["example.org", "mail.example.com"],
  dictionary: ["Nib", "Pyodide"],
  ignored_rules: ["comma"],
  announcements: false,
  beside_rivals: true,
};

test("the first version's settings keep their meaning", () => {
  const settings = parseStored(migrated(FIRST));
  for (const [key, value] of Object.entries(FIRST))
    assert.deepEqual(settings[key as keyof typeof settings], value, key);
  assert.equal(settings.correction, true);
  assert.equal(settings.on_by_default, true);
  assert.deepEqual(settings.keys, {});
  for (const [url, on] of [
    ["https://example.org/x", false],
    ["https://www.example.org/", false],
    ["https://sub.example.org/", true],
    ["https://mail.example.com/", false],
    ["https://example.com/", true],
  ] as const)
    assert.equal(isSiteOn(settings, url), on, url);
});

test("what the first version ignored becomes no pattern", () => {
  const stored = {
    sites_off: ["*.example.org", "a.example/path", "WWW.Example.com", 7, null, "ok.example"],
  };
  const { sites_off } = parseStored(migrated(stored));
  assert.deepEqual(sites_off, ["example.com", "ok.example"]);
});

const DAMAGED: [name: string, stored: Raw][] = [
  ["nothing", {}],
  ["lists that are none", { sites_off: "example.org", dictionary: 5, ignored_rules: null }],
  ["a list in itself", { sites_off: [["example.org"], [[]], {}] }],
  ["values of other types", { enabled: "yes", min_confidence: "0.5", sentiment: 1 }],
  ["a version that is none", { version: "two", enabled: false }],
  ["a version below all", { version: -3 }],
  ["half a version", { version: 1.5 }],
  ["no number", { version: Number.NaN }],
  ["an object for a version", { version: {} }],
];

for (const [name, stored] of DAMAGED) {
  test(`damaged: ${name}`, () => {
    const frozen = structuredClone(stored);
    const now = migrated(stored);
    assert.deepEqual(stored, frozen); // pure
    assert.equal(now.version, VERSION);
    assert.doesNotThrow(() => parseStored(now));
    const written = { ...stored, ...toWrite(stored, parseStored(now), {}) };
    assert.equal(versionOf(written), VERSION);
  });
}

test("today's settings are left as they are", () => {
  const stored = { version: VERSION, sites_off: ["*.example.org"], dictionary: ["Nib"] };
  assert.deepEqual(migrated(stored), stored);
  assert.deepEqual(toWrite(stored, parseStored(stored), { enabled: false }), { enabled: false });
});

test("a damaged version spoils no pattern of today's", () => {
  const stored = { version: "two", sites_off: ["*.example.org"] };
  assert.deepEqual(parseStored(migrated(stored)).sites_off, ["*.example.org"]);
});

test("the first change of old settings brings all of them up to date", () => {
  const stored = { ...FIRST, sites_off: ["example.org", "*.example.org"], model: "kept" };
  const written = toWrite(stored, parseStored(migrated(stored)), { enabled: false });
  assert.deepEqual(written, { version: VERSION, sites_off: ["example.org"], enabled: false });
});

test("a change of the same list wins over the step", () => {
  const stored = { sites_off: ["example.org", "*.example.org"] };
  const written = toWrite(stored, parseStored(migrated(stored)), { sites_off: ["new.example"] });
  assert.deepEqual(written, { version: VERSION, sites_off: ["new.example"] });
});

test("migrating twice is migrating once", () => {
  const once = migrated(FIRST);
  assert.deepEqual(migrated(once), once);
});

const NEWER: Raw = {
  version: VERSION + 3,
  enabled: false,
  dialect: "nz",
  sites_off: ["example.org", "regex:^https"],
  ignored_findings: [{ kind: "comma", original: "a", replacement: "b", since: 3 }, { rule: 7 }],
  keys: { accept: "Ctrl+Enter", summon: "F2" },
  moods: ["new"],
};

test("of a newer version what fits is read", () => {
  const settings = parseStored(migrated(NEWER));
  assert.equal(settings.enabled, false);
  assert.equal(settings.dialect, "any");
  assert.deepEqual(settings.sites_off, ["example.org"]);
  assert.deepEqual(settings.keys, { accept: "Ctrl+Enter" });
});

test("what a newer version put there stays, its version too", () => {
  const understood = parseStored(migrated(NEWER));
  const change = { sites_off: ["other.example"], keys: { dismiss: "F1" }, enabled: true };
  assert.deepEqual(toWrite(NEWER, understood, change), {
    enabled: true,
    sites_off: ["regex:^https", "other.example"],
    keys: { summon: "F2", dismiss: "F1" },
  });
  assert.deepEqual(toWrite(NEWER, understood, { dialect: "uk" }), { dialect: "uk" });
  assert.deepEqual(toWrite(NEWER, understood, {}), {});
});
