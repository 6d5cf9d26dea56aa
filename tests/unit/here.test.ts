// The switches for "this site": what they change in the settings, at any address.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { isFeatureOffHere, withFeatureHere, withNibHere } from "../../extension/popup/here";
import { parseSettings, type Settings } from "../../extension/shared/settings_schema";
import { isSiteOn } from "../../extension/shared/site_rules";

const DEFAULTS = parseSettings({});
const URL = "https://example.org/mail/new";

const SITES: [name: string, before: Partial<Settings>][] = [
  ["nothing chosen", {}],
  ["off by default", { on_by_default: false }],
  ["off with its subdomains", { sites_off: ["*.example.org"] }],
  ["off in a part", { sites_off: ["example.org/mail*"] }],
  ["off, but on in a part", { sites_off: ["example.org"], sites_on: ["example.org/mail*"] }],
  ["on, but off in a part", { sites_on: ["example.org"], sites_off: ["example.org/mail*"] }],
  ["off by default, on in a part", { on_by_default: false, sites_on: ["example.org/mail*"] }],
];

for (const [name, before] of SITES) {
  test(`a click switches this very page: ${name}`, () => {
    const settings = { ...DEFAULTS, ...before };
    const was = isSiteOn(settings, URL);
    assert.equal(withNibHere(settings, URL, was), null);
    const once = { ...settings, ...withNibHere(settings, URL, !was) };
    assert.equal(isSiteOn(once, URL), !was);
    const twice = { ...once, ...withNibHere(once, URL, was) };
    assert.equal(isSiteOn(twice, URL), was);
  });
}

test("no site, no change", () => {
  assert.equal(withNibHere(DEFAULTS, "chrome://version", false), null);
  assert.equal(withFeatureHere(DEFAULTS, "completion", "", false), null);
});

test("other sites stay as they are", () => {
  const settings = { ...DEFAULTS, sites_off: ["other.example", "example.org/notes*"] };
  const changed = { ...settings, ...withNibHere(settings, URL, false) };
  assert.deepEqual(changed.sites_off, ["other.example", "example.org/notes*", "example.org"]);
});

test("a feature is off here, and on again, also by a pattern with a path", () => {
  const off = { ...DEFAULTS, ...withFeatureHere(DEFAULTS, "correction", URL, false) };
  assert.deepEqual(off.correction_off, ["example.org"]);
  assert.equal(isFeatureOffHere(off, "correction", URL), true);
  assert.equal(isFeatureOffHere(off, "completion", URL), false);
  assert.equal(withFeatureHere(off, "correction", URL, false), null);
  const part = { ...DEFAULTS, correction_off: ["example.org/mail*", "other.example"] };
  const on = withFeatureHere(part, "correction", URL, true);
  assert.deepEqual(on, { correction_off: ["other.example"] });
});
