// Word lists out of files that anyone may have made, and back.
/// <reference types="node" />
import "./chrome_i18n";
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fullWords, merge, mergedWords } from "../../extension/options/dictionary_words";
import {
  faultOf,
  listText,
  MAX_LIST_BYTES,
  parseWords,
  type Skipped,
  textOf,
} from "../../extension/options/word_lists";
import { MAX_DICTIONARY_WORDS } from "../../extension/shared/settings_schema";

const NONE: Skipped = { flags: 0, repeated: 0, several: 0, long: 0, unclear: 0 };
const long = "x".repeat(101);

const LISTS: [name: string, text: string, words: string[], skipped: Partial<Skipped>][] = [
  ["a plain list", "Nib\nPyodide\n", ["Nib", "Pyodide"], {}],
  ["ends of lines of all kinds", "a\r\nb\rc\n\n d \t\n", ["a", "b", "c", "d"], {}],
  ["a mark of the encoding first", "\ufeffNib\n", ["Nib"], {}],
  ["remarks and empty lines", "# names\n\n#\nNib\n#tag\n", ["Nib", "#tag"], {}],
  ["a word twice", "Nib\nnib\nNib\n", ["Nib", "nib"], { repeated: 1 }],
  ["names of two words", "New York\nOslo\n", ["Oslo"], { several: 1 }],
  ["what is too long", `${long}\nOslo\n`, ["Oslo"], { long: 1 }],
  ["no letters", "--\n1984\nOslo\n", ["Oslo"], { unclear: 2 }],
  ["signs nobody sees", "Os\u202elo\nOslo\n\u0007bell\n", ["Oslo"], { unclear: 2 }],
  ["joiners are letters' own", "می\u200cخواهم\n", ["می\u200cخواهم"], {}],
  ["slashes in a plain list stay", "and/or\n", ["and/or"], {}],
  ["a .dic", "3\ndrink/SRJG\nOslo\nco-op/M\n", ["drink", "Oslo", "co-op"], { flags: 2 }],
  [
    "a .dic with morphology",
    "2\ndrink/S po:verb\nrun\tpo:verb st:x\n",
    ["drink", "run"],
    { flags: 1 },
  ],
  [
    "a .dic with a slash that is a letter",
    "2\nkm\\/h/M\nand\\/or\n",
    ["km/h", "and/or"],
    { flags: 1 },
  ],
  ["a .dic whose count is wrong", "999\nNib\n", ["Nib"], {}],
  ["nothing", "", [], {}],
];

for (const [name, text, words, skipped] of LISTS) {
  test(`list: ${name}`, () => {
    assert.deepEqual(parseWords(text), { words, skipped: { ...NONE, ...skipped } });
  });
}

test("what is exported is read back word for word, in both formats", () => {
  const word = fc
    .string({ unit: "grapheme", maxLength: 20 })
    .filter((text) => faultOf(text) === null);
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 30 }), (words) => {
      for (const format of ["txt", "dic"] as const)
        assert.deepEqual(parseWords(listText(words, format)).words, words, format);
    }),
  );
});

test("any text at all gives words that fit, and every line is accounted for", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
      for (const word of parseWords(text).words) assert.equal(faultOf(word), null);
    }),
  );
});

const bytes = (...values: number[]) => Uint8Array.from(values);
const FILES: [name: string, content: Uint8Array, expected: object][] = [
  ["UTF-8", new TextEncoder().encode("naïve"), { text: "naïve" }],
  ["UTF-16, little end first", bytes(0xff, 0xfe, 0x4e, 0, 0x69, 0), { text: "Ni" }],
  ["UTF-16, big end first", bytes(0xfe, 0xff, 0, 0x4e, 0, 0x69), { text: "Ni" }],
  ["a picture", bytes(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13), { refused: "not_text" }],
  ["Latin-1", bytes(0x6e, 0x61, 0xef, 0x76, 0x65), { refused: "not_utf8" }],
  ["half a UTF-16", bytes(0xff, 0xfe, 0x4e), { refused: "not_utf8" }],
  ["too much", new Uint8Array(MAX_LIST_BYTES + 1), { refused: "too_large" }],
];

for (const [name, content, expected] of FILES) {
  test(`bytes: ${name}`, () => assert.deepEqual(textOf(content), expected));
}

test("50,000 words are read in a moment, and no more are taken than there is room for", () => {
  const words = Array.from(
    { length: MAX_DICTIONARY_WORDS },
    (_, index) => `word${"abc"[index % 3]}${index}`,
  );
  const list = parseWords(listText(words, "dic"));
  assert.equal(list.words.length, MAX_DICTIONARY_WORDS);
  assert.equal(merge([], list)?.added.length, MAX_DICTIONARY_WORDS);
  assert.equal(merge(["one more"], list), null);
  assert.equal(merge([words[0] ?? ""], list)?.known, 1);
  assert.match(fullWords("a.txt", list, 49_990), /50,000 words, and .* room for 10\. Nothing/);
});

test("what was skipped is told", () => {
  const list = parseWords("2\nNib/S\nNew York\nNib\nOslo\n");
  const merged = merge(["Oslo"], list);
  assert.ok(merged);
  const said = mergedWords("names.dic", merged, list.skipped);
  assert.match(said, /added from names\.dic: 1\./);
  assert.match(said, /There already: 2\./);
  assert.match(said, /Left out: 1 of more than one word\./);
  assert.match(said, /Flags were left out of 1:/);
});
