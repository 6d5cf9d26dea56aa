// What the session decides from answers: blocks, findings, tints, offers, keys. Tables.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import "./chrome_i18n";
import {
  blocksAround,
  MAX_BLOCK,
  nearestFirst,
  windowAround,
} from "../../extension/content/blocks";
import { BlockChecker } from "../../extension/content/checker";
import {
  diffParts,
  type Finding,
  groupOf,
  isSame,
  mergeFindings,
  shownSpan,
} from "../../extension/content/findings";
import { meaningOf } from "../../extension/content/keys";
import { hasLineStart, lineEndsAt, nextWord, remainder } from "../../extension/content/offer";
import { mergeTints } from "../../extension/content/sentiments";
import { keysOf } from "../../extension/shared/chords";
import { titleOf } from "../../extension/shared/rules";
import type { Wording } from "../../extension/shared/words";

test("blocks are the paragraphs, without empty ones", () => {
  const blocks = blocksAround("one\n\ntwo\n  \nthree", 0, 100);
  assert.deepEqual(
    blocks.map(({ start, text }) => [start, text]),
    [
      [0, "one"],
      [5, "two"],
      [12, "three"],
    ],
  );
});

test("blocks lie where they say, are short, and cover every word of a small text", () => {
  const words = fc.array(fc.constantFrom("word", "end.", "\n", "long".repeat(400)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(words, fc.nat(500), (parts, caret) => {
      const text = parts.join(" ");
      const blocks = blocksAround(text, caret, 1e6);
      for (const { start, end, text: own } of blocks) {
        assert.equal(text.slice(start, end), own);
        assert.ok(own.length <= MAX_BLOCK && !own.includes("\n"));
      }
      const covered = blocks.map((block) => block.text).join("");
      assert.equal(covered.replace(/\s/g, ""), text.replace(/\s/g, ""));
    }),
  );
});

test("the window holds the caret, whole paragraphs, and no more than its limit", () => {
  const text = Array.from({ length: 2_000 }, (_, index) => `Paragraph ${index} of many.`).join(
    "\n",
  );
  for (const caret of [0, 17_000, 30_000, text.length]) {
    const { start, end } = windowAround(text, caret, 5_000);
    assert.ok(start <= caret && caret <= end && end - start <= 5_000, `${caret}`);
    assert.ok(start === 0 || text[start - 1] === "\n");
    assert.ok(end === text.length || text[end] === "\n");
  }
});

test("one endless paragraph has a window around the caret too", () => {
  const text = "word ".repeat(40_000);
  const { start, end } = windowAround(text, 100_002, 20_000);
  assert.ok(start <= 100_002 && end >= 100_002 && end - start <= 20_000);
  assert.ok(blocksAround(text, 100_002, 20_000).every((block) => block.text.length <= MAX_BLOCK));
});

test("the block with the caret comes first", () => {
  const blocks = blocksAround("one\ntwo\nthree", 5, 100);
  assert.deepEqual(
    nearestFirst(blocks, 5).map((block) => block.text),
    ["two", "one", "three"],
  );
});

const REASON: Wording = ["reason_spacing"];

const edit = (start: number, end: number, replacement: string, kind = "spelling") => ({
  start,
  end,
  replacement,
  kind,
  reason: REASON,
  confidence: 1,
});
const all = () => true;

test("findings come from each block's own answer, at its place", () => {
  const blocks = blocksAround("a teh\na teh", 0, 100);
  const answers = new Map([["a teh", [edit(2, 5, "the")]]]);
  const found = mergeFindings(blocks, answers, [], all);
  assert.deepEqual(
    found.map(({ start, end, original }) => [start, end, original]),
    [
      [2, 5, "teh"],
      [8, 11, "teh"],
    ],
  );
});

test("a block without an answer keeps what it had; foreign and idle edits are dropped", () => {
  const blocks = blocksAround("a teh\nb teh", 0, 100);
  const old: Finding = {
    start: 8,
    end: 11,
    replacement: "the",
    original: "teh",
    kind: "spelling",
    reason: REASON,
  };
  const answers = new Map([["a teh", [edit(2, 5, "teh"), edit(2, 50, "x"), edit(5, 2, "x")]]]);
  assert.deepEqual(mergeFindings(blocks, answers, [old], all), [old]);
});

test("of overlapping findings the first stays", () => {
  const blocks = blocksAround("a teh cat", 0, 100);
  const answers = new Map([["a teh cat", [edit(2, 5, "the"), edit(4, 9, "x"), edit(6, 9, "dog")]]]);
  assert.deepEqual(
    mergeFindings(blocks, answers, [], all).map(({ start }) => start),
    [2, 6],
  );
});

const SHOWN: [string, [number, number], string][] = [
  ["a teh cat", [2, 5], "teh"],
  ["a teh cat", [1, 5], "teh"],
  ["home  now", [4, 6], "home  now"],
  ["I am here", [9, 9], "here"],
  ["hello", [0, 0], "hello"],
  ["one , two", [3, 4], "one ,"],
];

for (const [text, [start, end], expected] of SHOWN) {
  test(`shownSpan ${text} ${start}-${end}`, () => {
    const shown = shownSpan(text, { start, end });
    assert.equal(text.slice(shown.start, shown.end), expected);
  });
}

test("the diff shows words whole, spaces as dots, and neighbours of what has no words", () => {
  assert.deepEqual(diffParts("a teh cat", { start: 2, end: 5, replacement: "the" }), {
    before: "",
    old: "teh",
    fresh: "the",
    after: "",
  });
  assert.deepEqual(diffParts("go home  now", { start: 7, end: 9, replacement: " " }), {
    before: "home",
    old: "\u00B7\u00B7",
    fresh: "\u00B7",
    after: "now",
  });
});

const DIFFS: [text: string, span: [number, number], replacement: string, shown: string][] = [
  ["never such beautiful place", [6, 10], "such a", "such[][ a] beautiful"],
  ["I am agree", [1, 4], "", "I[ am][] agree"],
  ["We should of gone", [3, 12], "should have", "should [of][have]"],
  ["see the the cat", [4, 11], "the", "the[ the][] cat"],
  ["It are there", [0, 6], "Are it", "[It are][Are it]"],
  ["Carbon based", [0, 7], "Carbon-", "[Carbon ][Carbon-]"],
];

for (const [text, [start, end], replacement, shown] of DIFFS) {
  test(`the diff of ${text}`, () => {
    const { before, old, fresh, after } = diffParts(text, { start, end, replacement });
    assert.equal(`${before}[${old}][${fresh}]${after}`, shown);
  });
}

test("a finding made anew by a later answer is the same one", () => {
  const finding = { ...edit(2, 5, "the"), original: "teh" };
  assert.ok(
    isSame(finding, { ...finding, reason: ["reason_comma_fits"] as Wording }) && isSame(null, null),
  );
  assert.ok(!isSame(finding, { ...finding, replacement: "ten" }) && !isSame(finding, null));
});

const KINDS: [kind: string, group: string, title: string][] = [
  ["spelling", "spelling", "Spelling"],
  ["capital", "style", "Capital letter"],
  ["comma", "style", "Comma"],
  ["agreement", "grammar", "Agreement"],
  ["determiner", "grammar", "Article"],
  ["word_order", "grammar", "Word order"],
  ["word_form", "grammar", "Word form"],
  ["missing_word", "grammar", "Missing word"],
  ["extra_word", "grammar", "Extra word"],
  ["never_heard_of", "grammar", "Never heard of"],
  ["", "grammar", "Suggestion"],
];

for (const [kind, group, title] of KINDS) {
  test(`kind ${kind} has a group and a title`, () => {
    assert.deepEqual([groupOf(kind), titleOf(kind)], [group, title]);
  });
}

test("tints lie at their block's place; neutral ones and those outside are dropped", () => {
  const blocks = blocksAround("x\nI love it. I see.", 0, 100);
  const span = (start: number, end: number, label: "positive" | "neutral") => ({
    start,
    end,
    label,
    score: 1,
  });
  const sentences = [
    { ...span(0, 10, "positive"), spans: [span(2, 6, "positive"), span(2, 99, "positive")] },
    { ...span(11, 17, "neutral"), spans: [] },
  ];
  const tints = mergeTints(blocks, new Map([["I love it. I see.", sentences]]), []);
  assert.deepEqual(
    tints.map(({ start, end, level }) => [start, end, level]),
    [
      [2, 12, "sentence"],
      [4, 8, "word"],
    ],
  );
});

const OFFER = { text: "Thank yo!", caret: 8, completion: "u so much" };
const REMAINDERS: [string, number, string | null][] = [
  ["Thank yo!", 8, "u so much"],
  ["Thank you!", 9, " so much"],
  ["Thank you so much!", 17, ""],
  ["Thank yof!", 9, null], // another way
  ["Thank y!", 7, null], // deleted
  ["Thenk you!", 9, null], // changed before
  ["Thank you?", 9, null], // changed behind
  ["Thank yo!", 4, null], // caret moved
];

for (const [text, caret, expected] of REMAINDERS) {
  test(`remainder at ${text} ${caret}`, () =>
    assert.equal(remainder(OFFER, text, caret), expected));
}

test("words of a ghost, and where one may stand", () => {
  assert.equal(nextWord(" so much, really"), " so");
  assert.equal(nextWord("lo, world"), "lo,");
  assert.equal(nextWord(" "), " ");
  assert.ok(lineEndsAt("abc \nnext", 3) && !lineEndsAt("abc d", 3) && lineEndsAt("abc", 3));
  assert.ok(hasLineStart("a\nb", 3) && !hasLineStart("a\n", 2) && !hasLineStart("", 0));
});

const KEY = {
  key: "",
  code: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
};
const KEYS: [Partial<typeof KEY>, boolean, boolean, string | null][] = [
  [{ key: "Tab" }, false, false, "accept"],
  [{ key: "Tab", shiftKey: true }, false, false, null],
  [{ key: "Tab", isComposing: true }, false, false, null],
  [{ key: "Tab", keyCode: 229 }, false, false, null],
  [{ key: "Escape" }, false, false, "dismiss"],
  [{ key: "Enter" }, false, false, "apply"],
  [{ key: "Enter", ctrlKey: true }, false, false, null],
  [{ key: "ArrowRight", ctrlKey: true }, false, false, "accept_word"],
  [{ key: "ArrowRight", ctrlKey: true }, true, false, null],
  [{ key: "ArrowRight", altKey: true }, true, false, "accept_word"],
  [{ key: "ArrowLeft", ctrlKey: true }, false, true, "accept_word"],
  [{ key: "ArrowRight", ctrlKey: true, shiftKey: true }, false, false, null],
  [{ key: "j", altKey: true }, false, false, "next_finding"],
  [{ key: "\u2206", code: "KeyJ", altKey: true }, true, false, "next_finding"],
  [{ key: "k", altKey: true }, false, false, "previous_finding"],
  [{ key: "F", altKey: true, shiftKey: true }, false, false, "fix_all"],
  [{ key: "j" }, false, false, null],
];

for (const [event, isMac, rtl, expected] of KEYS) {
  test(`key ${JSON.stringify(event)}${isMac ? " on a Mac" : ""}${rtl ? " rtl" : ""}`, () => {
    assert.equal(
      meaningOf({ ...KEY, ...event }, keysOf({}, isMac), () => rtl),
      expected,
    );
  });
}

test("keys of one's own take the place of the usual ones", () => {
  const keys = keysOf({ accept: "Ctrl+Enter" }, false);
  assert.equal(meaningOf({ ...KEY, key: "Enter", code: "Enter", ctrlKey: true }, keys), "accept");
  assert.equal(meaningOf({ ...KEY, key: "Tab", code: "Tab" }, keys), null);
});

type Finish = (answer: number, isLast?: boolean) => void;

/** A checker whose questions the test answers: "text" or "text|caret". */
function checkerStage() {
  const asked: string[] = [];
  const cancelled: string[] = [];
  const finish = new Map<string, Finish>();
  const checker = new BlockChecker<number>(
    ({ text, caret }, onAnswer) => {
      const name = caret === undefined ? text : `${text}|${caret}`;
      asked.push(name);
      finish.set(name, (answer, isLast = true) => onAnswer(answer, isLast));
      return () => cancelled.push(name);
    },
    () => {},
  );
  const answer: (name: string, ...of: Parameters<Finish>) => void = (name, ...of) =>
    finish.get(name)?.(...of);
  const want = (...texts: string[]) => checker.want(texts.map((text) => ({ text })));
  return { checker, asked, cancelled, answer, want };
}

test("the checker asks for one block at a time, nearest first, and cancels what is gone", () => {
  const { checker, asked, cancelled, answer, want } = checkerStage();
  want("a", "b");
  assert.deepEqual(asked, ["a"]);
  answer("a", 1);
  assert.deepEqual(asked, ["a", "b"]);
  want("c", "a");
  assert.deepEqual(cancelled, ["b"]);
  assert.deepEqual(asked, ["a", "b", "c"]);
  answer("b", 2); // late: it still fits its own text
  answer("c", 3);
  assert.deepEqual([...checker.answers.keys()].sort(), ["a", "b", "c"]);
});

test("an answer that left a word alone is asked anew once the caret has left it", () => {
  const { checker, asked, cancelled, answer } = checkerStage();
  checker.want([{ text: "a", caret: 1 }]);
  checker.want([{ text: "a" }]); // the writer rests: what is under way may still end
  assert.deepEqual([asked, cancelled], [["a|1"], []]);
  answer("a|1", 1);
  assert.ok(checker.isAnswered({ text: "a", caret: 1 }) && !checker.isAnswered({ text: "a" }));
  assert.deepEqual(asked, ["a|1", "a"]);
  answer("a", 2);
  checker.want([{ text: "a", caret: 0 }]); // a whole answer serves every caret
  assert.deepEqual(asked, ["a|1", "a"]);
  assert.equal(checker.answers.get("a"), 2);
});

test("a partial answer shows at once, and is not the last word", () => {
  const { checker, asked, cancelled, answer } = checkerStage();
  checker.want([{ text: "a", caret: 1 }, { text: "b" }]);
  answer("a|1", 1, false);
  assert.equal(checker.answers.get("a"), 1);
  assert.ok(!checker.isAnswered({ text: "a", caret: 1 }));
  assert.deepEqual([asked, cancelled], [["a|1"], []]);
  checker.want([{ text: "a" }, { text: "b" }]);
  assert.deepEqual([asked, cancelled], [["a|1", "a"], ["a|1"]]);
  answer("a", 2, false);
  answer("a", 3);
  assert.deepEqual(asked, ["a|1", "a", "b"]);
  assert.equal(checker.answers.get("a"), 3);
});
