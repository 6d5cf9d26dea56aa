// The popup's sentences on the page and its field, for every condition of them.
/// <reference types="node" />

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PageView } from "../../extension/popup/page";
import type { FieldView } from "../../extension/popup/page_link";
import {
  fieldNote,
  findingsWords,
  languageWords,
  leftWords,
  rivalWords,
  siteDetail,
  toneWords,
  whySilent,
} from "../../extension/popup/page_words";
import type { FieldState } from "../../extension/shared/messages";
import { parseSettings, type Settings } from "../../extension/shared/settings_schema";
import { getMessage } from "./chrome_i18n";

Object.assign(chrome.i18n, { getMessage, getUILanguage: () => "en" });

const DEFAULTS = parseSettings({});
const NOW_MS = 1_800_000_000_000;
const PAGE: PageView = {
  tabId: 1,
  url: "https://example.org/mail/new",
  site: "example.org",
  kind: "site",
  isPrivate: false,
};
const ALL_OFF = { completion: false, correction: false, sentiment: false };
const BROWSER: Partial<PageView> = { kind: "browser", site: null, url: "chrome://version" };

const PAGES: [
  name: string,
  change: Partial<Settings>,
  page: Partial<PageView>,
  words: RegExp | null,
][] = [
  ["nothing in the way", {}, {}, null],
  ["off everywhere", { enabled: false }, {}, /off everywhere/],
  [
    "off by policy",
    { enabled: false, locked: ["enabled"] },
    {},
    /organisation has switched Nib off\.$/,
  ],
  ["snoozed", { snoozed_until: NOW_MS + 1 }, {}, /^Snoozed until \d/],
  ["no longer snoozed", { snoozed_until: NOW_MS }, {}, null],
  ["off everywhere, and snoozed", { enabled: false, snoozed_until: NOW_MS + 1 }, {}, /everywhere/],
  ["off on the site", { sites_off: ["example.org"] }, {}, /off on this site/],
  ["off on a part of it", { sites_off: ["example.org/mail*"] }, {}, /off on this site/],
  ["off on another part", { sites_off: ["example.org/notes*"] }, {}, null],
  ["another site is off", { sites_off: ["example.com"] }, {}, null],
  ["off by default", { on_by_default: false }, {}, /where you have not switched it on/],
  ["off by default, on here", { on_by_default: false, sites_on: ["example.org"] }, {}, null],
  ["the site off by policy", { forced_off: ["*.example.org"] }, {}, /organisation .* this site/],
  ["no feature is on", ALL_OFF, {}, /three features are off/],
  [
    "no feature is on here",
    { ...ALL_OFF, sentiment: true, sentiment_off: ["example.org"] },
    {},
    /for this site/,
  ],
  ["one feature is on", { ...ALL_OFF, sentiment: true }, {}, null],
  ["a browser page", {}, BROWSER, /own pages/],
  ["a local file", {}, { kind: "file", site: null, url: "file:///x" }, null],
];

for (const [name, change, page, silence] of PAGES) {
  test(`why silent: ${name}`, () => {
    const words = whySilent({ ...DEFAULTS, ...change }, { ...PAGE, ...page }, NOW_MS);
    if (silence === null) assert.equal(words, null);
    else assert.match(words ?? "", silence);
  });
}

test("minutes that are left", () => {
  assert.equal(leftWords(NOW_MS + 3_600_000, NOW_MS), "60 minutes left");
  assert.equal(leftWords(NOW_MS + 60_001, NOW_MS), "2 minutes left");
  assert.equal(leftWords(NOW_MS + 1, NOW_MS), "1 minute left");
});

test("what the site's switch says of itself", () => {
  assert.match(siteDetail(DEFAULTS, { ...PAGE, isPrivate: true }), /nothing is stored/);
  assert.match(siteDetail({ ...DEFAULTS, forced_on: ["example.org"] }, PAGE), /organisation/);
  assert.equal(siteDetail(DEFAULTS, PAGE), "Nib on this site");
});

const FIELD: FieldState = {
  session: 0.5,
  rivals: [],
  blank: false,
  language: "en",
  grammar: "read",
  tone: "off",
  findings: [],
  count: 0,
};
const REACHED: NonNullable<FieldView> = { reached: true, refusal: null, field: null };
const UNREACHED = { ...REACHED, reached: false };

