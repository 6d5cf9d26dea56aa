// Who may speak to the background, and what a chosen menu item says to its frame.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { commandFor } from "../../extension/background/menus";
import { senderRole } from "../../extension/background/router";
import { MAX_TEXT } from "../../extension/shared/wire";

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

type Click = Partial<chrome.contextMenus.OnClickData>;
const CLICKS: [name: string, info: Click, command: unknown][] = [
  [
    "plain page text goes along",
    { menuItemId: "fix_grammar", editable: false, selectionText: "She go." },
    { kind: "fix_grammar", selection: "She go." },
  ],
  [
    "a field's selection does not: the frame knows it better",
    { menuItemId: "show_sentiment", editable: true, selectionText: "Lovely." },
    { kind: "show_sentiment" },
  ],
  [
    "a long selection is cut",
    { menuItemId: "fix_grammar", editable: false, selectionText: "a".repeat(MAX_TEXT + 9) },
    { kind: "fix_grammar", selection: "a".repeat(MAX_TEXT) },
  ],
  ["the caret", { menuItemId: "complete_here", editable: true }, { kind: "complete_here" }],
  ["not for frames", { menuItemId: "site_off", editable: true }, null],
  ["no item of ours", { menuItemId: 7, editable: true }, null],
];

for (const [name, info, command] of CLICKS) {
  test(`menu: ${name}`, () => {
    assert.deepEqual(commandFor(info as chrome.contextMenus.OnClickData), command);
  });
}
