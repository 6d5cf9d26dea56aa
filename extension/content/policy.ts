// Which fields Nib never touches (DESIGN.md, decision 8). In: traits of a field, as plain values.
// Out: null when Nib may work there, else the reason. Pure: finder.ts reads the traits off the page.
// Every rule errs on the side of leaving a field alone.

export type Refusal =
  | "type"
  | "password"
  | "payment"
  | "code"
  | "identity"
  | "read-only"
  | "code-editor"
  | "spellcheck-off"
  | "not wanted"
  | "hidden";

export interface FieldTraits {
  readonly kind: "input" | "textarea" | "editable";
  readonly type: string; // of an input, lower case; "text" when there is none
  readonly wasPassword: boolean; // its type was once "password": shown passwords stay secret
  readonly autocomplete: string;
  readonly inputMode: string;
  /** name, id, aria-label, placeholder and label text: what the page calls it. */
  readonly names: readonly string[];
  readonly maxLength: number; // -1: none
  readonly readOnly: boolean;
  readonly spellcheck: boolean;
  readonly inCodeEditor: boolean;
  readonly visible: boolean;
}

const TEXT_TYPES = new Set(["text", "search"]);
const NUMERIC_MODES = new Set(["numeric", "decimal", "tel"]);
const IDENTITY_TOKENS = new Set(["username", "email", "webauthn"]);
/** Longest maxlength of an input that can only hold a code: OTP groups have one to eight. */
const MAX_CODE_LENGTH = 8;

const PASSWORD_WORDS =
  /\b(pass ?(word|wd|phrase|code)|pwd|passwort|mot de passe|contrase|secret)\b/;
const PAYMENT_WORDS = /\b(cc|cvv|cvc|csc|iban|bic|card ?(no|num|number|holder)?|ssn)\b/;
const CODE_WORDS =
  /\b(otp|totp|mfa|2fa|one ?time|verification ?code|security ?code|auth ?code|pin)\b/;
const IDENTITY_WORDS = /\b(e ?mail|user ?(name|id)|login|benutzername)\b/;
/** "email subject" and "card message" are about such things, not the things themselves. */
const PROSE_WORDS = /\b(subject|body|message|text|title|note|comment|description|greeting)\b/;

/** Which of the fields it may work in the user lets Nib work in. */
export interface Allowed {
  readonly in_spellcheck_off: boolean;
  readonly in_search_fields: boolean;
  readonly in_one_line: boolean;
}

export function refusal(traits: FieldTraits, allowed: Allowed): Refusal | null {
  if (traits.readOnly) return "read-only";
  if (traits.inCodeEditor) return "code-editor";
  const isInput = traits.kind === "input";
  if (isInput && !(traits.type === "search" ? allowed.in_search_fields : allowed.in_one_line))
    return "not wanted";
  const wantsNone = !traits.spellcheck && !allowed.in_spellcheck_off;
  return (
    autocompleteRefusal(traits) ??
    (isInput ? inputRefusal(traits) : null) ??
    (wantsNone ? "spellcheck-off" : traits.visible ? null : "hidden")
  );
}

function autocompleteRefusal({ autocomplete, wasPassword }: FieldTraits): Refusal | null {
  if (wasPassword) return "password";
  for (const token of autocomplete.toLowerCase().split(/\s+/)) {
    if (token.startsWith("cc-")) return "payment";
    if (token === "one-time-code") return "code";
    if (token.endsWith("-password")) return "password";
    if (IDENTITY_TOKENS.has(token)) return "identity";
  }
  return null;
}

function inputRefusal(traits: FieldTraits): Refusal | null {
  if (traits.type === "password") return "password";
  if (!TEXT_TYPES.has(traits.type)) return "type";
  const { maxLength, inputMode } = traits;
  if (NUMERIC_MODES.has(inputMode)) return "code";
  if (inputMode === "email") return "identity";
  if (inputMode === "url") return "type";
  if (maxLength >= 0 && maxLength <= MAX_CODE_LENGTH) return "code";
  const names = traits.names.map(spaced);
  const called = (words: RegExp) => names.some((name) => words.test(name));
  if (called(PASSWORD_WORDS)) return "password";
  if (called(CODE_WORDS)) return "code";
  if (called(PROSE_WORDS)) return null;
  if (called(PAYMENT_WORDS)) return "payment";
  return called(IDENTITY_WORDS) ? "identity" : null;
}

/** "cardNumber", "card_number", "card-number" -> "card number"; bounded, for names can be anything. */
function spaced(name: string): string {
  return name
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .toLowerCase();
}
