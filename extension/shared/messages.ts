// Every message that crosses a border, with the validator that guards it. Nothing else is sent.
// content, popup  --port "nib-engine"-->  engine host  --JSON-->  worker  -->  nib.engine (Python)
// content, popup  --sendMessage-->        background (router)
// popup  --port "nib-page"-->  content scripts of one tab
// Requests, which only those who answer them validate, are in requests.ts.
// Offsets on the wire are UTF-16 code units, as the DOM counts them.
import * as v from "valibot";
import { MAX_ROW_UNITS, MAX_ROWS, MAX_TEXT } from "./wire";
import type { MessageKey } from "./words";

export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT));
export const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
export const id = v.pipe(v.number(), v.integer(), v.minValue(0));
const polarity = v.picklist(["negative", "neutral", "positive"]);

const isKey = (input: unknown) => typeof input === "string" && /^\w{1,40}$/.test(input);
/** A sentence by its key in _locales, and what fills its places: words.ts makes it text. */
const wording = v.pipe(v.tupleWithRest([v.custom<MessageKey>(isKey)], text), v.maxLength(4));

export const Edit = v.object({
  start: offset,
  end: offset,
  replacement: text,
  kind: v.string(),
  reason: wording,
  confidence: v.number(),
});
export type Edit = v.InferOutput<typeof Edit>;

const span = { start: offset, end: offset, label: polarity, score: v.number() };
export const Sentence = v.object({ ...span, spans: v.array(v.object(span)) });
export type Sentence = v.InferOutput<typeof Sentence>;

const part = v.object({
  phase: v.picklist(["absent", "loading", "ready", "failed"]),
  loaded_bytes: v.number(),
  total_bytes: v.number(),
  error: v.optional(wording), // what happened and what to do
});

/** The engine's condition, shown by the popup. "idle": no field was focused yet. */
export const EngineState = v.object({
  phase: v.picklist(["idle", "starting", "ready", "failed"]),
  error: v.optional(wording),
  backend: v.string(), // "wasm" | "webgpu" | "" before it is known
  threads: v.number(),
  notice: v.nullish(wording), // all works, but not as was chosen
  notes: v.array(wording), // why this backend, whether the snapshot was used, ...
  start_ms: v.number(), // from the worker's creation to Python's first answer; 0 before
  // the last request's time in the engine, by kind, in ms; 0 before
  complete_ms: v.number(),
  correct_ms: v.number(),
  sentiment_ms: v.number(),
  heap_bytes: v.number(), // WebAssembly memory of Python and the models, and weights on a graphics card
  // "language", "correction", "sentiment", "dictionary": the keys of models/index.json
  models: v.record(v.string(), part),
});
export type EngineState = v.InferOutput<typeof EngineState>;

/** What Nib has learned as one file, base64; an empty memory is none. */
export const MAX_MEMORY_LETTERS = 6_700_000; // 5 MB; v.base64() overflows the stack on so much
export const MemoryFile = v.pipe(
  v.string(),
  v.maxLength(MAX_MEMORY_LETTERS),
  v.regex(/^[A-Za-z0-9+/]*={0,2}$/),
  v.check((letters) => letters.length % 4 === 0),
);

const listed = v.object({ text: v.string(), count: v.number() });

/** What Nib has learned, for people to see: how much there is, and the most used of it. */
export const LearnedMemory = v.object({
  kind: v.literal("memory"),
  id,
  bytes: v.number(), // of the file; 0: nothing is stored
  learned_words: v.number(), // running words, of all time
  word_count: v.number(), // different ones
  phrase_count: v.number(),
  words: v.pipe(v.array(listed), v.maxLength(200)), // of those that were searched for
  phrases: v.pipe(v.array(listed), v.maxLength(200)),
  problem: v.picklist(["", "damaged", "full", "unreadable"]),
});
export type LearnedMemory = v.InferOutput<typeof LearnedMemory>;

