// The settings as one frame of a page needs them: decided for its address, without what no content
// script has to know. In: settings, who asks, the time. Out: FrameSettings, a plain value that the
// content script takes as it is, for only the background makes it. Pure.
import type { Settings, WRITTEN_DIALECTS } from "./settings_schema";
import { FEATURES, isFeatureOn, isSiteOn, isSnoozed } from "./site_rules";

const PASSED_ON = [
  "min_confidence",
  "ghost_delay_ms",
  "ghost_length",
  "ghost_mid_word",
  "ignored_rules",
  "ignored_findings",
  "dictionary",
  "in_spellcheck_off",
  "in_search_fields",
  "in_one_line",
  "keys",
  "underline_style",
  "high_contrast",
  "ghost_color",
  "spelling_color",
  "grammar_color",
  "positive_color",
  "negative_color",
  "sentiment_style",
  "announcements",
  "beside_rivals",
  "snoozed_until",
] as const satisfies (keyof Settings)[];

export type FrameSettings = Pick<Settings, (typeof PASSED_ON)[number]> & {
  /** As the engine is told it. */
  dialect: (typeof WRITTEN_DIALECTS)[number];
  /** Whether Nib works in this frame at all, and which of its features. */
  on: boolean;
  completion: boolean;
  correction: boolean;
  sentiment: boolean;
  /** Whether what happens here may be counted, and learned from: never in private windows. */
  counts: boolean;
  learns: boolean;
};

export interface Frame {
  /** The addresses that decide: the frame's own and, as far as it is known, its tab's. */
  readonly urls: readonly string[];
  readonly isPrivate: boolean;
}

export function frameSettings(settings: Settings, frame: Frame, now_ms: number): FrameSettings {
  const { urls, isPrivate } = frame;
  const [completion, correction, sentiment] = FEATURES.map((feature) =>
    urls.every((url) => isFeatureOn(settings, feature, url, now_ms)),
  ) as [boolean, boolean, boolean];
  const on =
    settings.enabled &&
    !isSnoozed(settings, now_ms) &&
    urls.every((url) => isSiteOn(settings, url));
  return {
    ...(Object.fromEntries(PASSED_ON.map((key) => [key, settings[key]])) as Pick<
      Settings,
      (typeof PASSED_ON)[number]
    >),
    dialect: writtenDialect(settings),
    on,
    completion,
    correction,
    sentiment,
    counts: settings.statistics && !isPrivate,
    learns: settings.learning && !settings.learning_paused && !isPrivate,
  };
}

/** Whoever does not follow the rule of "-ise" is offered and given no "-ise" either. */
function writtenDialect({ dialect, ignored_rules }: Settings): FrameSettings["dialect"] {
  const keepsIze = ignored_rules.includes("ise_ending");
  return keepsIze && (dialect === "uk" || dialect === "au") ? `${dialect}_ize` : dialect;
}
