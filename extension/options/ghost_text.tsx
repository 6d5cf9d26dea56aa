// The section "Ghost text": when the grey words appear, and how many. In: settings. Out: changes.
import type { StoredSettings } from "../shared/settings";
import { MAX_DELAY_MS } from "../shared/settings_schema";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { RadioChoices } from "../ui/radio_choices";
import { SettingSwitches } from "../ui/setting_switches";
import type { Choices } from "./sections";
import { Slider } from "./slider";

/** How sure Nib is before it shows words, by name. */
const CONFIDENCES = { quiet: 0.7, balanced: 0.45, eager: 0.25 } as const;
type Temper = keyof typeof CONFIDENCES;

const TEMPERS = [
  { value: "quiet", title: t("options_quiet"), detail: t("options_quiet_detail") },
  { value: "balanced", title: t("options_balanced"), detail: t("options_balanced_detail") },
  { value: "eager", title: t("options_eager"), detail: t("options_eager_detail") },
] as const;

const LENGTHS = [
  { value: "words", title: t("options_words"), detail: t("options_words_detail") },
  { value: "clause", title: t("options_clause"), detail: t("options_clause_detail") },
  { value: "sentence", title: t("options_sentence"), detail: t("options_sentence_detail") },
] as const;

const MID_WORD = [
  { key: "ghost_mid_word", title: t("options_mid_word"), detail: t("options_mid_word_detail") },
] as const;

function temperOf(confidence: number): Temper | null {
  const tempers = Object.keys(CONFIDENCES) as Temper[];
  return tempers.find((temper) => CONFIDENCES[temper] === confidence) ?? null;
}

function delayWords(delay_ms: number): string {
  if (delay_ms < 1_000) return t("options_ms", Math.round(delay_ms));
  return t("options_s", (delay_ms / 1_000).toLocaleString(undefined, { maximumFractionDigits: 2 }));
}

function Confidence({ min_confidence }: StoredSettings) {
  return (
    <>
      <RadioChoices
        name="temper"
        legend={t("options_temper")}
        choices={TEMPERS}
        chosen={temperOf(min_confidence)}
        onChoose={(temper) => choose(() => ({ min_confidence: CONFIDENCES[temper] }))}
      />
      <Slider
        name="min_confidence"
        label={t("options_confidence")}
        value={min_confidence}
        {...{ min: 0.05, max: 0.95, step: 0.05 }}
        ends={[t("options_eager"), t("options_quiet")]}
        wordsOf={(value) => t("options_percent", Math.round(value * 100))}
        onChoose={(value) => choose(() => ({ min_confidence: Math.round(value * 100) / 100 }))}
      />
    </>
  );
}

export function GhostText({ settings }: Choices) {
  return (
    <>
      <p>{t("options_ghost_about")}</p>
      <Confidence {...settings} />
      <Slider
        name="ghost_delay_ms"
        label={t("options_delay")}
        value={settings.ghost_delay_ms}
        {...{ min: 0, max: MAX_DELAY_MS, step: 10 }}
        ends={[t("options_at_once"), t("options_after_a_rest")]}
        wordsOf={delayWords}
        onChoose={(value) => choose(() => ({ ghost_delay_ms: value }))}
      />
      <RadioChoices
        name="ghost_length"
        legend={t("options_length")}
        choices={LENGTHS}
        chosen={settings.ghost_length}
        onChoose={(value) => choose(() => ({ ghost_length: value }))}
      />
      <div class="switches wide">
        <SettingSwitches words={MID_WORD} settings={settings} />
      </div>
    </>
  );
}