/** What comes back over the port: exactly one answer a request (none for "cancel"), and events. */
export const EngineReply = v.variant("kind", [
  v.object({
    kind: v.literal("complete"),
    id,
    completion: text,
    confidence: v.number(),
    tier: v.picklist(["phrases", "model"]), // who found it: the phrases alone answer at once
    partial: v.optional(v.boolean()), // true: more, or another answer, follows under this id
  }),
  v.object({
    kind: v.literal("correct"),
    id,
    edits: v.array(Edit),
    partial: v.optional(v.boolean()), // true: all edits anew follow, when more models are loaded
  }),
  v.object({
    kind: v.literal("sentiment"),
    id,
    label: polarity,
    score: v.number(),
    sentences: v.array(Sentence),
  }),
  LearnedMemory,
  v.object({ kind: v.literal("memory_file"), id, content: MemoryFile }), // "": nothing was learned
  v.object({ kind: v.literal("done"), id }), // learned, or forgotten
  v.object({ kind: v.literal("cancelled"), id }),
  v.object({ kind: v.literal("error"), id, code: v.string(), reason: wording }),
  v.object({ kind: v.literal("state"), id: v.optional(id), state: EngineState }), // without id: an event
]);
export type EngineReply = v.InferOutput<typeof EngineReply>;

/** The background's one answer to each request, also to those it refuses. */
export const BackgroundAnswer = v.variant("ok", [
  v.object({ ok: v.literal(true) }),
  v.object({
    ok: v.literal(false),
    code: v.picklist(["malformed", "forbidden", "failed"]),
    message: v.string(),
  }),
]);
export type BackgroundAnswer = v.InferOutput<typeof BackgroundAnswer>;

/** What the background sends a tab's content scripts: a menu item or a shortcut was chosen. */
export const ContentCommand = v.object({
  kind: v.picklist(["fix_grammar", "fix_all", "show_sentiment", "complete_here", "add_word"]),
  // A shortcut goes to all frames of the tab and is meant for the one that has the focus.
  to_focused: v.optional(v.boolean()),
});
export type ContentCommand = v.InferOutput<typeof ContentCommand>;

/** What the one frame answers that a command is meant for; "pdf": it shows one, Nib cannot read it. */
export type CommandAnswer = "obeyed" | "pdf";

/** What the popup says to all frames of a tab, over its port "nib-page"; each message is answered. */
export type PageAct =
  | { kind: "look"; session?: undefined }
  // For the session that an answer named, and no other.
  | { kind: "check" | "check_tone" | "fix_all"; session: number }
  | {
      kind: "apply_finding";
      session: number;
      index: number;
      original: string;
      replacement: string;
    };

const clipped = v.pipe(v.string(), v.maxLength(MAX_ROW_UNITS));
const count = offset;
/** How far the reading of a text has come; "off": not wanted here. */
const progress = v.picklist(["off", "unread", "reading", "read"]);

/** The field in use, in a frame where Nib works in it. */
export const FieldState = v.object({
  session: v.number(),
  /** Who else works in it (content/rivals.ts). */
  rivals: v.array(v.picklist(["Grammarly", "LanguageTool", "Harper", "Smart Compose"])),
  blank: v.boolean(), // nothing is written in it
  language: v.pipe(v.string(), v.maxLength(20)), // its code, where it is sure; else ""
  grammar: progress,
  /** Sentences by how they sound, once all are read. */
  tone: v.union([progress, v.object({ sentences: count, positive: count, negative: count })]),
  findings: v.pipe(
    v.array(v.object({ original: clipped, replacement: clipped, message: clipped })),
    v.maxLength(MAX_ROWS),
  ),
  count, // of all findings, also those not listed
});
export type FieldState = v.InferOutput<typeof FieldState>;

/** A frame's answer: of the top frame always, of others once they had the focus. */
export const PageAnswer = v.object({
  focused_ms: v.number(), // when the focus came to the frame last, since 1970; 0: never
  /** Why the focused field is left alone (content/policy.ts). */
  refusal: v.nullable(
    v.picklist([
      "type",
      "password",
      "payment",
      "code",
      "identity",
      "read-only",
      "code-editor",
      "spellcheck-off",
      "not wanted",
      "hidden",
    ]),
  ),
  field: v.nullable(FieldState),
});
export type PageAnswer = v.InferOutput<typeof PageAnswer>;
