// What a person sees and hears: who else is in the field, where a card stands, colours that stand
// out, what is announced. Tables.
/// <reference types="node" />
import "./chrome_i18n";
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wordsFor } from "../../extension/content/announcer";
import {
  contrast,
  ENOUGH,
  isDark,
  opacityFor,
  type Rgb,
  standingOut,
} from "../../extension/content/render/contrast";
import { besideText } from "../../extension/content/render/placement";
import { checkersIn, hasSmartCompose, type Signs } from "../../extension/content/rivals";

const NONE: Signs = { drawn: [], marked: [], refused: [], oneLine: false };
const RIVALS: [name: string, signs: Partial<Signs>, found: string[]][] = [
  ["nobody", {}, []],
  ["Grammarly on the page", { drawn: ["Grammarly"] }, ["Grammarly"]],
  ["Grammarly takes no single lines", { drawn: ["Grammarly"], oneLine: true }, []],
  ["Grammarly kept out of the field", { drawn: ["Grammarly"], refused: ["Grammarly"] }, []],
  ["Harper takes single lines", { drawn: ["Harper"], oneLine: true }, ["Harper"]],
  ["LanguageTool elsewhere on the page", { drawn: ["LanguageTool"] }, ["LanguageTool"]],
  ["its mark on a line is sure", { marked: ["LanguageTool"], oneLine: true }, ["LanguageTool"]],
  [
    "LanguageTool keeps Grammarly out of its fields",
    { drawn: ["Grammarly", "LanguageTool"], marked: ["LanguageTool"], refused: ["Grammarly"] },
    ["LanguageTool"],
  ],
  ["two at once", { drawn: ["Harper", "Grammarly"] }, ["Grammarly", "Harper"]],
];

for (const [name, signs, found] of RIVALS)
  test(`rivals: ${name}`, () => assert.deepEqual(checkersIn({ ...NONE, ...signs }), found));

test("Smart Compose is looked for in Gmail alone", () => {
  assert.ok(hasSmartCompose("mail.google.com"));
  assert.ok(!hasSmartCompose("mail.google.com.example") && !hasSmartCompose("google.com"));
});

const VIEW = { width: 800, height: 600 };
const CARD = { width: 300, height: 150 };
const box = (left: number, top: number) => ({ left, top, width: 50, height: 20 });
const PLACES: [
  name: string,
  anchor: ReturnType<typeof box>,
  view: typeof VIEW,
  corner: [number, number],
][] = [
  ["below its text", box(100, 100), VIEW, [100, 126]],
  ["above it at the bottom", box(100, 560), VIEW, [100, 404]],
  ["within the right edge", box(780, 100), VIEW, [492, 126]],
  ["within the left edge", box(-40, 100), VIEW, [8, 126]],
  [
    "a window too low: where there is more room",
    box(100, 20),
    { width: 800, height: 180 },
    [100, 22],
  ],
  ["a window smaller than the card", box(0, 0), { width: 200, height: 100 }, [8, 8]],
  ["text scrolled out of sight", box(100, -400), VIEW, [100, 8]],
];

for (const [name, anchor, view, corner] of PLACES)
  test(`card: ${name}`, () => {
    const { left, top } = besideText(anchor, CARD, view);
    assert.deepEqual([left, top], corner);
  });

const channel = fc.integer({ min: 0, max: 255 });
const color: fc.Arbitrary<Rgb> = fc.tuple(channel, channel, channel);

test("contrast is WCAG's", () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.equal(contrast([119, 119, 119], [255, 255, 255]).toFixed(2), "4.48");
  assert.ok(isDark([17, 19, 23]) && !isDark([255, 213, 79]));
});

test("every colour stands out on every ground, and stays as it is where it did", () => {
  fc.assert(
    fc.property(color, color, (ink, ground) => {
      const moved = standingOut(ink, ground, ENOUGH);
      assert.ok(contrast(moved, ground) >= 3);
      if (contrast(ink, ground) >= 3.1) assert.deepEqual(moved, [...ink]);
    }),
  );
});

test("opacity: pale on black and white, more where it must be, none where nothing helps", () => {
  assert.equal(opacityFor([0, 0, 0], [255, 255, 255], 0.56, ENOUGH), 0.56);
  assert.ok((opacityFor([118, 118, 118], [255, 255, 255], 0.56, ENOUGH) ?? 0) > 0.7);
  assert.equal(opacityFor([181, 181, 181], [255, 255, 255], 0.56, ENOUGH), null);
});

const SAID: [ghost: string, change: number, corrections: number, words: string][] = [
  ["", 0, 0, ""],
  ["", 0, 2, ""],
  ["", 1, 1, "1 correction. Alt+J shows it."],
  ["", -1, 2, "2 corrections. Alt+J shows the first."],
  ["", -2, 0, ""],
  [" for your help", 0, 2, "Suggestion: for your help. Tab takes it."],
  ["s", 1, 1, "1 correction. Alt+J shows it. Suggestion: s. Tab takes it."],
];

for (const [ghost, change, corrections, words] of SAID)
  test(`said: ${words || `nothing of ${corrections}`} (${change})`, () =>
    assert.equal(wordsFor(ghost, change, corrections), words));
