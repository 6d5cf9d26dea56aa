// The section "Sentiment": how it is drawn. In: settings. Out: changes of them.
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { RadioChoices } from "../ui/radio_choices";
import { SettingSwitches } from "../ui/setting_switches";
import { Preview } from "./preview";
import type { Choices } from "./sections";

const SWITCH = [
  { key: "sentiment", title: t("options_sentiment_on"), detail: t("options_sentiment_detail") },
] as const;

const STYLES = [
  { value: "tint", title: t("options_tint"), detail: t("options_tint_detail") },
  { value: "underline", title: t("options_underline"), detail: t("options_underline_detail") },
  { value: "margin", title: t("options_margin"), detail: t("options_margin_detail") },
] as const;

export function Sentiment({ settings }: Choices) {
  return (
    <>
      <p>{t("options_sentiment_about")}</p>
      <div class="switches wide">
        <SettingSwitches words={SWITCH} settings={settings} />
      </div>
      <RadioChoices
        name="sentiment_style"
        legend={t("options_sentiment_style")}
        choices={STYLES}
        chosen={settings.sentiment_style}
        onChoose={(style) => choose(() => ({ sentiment_style: style }))}
      />
      <Preview settings={settings} feelings />
    </>
  );
}
