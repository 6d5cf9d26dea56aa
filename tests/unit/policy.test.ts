// Which fields are never touched (DESIGN.md, decision 8), as a table.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { type FieldTraits, type Refusal, refusal } from "../../extension/content/policy";

const USUAL = { in_spellcheck_off: false, in_search_fields: true, in_one_line: true };
const PLAIN: FieldTraits = {
  kind: "input",
  type: "text",
  wasPassword: false,
  autocomplete: "",
  inputMode: "",
  names: [],
  maxLength: -1,
  readOnly: false,
  spellcheck: true,
  inCodeEditor: false,
  visible: true,
};

const ROWS: [string, Partial<FieldTraits>, Refusal | null][] = [
  ["plain input", {}, null],
  ["search", { type: "search" }, null],
  ["textarea", { kind: "textarea" }, null],
  ["editable", { kind: "editable" }, null],
  ["password", { type: "password" }, "password"],
  ["password once shown", { wasPassword: true }, "password"],
  ["new password", { autocomplete: "section-a new-password" }, "password"],
  ["password by name, shown from the start", { names: ["userPassword"] }, "password"],
  ["passphrase by label", { names: ["", "Your pass phrase"] }, "password"],
  ["card number", { autocomplete: "billing cc-number" }, "payment"],
  ["card number in a textarea", { kind: "textarea", autocomplete: "cc-number" }, "payment"],
  ["card number by name", { names: ["card_number"] }, "payment"],
  ["cvc by name", { names: ["cvc"] }, "payment"],
  ["iban by placeholder", { names: ["", "IBAN"] }, "payment"],
  ["one-time code", { autocomplete: "one-time-code" }, "code"],
  ["one digit of a code", { maxLength: 1 }, "code"],
  ["code by length", { maxLength: 6 }, "code"],
  ["code by name", { names: ["otp-3"] }, "code"],
  ["verification code by label", { names: ["Verification code"] }, "code"],
  ["numeric keyboard", { inputMode: "numeric" }, "code"],
  ["user name", { autocomplete: "username" }, "identity"],
  ["user name by name", { names: ["userName"] }, "identity"],
  ["e-mail type", { type: "email" }, "type"],
  ["e-mail token", { autocomplete: "email" }, "identity"],
  ["e-mail by name", { names: ["email"] }, "identity"],
  ["e-mail with a hyphen", { names: ["", "E-mail"] }, "identity"],
  ["e-mail keyboard", { inputMode: "email" }, "identity"],
  ["url", { type: "url" }, "type"],
  ["number", { type: "number" }, "type"],
  ["read-only", { readOnly: true }, "read-only"],
  ["code editor", { kind: "textarea", inCodeEditor: true }, "code-editor"],
  ["spellcheck off", { kind: "editable", spellcheck: false }, "spellcheck-off"],
  ["invisible", { kind: "textarea", visible: false }, "hidden"],
  ["the subject of an e-mail", { names: ["email_subject"] }, null],
  ["a card's greeting", { names: ["cardMessage"] }, null],
  ["a discarded name", { names: ["discard"] }, null],
  ["a limit for prose", { maxLength: 140 }, null],
  ["an e-mail's body in a textarea", { kind: "textarea", names: ["email"] }, null],
];

for (const [name, traits, expected] of ROWS) {
  test(`policy: ${name}`, () => {
    assert.equal(refusal({ ...PLAIN, ...traits }, USUAL), expected);
  });
}

test("policy: fields the user allows, or wants left alone", () => {
  const allows = { ...USUAL, in_spellcheck_off: true };
  assert.equal(refusal({ ...PLAIN, spellcheck: false }, allows), null);
  assert.equal(refusal({ ...PLAIN, spellcheck: false, type: "password" }, allows), "password");
  assert.equal(refusal(PLAIN, { ...USUAL, in_one_line: false }), "not wanted");
  const search = { ...PLAIN, type: "search" };
  assert.equal(refusal(search, { ...USUAL, in_one_line: false }), null);
  assert.equal(refusal(search, { ...USUAL, in_search_fields: false }), "not wanted");
});
