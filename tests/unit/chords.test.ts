// Chords out of key events and out of text, and what speaks against binding one.
/// <reference types="node" />
import "./chrome_i18n";
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  chordOf,
  clashOf,
  keysOf,
  type Objection,
  objectionTo,
  type Press,
  parseChord,
} from "../../extension/shared/chords";
import { keyCaps } from "../../extension/ui/key_caps";

const NOTHING = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const ctrl = { ctrlKey: true };
const alt = { altKey: true };
const shift = { shiftKey: true };

const PRESSED: [name: string, press: Partial<Press>, chord: string | null][] = [
  ["a named key", { key: "Tab", code: "Tab" }, "Tab"],
  ["an arrow", { key: "ArrowRight", code: "ArrowRight", ...ctrl }, "Ctrl+ArrowRight"],
  ["a letter, small", { key: "j", code: "KeyJ", ...alt }, "Alt+J"],
  ["a letter, large", { key: "F", code: "KeyF", ...alt, ...shift }, "Alt+Shift+F"],
  ["Alt on a Mac makes another sign", { key: "∆", code: "KeyJ", ...alt }, "Alt+J"],
  ["Alt on a Mac makes a dead key", { key: "Dead", code: "KeyE", ...alt }, "Alt+E"],
  ["the letter of the layout, not of the place", { key: "y", code: "KeyZ", ...alt }, "Alt+Y"],
  ["another alphabet: the place", { key: "о", code: "KeyJ", ...alt }, "Alt+J"],
  ["a digit with Shift", { key: "!", code: "Digit1", ...ctrl, ...shift }, "Ctrl+Shift+1"],
  ["a digit of the pad", { key: "1", code: "Numpad1", ...ctrl }, "Ctrl+1"],
  ["the pad without its lock", { key: "ArrowLeft", code: "Numpad4" }, "ArrowLeft"],
  ["a stop", { key: ".", code: "Period", ...ctrl }, "Ctrl+Period"],
  ["a space", { key: " ", code: "Space", ...ctrl }, "Ctrl+Space"],
  [
    "all that can be held",
    { key: "a", code: "KeyA", ...ctrl, ...alt, ...shift, metaKey: true },
    "Ctrl+Alt+Shift+Meta+A",
  ],
  ["held keys alone", { key: "Control", code: "ControlLeft", ...ctrl }, null],
  ["AltGr alone", { key: "AltGraph", code: "AltRight" }, null],
  ["an input method at work", { key: "Process", code: "KeyA" }, null],
  ["a key without a name", { key: "Unidentified", code: "" }, null],
  ["a sign without a place", { key: "ß", code: "" }, null],
];

for (const [name, press, chord] of PRESSED) {
  test(`pressed: ${name}`, () => {
    assert.equal(chordOf({ key: "", code: "", ...NOTHING, ...press }), chord);
  });
}

const TEXTS: [text: string, chord: string | null][] = [
  ["Alt+Shift+F", "Alt+Shift+F"],
  ["shift + alt + f", "Alt+Shift+F"],
  ["Cmd+Option+J", "Alt+Meta+J"],
  ["Control+ArrowRight", "Ctrl+ArrowRight"],
  ["Tab", "Tab"],
  ["", null],
  ["Alt", null],
  ["Alt+", null],
  ["Alt+Alt+J", null],
  ["Hyper+J", null],
  ["Alt+j j", null],
  ["Alt+<b>", null],
  [`Alt+${"A".repeat(30)}`, null],
];

for (const [text, chord] of TEXTS) {
  test(`text: ${text || "none"}`, () => assert.equal(parseChord(text), chord));
}

