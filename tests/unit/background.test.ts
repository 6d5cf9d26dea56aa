// Who may speak to the background, what a chosen menu item says to its frame, where items stand.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { isPdf } from "../../extension/background/commands";
import { matchPatterns } from "../../extension/background/menu_patterns";
import { commandFor } from "../../extension/background/menus";
import { senderRole } from "../../extension/background/router";

const ID = "abcdefghijklmnop";
const ORIGIN = `chrome-extension://${ID}`;
const tab = { id: 4 } as chrome.tabs.Tab;

const SENDERS: [name: string, sender: chrome.runtime.MessageSender, role: string | null][] = [
  ["a frame", { id: ID, tab, frameId: 2, url: "https://example.org/" }, "frame"],
  ["the popup", { id: ID, url: `${ORIGIN}/popup/popup.html` }, "page"],
  ["the popup in a tab", { id: ID, tab, frameId: 0, url: `${ORIGIN}/popup/popup.html` }, "page"],
  ["another extension", { id: "ponmlkjihgfedcba", url: `${ORIGIN}/popup/popup.html` }, null],
  ["no one", {}, null],
  ["a frame with no tab", { id: ID, frameId: 0, url: "https://example.org/" }, null],
  ["a tab with no frame", { id: ID, tab, url: "https://example.org/" }, null],
  ["a look-alike address", { id: ID, url: `${ORIGIN}.example.org/popup.html` }, null],
];

for (const [name, sender, role] of SENDERS) {
  test(`sender: ${name}`, () => assert.equal(senderRole(sender, ID, ORIGIN), role));
}

const CHOICES: [item: unknown, command: string | null][] = [
  ["fix_grammar", "fix_grammar"],
  ["show_sentiment", "show_sentiment"],
  ["complete_here", "complete_here"],
  ["add_word", "add_word"],
  ["site_off", null], // not for frames
  ["constructor", null],
  [7, null],
];

for (const [item, command] of CHOICES)
  test(`menu: ${item}`, () => assert.equal(commandFor(item), command));

const ADDRESSES: [url: string | undefined, pdf: boolean][] = [
  ["https://example.org/a/Report.PDF", true],
  ["file:///home/me/letter.pdf#page=2", true],
  ["https://example.org/a.pdf?download", true],
  ["chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/index.html", true],
  ["https://example.org/?file=a.pdf", false],
  ["https://example.org/a.pdf.html", false],
  [undefined, false],
];

for (const [url, pdf] of ADDRESSES) test(`PDF: ${url}`, () => assert.equal(isPdf(url), pdf));

const PATTERNS: [pattern: string, matches: string[]][] = [
  ["example.org", ["*://example.org/*", "*://www.example.org/*"]],
  ["*.example.org", ["*://*.example.org/*"]],
  ["example.org/notes*", ["*://example.org/notes*", "*://www.example.org/notes*"]],
  ["localhost", ["*://localhost/*"]],
  ["[::1]", []], // no match pattern can be sure to name it
];

for (const [pattern, matches] of PATTERNS)
  test(`menu on ${pattern}`, () => assert.deepEqual(matchPatterns([pattern]), matches));

test("the menu knows the newest thousand sites", () => {
  const many = Array.from({ length: 3_000 }, (_, index) => `site${index}.example`);
  const found = matchPatterns(many);
  assert.equal(found.length, 2_000);
  assert.equal(found.at(-1), "*://www.site2999.example/*");
});
