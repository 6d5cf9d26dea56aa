// The field to try Nib in, and the three things it does there, each with its switch. In: settings,
// keys. Out: settings. The field is one like any: the content script this page loads works in it.

import type { Settings } from "../shared/settings";
import { t } from "../shared/words";
import { SettingSwitches } from "../ui/setting_switches";
import { EngineLine } from "./engine_line";

type Props = {
  settings: Settings;
  keyOf: (action: "accept" | "accept_word" | "next_finding") => string;
};

export function TryIt({ settings, keyOf }: Props) {
  const words = [
    {
      key: "completion",
      title: t("welcome_completion"),
      detail: t("welcome_completion_detail", keyOf("accept"), keyOf("accept_word")),
    },
    {
      key: "correction",
      title: t("welcome_correction"),
      detail: t("welcome_correction_detail", keyOf("next_finding")),
    },
    { key: "sentiment", title: t("welcome_sentiment"), detail: t("welcome_sentiment_detail") },
  ] as const;
  return (
    <section aria-labelledby="try" class="try">
      <h2 id="try">{t("welcome_try_title")}</h2>
      <label for="field">
        {t("welcome_try_hint")} <kbd>{t("welcome_try_typed")}</kbd>
      </label>
      <textarea id="field" rows={4} defaultValue={t("welcome_try_text")} />
      <EngineLine settings={settings} />
      <div class="switches">
        <SettingSwitches words={words} settings={settings} disabled={!settings.enabled} />
      </div>
    </section>
  );
}