const NOTES: [
  name: string,
  page: Partial<PageView>,
  view: NonNullable<FieldView>,
  note: RegExp | null,
][] = [
  ["a field", {}, { ...REACHED, field: FIELD }, null],
  ["no field", {}, REACHED, /Click into a text field/],
  ["a password", {}, { ...REACHED, refusal: "password" }, /never reads passwords/],
  ["a code editor", {}, { ...REACHED, refusal: "code-editor" }, /code editors/],
  ["opened before Nib", {}, UNREACHED, /reload/],
  ["the store", { site: "chromewebstore.google.com" }, UNREACHED, /store/],
  ["a local file", { kind: "file", site: null }, UNREACHED, /allow file access/],
  ["an address not shown", { kind: "unknown", site: null }, UNREACHED, /pages like this/],
];

for (const [name, page, view, note] of NOTES) {
  test(`field: ${name}`, () => {
    const found = fieldNote({ ...PAGE, ...page }, view);
    if (note === null) assert.equal(found, null);
    else assert.match(found?.text ?? "", note);
  });
}

test("what the options can change has a way there", () => {
  assert.equal(fieldNote(PAGE, { ...REACHED, refusal: "spellcheck-off" })?.link, "fields");
  assert.equal(fieldNote(PAGE, { ...REACHED, refusal: "payment" })?.link, undefined);
});

const RIVALS: [rivals: FieldState["rivals"], beside: boolean, words: RegExp | null][] = [
  [[], false, null],
  [["Grammarly"], false, /^Grammarly is active on this page: Nib shows no corrections here\.$/],
  [["Grammarly", "Harper"], false, /^Grammarly and Harper are active/],
  [["Smart Compose"], false, /Smart Compose writes ahead/],
  [["LanguageTool", "Smart Compose"], false, /^LanguageTool is active/],
  [["Grammarly"], true, null],
];

for (const [rivals, beside_rivals, words] of RIVALS) {
  test(`rivals: ${rivals.join(", ") || "none"}${beside_rivals ? ", side by side" : ""}`, () => {
    const said = rivalWords({ ...DEFAULTS, beside_rivals }, rivals);
    if (words === null) assert.equal(said, null);
    else assert.match(said ?? "", words);
  });
}

test("a language that is not English has its name", () => {
  assert.match(languageWords("de") ?? "", /looks like German/);
  for (const code of ["", "und", "en", "en-GB"]) assert.equal(languageWords(code), null);
  assert.match(languageWords("no code!") ?? "", /looks like no code!/);
});

const FINDINGS: [change: Partial<FieldState>, words: string][] = [
  [{ grammar: "off" }, "Corrections are off here"],
  [{ blank: true, grammar: "unread" }, "Nothing is written in this field yet"],
  [{ grammar: "unread" }, "Not checked yet"],
  [{ grammar: "reading" }, "Reading this field"],
  [{ grammar: "reading", count: 2 }, "2 corrections"],
  [{ count: 1 }, "1 correction"],
  [{}, "Nothing to correct"],
];

for (const [change, words] of FINDINGS) {
  test(`findings: ${words}`, () => assert.equal(findingsWords({ ...FIELD, ...change }), words));
}

const TONES: [sentences: number, positive: number, negative: number, words: string][] = [
  [3, 0, 0, "Tone: neutral"],
  [1, 1, 0, "Tone: positive"],
  [2, 0, 2, "Tone: negative"],
  [5, 3, 2, "Tone: mostly positive, 2 of 5 sentences negative"],
  [5, 1, 3, "Tone: mostly negative, 1 of 5 sentences positive"],
  [5, 4, 0, "Tone: mostly positive, 4 of 5 sentences positive"],
  [5, 2, 1, "Tone: partly positive, 1 of 5 sentences negative"],
  [5, 0, 1, "Tone: partly negative, 1 of 5 sentences negative"],
  [4, 2, 2, "Tone: mixed, 2 of 4 sentences negative"],
];

for (const [sentences, positive, negative, words] of TONES) {
  test(`tone: ${positive} positive, ${negative} negative of ${sentences}`, () => {
    assert.equal(toneWords({ sentences, positive, negative }), words);
  });
}

test("a tone that is not known is not told", () => {
  assert.equal(toneWords("off"), null);
  assert.equal(toneWords("unread"), null);
  assert.equal(toneWords("reading"), "Reading the tone");
});
