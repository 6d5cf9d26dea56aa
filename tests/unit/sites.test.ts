// The name of a site, from every kind of address.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { siteOf } from "../../extension/shared/sites";

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
