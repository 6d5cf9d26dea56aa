// The name of a site, from every kind of address.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalPattern, closestOf, siteOf } from "../../extension/shared/sites";

const SITES: [url: string, site: string | null][] = [
  ["https://example.org/a/b?c#d", "example.org"],
  ["https://WWW.Example.ORG:8443/", "example.org"],
  ["http://www.example.org.", "example.org"],
  ["https://user:secret@example.org/", "example.org"],
  ["https://mail.example.org/", "mail.example.org"],
  ["https://www.com/", "www.com"],
  ["http://localhost:8000/", "localhost"],
  ["http://127.0.0.1:8000/", "127.0.0.1"],
  ["http://[::1]/", "[::1]"],
  ["https://münchen.example/", "xn--mnchen-3ya.example"],
  ["file:///home/me/letter.html", null],
  ["about:blank", null],
  ["about:srcdoc", null],
  ["chrome://settings/", null],
  ["chrome-extension://abcdefgh/popup/popup.html", null],
  ["data:text/html,hello", null],
  ["null", null],
  ["", null],
  ["http://", null],
  [`https://${"a.".repeat(200)}example/`, null],
];

for (const [url, site] of SITES) {
  test(`site of ${url.slice(0, 40) || "nothing"}`, () => assert.equal(siteOf(url), site));
}

const PATTERNS: [typed: string, pattern: string | null][] = [
  [" Example.org/ ", "example.org"],
  ["www.example.org", "example.org"],
  ["*.Example.org", "*.example.org"],
  ["example.org/Notes", "example.org/Notes*"],
  ["example.org/notes?id=1*", "example.org/notes?id=1*"],
  ["[::1]", "[::1]"],
  ["localhost", "localhost"],
  ["https://example.org/", null],
  ["example.org:8080", null],
  ["user@example.org", null],
  ["*", null],
  ["a*.example.org", null],
  ["example.org/a*b", null],
  ["", null],
  [`${"a/".repeat(300)}`, null],
];

for (const [typed, pattern] of PATTERNS) {
  test(`pattern: ${typed.slice(0, 30) || "nothing"}`, () => {
    assert.equal(canonicalPattern(typed), pattern);
    if (pattern !== null) assert.equal(canonicalPattern(pattern), pattern);
  });
}

test("the closer pattern names an address better", () => {
  const url = "https://www.mail.example.org/notes/7?x";
  const [sub, exact, path] = ["*.example.org", "mail.example.org", "*.example.org/notes*"].map(
    (pattern) => closestOf([pattern], url),
  ) as [number, number, number];
  assert.ok(0 < sub && sub < exact && exact < path);
  for (const pattern of ["example.org", "*.ple.org", "mail.example.org/other*", "bad pattern"])
    assert.equal(closestOf([pattern], url), 0);
  assert.ok(closestOf(["*.example.org"], "https://example.org/") > 0);
});
