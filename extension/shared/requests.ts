// What the engine and the background may be asked, with the validators of those who answer. Who only
// asks imports the types: the content script carries no validator it does not run.
import * as v from "valibot";
import type { FrameSettings } from "./frame_settings";
import { id, MemoryFile, offset, text } from "./messages";
import { GHOST_LENGTHS, Ignored, MAX_DELAY_MS, Rule, WRITTEN_DIALECTS } from "./settings_schema";
import { Counts } from "./statistics";

const words = v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(50_000));
/** Whose English; of a request without it, any. */
const dialect = v.optional(v.picklist(WRITTEN_DIALECTS));
const heading = v.optional(v.pipe(v.string(), v.maxLength(200)));
const wait_ms = v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(MAX_DELAY_MS)));
const address = v.optional(v.pipe(v.string(), v.maxLength(2_000)));

/** What a page's content script or the popup asks the engine. `id` is unique within its port. */
export const EngineRequest = v.variant("kind", [
  v.object({
    kind: v.literal("complete"),
    id,
    before: text, // the text before the caret, its end nearest the caret
    after: text, // the text behind the caret
    min_confidence: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    title: heading, // of the page
    label: heading, // of the field, or its placeholder
    length: v.optional(v.picklist(GHOST_LENGTHS)), // how far to go; as far as it can
    mid_word: v.optional(v.boolean()), // false: nothing while a word is being typed
    dialect,
    wait_ms, // a newer request within this time makes this one needless
  }),
  v.object({
    kind: v.literal("correct"),
    id,
    text,
    dictionary: words,
    caret: v.optional(offset), // where the writer types in `text`: that word is left alone
    dialect,
  }),
  v.object({ kind: v.literal("sentiment"), id, text }),
  v.object({ kind: v.literal("cancel"), id, target: id }), // stop request `target`; no answer comes
  v.object({ kind: v.literal("state"), id }), // answered with EngineState; starts nothing
  v.object({
    kind: v.literal("warm"),
    id,
    features: v.array(v.picklist(["complete", "correct", "sentiment"])),
    again: v.optional(v.boolean()), // a person said "try again": also what failed a moment ago
  }), // a field was focused: load
  // What the person wrote and Nib may learn from; never from a private window. `accepted`: what was
  // offered behind `text` and taken.
  v.object({ kind: v.literal("learn"), id, text, accepted: v.optional(text) }),
  // From our own pages only: whether Nib learns, and the organisation's phrases.
  v.object({
    kind: v.literal("configure"),
    id,
    learning: v.picklist(["off", "paused", "on"]),
    phrases: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(2_000)),
  }),
  // From our own pages only: what was learned; with `search`, what of it has this in it.
  v.object({ kind: v.literal("memory"), id, search: heading }),
  // From our own pages only: forget one word or phrase; without `what`, everything.
  v.object({ kind: v.literal("forget"), id, what: heading }),
  // From our own pages only: what was learned as a file, answered with "memory_file"; and such a
  // file in place of what was learned, or with `only_look` what is in it, answered with "memory".
  v.object({ kind: v.literal("export_memory"), id }),
  v.object({
    kind: v.literal("import_memory"),
    id,
    content: MemoryFile,
    only_look: v.optional(v.boolean()),
  }),
  // From our own pages only: another model was chosen, so start anew with the next request.
  v.object({ kind: v.literal("restart"), id }),
]);
export type EngineRequest = v.InferOutput<typeof EngineRequest>;

/** What content scripts and extension pages ask the background by runtime.sendMessage. */
export const BackgroundRequest = v.variant("kind", [
  v.object({ kind: v.literal("wake_engine") }), // make sure the engine host exists; answers {ok: true}
  v.object({
    kind: v.literal("add_word"),
    word: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  }),
  v.object({ kind: v.literal("ignore_rule"), rule: Rule }),
  v.object({ kind: v.literal("ignore_finding"), finding: Ignored }),
  // From our own pages only: the browser may show a tab's address now, so set the icons anew.
  v.object({ kind: v.literal("show_power") }),
  // What a right click in this frame would act on, so that the menu fits: whether there is a
  // flagged word, and which, once it is clicked. Without `flagged`: the pointer is elsewhere.
  v.object({
    kind: v.literal("menu_at"),
    flagged: v.optional(v.boolean()),
    word: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
    top: address,
  }),
  // What holds in this frame: answered with FrameSettingsAnswer. `top`: the tab's origin, which
  // the frame knows and the background does not.
  v.object({
    kind: v.literal("frame_settings"),
    top: address,
    look: v.optional(v.boolean()), // also the style sheet of what is drawn
  }),
  v.object({ kind: v.literal("count"), counts: Counts }), // what Nib did in a field; no texts
]);
export type BackgroundRequest = v.InferOutput<typeof BackgroundRequest>;
export type FrameSettingsAnswer = { ok: true; settings: FrameSettings; look?: string };
