// The section "Appearance": how lines, ghost text and feelings look, with a preview that follows
// while a colour is being picked. In: settings. Out: changes of them.
import { useState } from "preact/hooks";
import type { Settings } from "../shared/settings";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { RadioChoices } from "../ui/radio_choices";
import { SettingSwitches } from "../ui/setting_switches";
import { Preview } from "./preview";
import type { Choices } from "./sections";

const LINES = [
  { value: "auto" as const, title: t("options_line_auto"), detail: t("options_line_auto_detail") },
  ...(["solid", "wavy", "dotted", "dashed"] as const).map((value) => ({
    value,
    title: t(`options_line_${value}`),
    sample: <span class={`line ${value}`}>{t("options_line_sample")}</span>,
  })),
];

const CONTRAST = [
  {
    key: "high_contrast",
    title: t("options_high_contrast"),
    detail: t("options_high_contrast_detail"),
  },
] as const;

/** What a picker starts from while the colour is Nib's own to choose. */
const COLOURS = [
  { key: "ghost_color", title: t("options_color_ghost"), start: "#6b6f76" },
  { key: "spelling_color", title: t("options_color_spelling"), start: "#d1242f" },
  { key: "grammar_color", title: t("options_color_grammar"), start: "#1f6feb" },
  { key: "positive_color", title: t("options_color_positive"), start: "#1a7f37" },
  { key: "negative_color", title: t("options_color_negative"), start: "#bc4c00" },
] as const;
type ColourKey = (typeof COLOURS)[number]["key"];

type ColourProps = {
  words: (typeof COLOURS)[number];
  chosen: string;
  onDraft: (key: ColourKey, colour: string) => void;
};

/** The browser's own picker; what is picked is stored once it is closed. */
function ColourRow({ words: { key, title, start }, chosen, onDraft }: ColourProps) {
  const isAuto = chosen === "auto";
  return (
    <li data-name={key}>
      <label for={key}>{title}</label>
      <span class="state">{isAuto ? t("options_automatic") : chosen}</span>
      <input
        id={key}
        type="color"
        value={isAuto ? start : chosen}
        onInput={({ currentTarget }) => onDraft(key, currentTarget.value)}
        onChange={({ currentTarget }) => void choose(() => ({ [key]: currentTarget.value }))}
      />
      <button
        type="button"
        aria-label={`${t("options_key_reset")}: ${title}`}
        disabled={isAuto}
        onClick={() => {
          onDraft(key, "auto");
          void choose(() => ({ [key]: "auto" }));
        }}
      >
        {t("options_key_reset")}
      </button>
    </li>
  );
}

export function Appearance({ settings }: Choices) {
  const [drafts, setDrafts] = useState<Partial<Settings>>({});
  const shown = { ...settings, ...drafts };
  return (
    <>
      <p>{t("options_appearance_about")}</p>
      <Preview settings={shown} />
      <RadioChoices
        name="underline_style"
        legend={t("options_lines")}
        choices={LINES}
        chosen={settings.underline_style}
        onChoose={(style) => choose(() => ({ underline_style: style }))}
      />
      <div class="switches wide">
        <SettingSwitches words={CONTRAST} settings={settings} />
      </div>
      <h3>{t("options_colors")}</h3>
      <p>{t("options_colors_about")}</p>
      <ul class="colours">
        {COLOURS.map((words) => (
          <ColourRow
            key={words.key}
            words={words}
            chosen={shown[words.key]}
            onDraft={(key, colour) => setDrafts((before) => ({ ...before, [key]: colour }))}
          />
        ))}
      </ul>
    </>
  );
}
