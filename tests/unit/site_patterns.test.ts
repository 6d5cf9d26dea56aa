// Patterns of sites as people type them, what is said of those that are none, and their lists.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  readPattern,
  type Typed,
  withoutPattern,
  withPattern,
} from "../../extension/options/site_patterns";
import { MAX_SITES, parseStored } from "../../extension/shared/settings_schema";

const fault = (key: string) => ({ fault: `options_site_${key}` }) as Typed;
const TYPED: [typed: string, read: Typed][] = [
  ["example.org", { pattern: "example.org" }],
  [" Example.ORG/ ", { pattern: "example.org" }],
  ["www.example.org", { pattern: "example.org" }],
  ["*.example.org", { pattern: "*.example.org" }],
  ["example.org/notes*", { pattern: "example.org/notes*" }],
  ["https://example.org/", { pattern: "example.org" }],
  ["https://example.org/notes?x=1#top", { pattern: "example.org/notes?x=1*" }],
  ["bücher.example", { pattern: "xn--bcher-kva.example" }],
  ["localhost", { pattern: "localhost" }],
  ["", fault("empty")],
  ["  ", fault("empty")],
  ["a.example b.example", fault("several")],
  ["a.example,b.example", fault("several")],
  ["chrome://settings", fault("no_web")],
  ["file:///home", fault("no_web")],
  ["mailto:me@example.org", fault("no_web")],
  ["localhost:8080", fault("port")],
  ["https://example.org:8080/", fault("port")],
  ["exam*.org", fault("star")],
  ["*example.org", fault("star")],
  ["*", fault("star")],
  ["me@example.org", fault("unclear")],
  ["exa mple", fault("several")],
  ["<b>", fault("unclear")],
  ["/notes", fault("unclear")],
];

for (const [typed, read] of TYPED) {
  test(`typed: ${typed || "nothing"}`, () => assert.deepEqual(readPattern(typed), read));
}

test("a site is on or off, never both", () => {
  const stored = parseStored({ sites_off: ["a.example"], completion_off: ["a.example"] });
  const change = withPattern(stored, "sites_on", "a.example");
  assert.deepEqual(change, { sites_on: ["a.example"], sites_off: [] });
  assert.deepEqual(withPattern(stored, "completion_off", "b.example"), {
    completion_off: ["a.example", "b.example"],
  });
});

test("what is there already, or has no room, is told", () => {
  const sites_off = Array.from({ length: MAX_SITES }, (_, index) => `s${index}.example`);
  const stored = parseStored({ sites_off });
  assert.deepEqual(withPattern(stored, "sites_off", "s1.example"), fault("there"));
  assert.deepEqual(withPattern(stored, "sites_off", "new.example"), fault("full"));
});

test("what is removed leaves the other lists alone", () => {
  const stored = parseStored({ sites_off: ["a.example", "b.example"], sites_on: ["c.example"] });
  assert.deepEqual(withoutPattern(stored, "sites_off", "a.example"), { sites_off: ["b.example"] });
});