test("what was pressed is read back from text, and text from itself", () => {
  const press = fc.record({
    key: fc.oneof(fc.string(), fc.constantFrom("Tab", "F5", "j", "É", "Dead", "ArrowUp", "😀")),
    code: fc.constantFrom("", "KeyJ", "Digit7", "Comma", "Numpad0", "IntlBackslash"),
    ctrlKey: fc.boolean(),
    altKey: fc.boolean(),
    shiftKey: fc.boolean(),
    metaKey: fc.boolean(),
  });
  fc.assert(
    fc.property(press, (event) => {
      const chord = chordOf(event);
      if (chord !== null) assert.equal(parseChord(chord), chord);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const chord = parseChord(text);
      if (chord !== null) assert.equal(parseChord(chord), chord);
    }),
  );
});

const OBJECTIONS: [chord: string, elsewhere: Objection | null, onMac: Objection | null][] = [
  ["Tab", null, null],
  ["Escape", null, null],
  ["Alt+J", null, null],
  ["Alt+Shift+F", null, null],
  ["Ctrl+Alt+G", null, null],
  ["J", "plain", "plain"],
  ["Shift+J", "plain", "plain"],
  ["7", "plain", "plain"],
  ["Space", "plain", "plain"],
  ["Comma", "plain", "plain"],
  ["Enter", "editing", "editing"],
  ["Shift+Enter", "editing", "editing"],
  ["Backspace", "editing", "editing"],
  ["Ctrl+Backspace", "editing", "editing"],
  ["ArrowUp", "editing", "editing"],
  ["ArrowRight", "shared", "shared"],
  ["Ctrl+C", "editing", null],
  ["Meta+C", "kept", "editing"],
  ["Ctrl+Shift+Z", "editing", null],
  ["Ctrl+T", "kept", null],
  ["Ctrl+W", "kept", null],
  ["Ctrl+N", "kept", null],
  ["Ctrl+Shift+N", "kept", null],
  ["Meta+T", "kept", "kept"],
  ["Shift+Meta+N", "kept", "kept"],
  ["Meta+Q", "kept", "kept"],
  ["Ctrl+Tab", "kept", "kept"],
  ["Alt+Tab", "kept", "kept"],
  ["Alt+F4", "kept", "kept"],
  ["Meta+J", "kept", "shared"],
  ["Ctrl+ArrowRight", null, "kept"],
  ["Alt+ArrowRight", "shared", "shared"],
  ["F5", "shared", "shared"],
  ["Ctrl+F", "shared", null],
  ["Ctrl+Enter", "shared", null],
];

for (const [chord, elsewhere, onMac] of OBJECTIONS) {
  test(`against ${chord}`, () => {
    assert.equal(objectionTo(chord, false), elsewhere);
    assert.equal(objectionTo(chord, true), onMac);
  });
}

test("what is bound from the start has nothing against it", () => {
  for (const isMac of [false, true]) {
    const chords = Object.values(keysOf({}, isMac));
    assert.equal(new Set(chords).size, chords.length);
    for (const chord of chords) {
      assert.equal(parseChord(chord), chord);
      const objection = objectionTo(chord, isMac);
      assert.ok(objection === null || objection === "shared", `${chord}: ${objection}`);
    }
  }
});

test("a chord clashes with that of another action, never with its own", () => {
  const keys = keysOf({ fix_all: "Alt+X" }, false);
  assert.equal(clashOf(keys, "accept", "Alt+X"), "fix_all");
  assert.equal(clashOf(keys, "fix_all", "Alt+X"), null);
  assert.equal(clashOf(keys, "accept", "Alt+Shift+F"), null);
});

test("caps are what the keys say", () => {
  assert.deepEqual(keyCaps("Ctrl+ArrowRight", false), ["Ctrl", "→"]);
  assert.deepEqual(keyCaps("Alt+Shift+F", true), ["⌥", "⇧", "F"]);
  assert.deepEqual(keyCaps("Ctrl+Comma", false), ["Ctrl", ","]);
  assert.deepEqual(keyCaps("Shift+PageUp", false), ["Shift", "Page up"]);
  assert.deepEqual(keyCaps("Meta+Escape", true), ["⌘", "Esc"]);
  assert.deepEqual(keyCaps("F9", false), ["F9"]);
});
