// What a person may choose before the first word: the English, and what Nib may keep. In: the
// settings now. Out: changes of them, at once. What an organisation decided is shown, not asked.
import type { Settings } from "../shared/settings";
import { DIALECTS } from "../shared/settings_schema";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { RadioChoices } from "../ui/radio_choices";
import { SettingSwitches } from "../ui/setting_switches";

const dialects = () => DIALECTS.map((value) => ({ value, title: t(`welcome_dialect_${value}`) }));

export function Choices({ settings }: { settings: Settings }) {
  const words = [
    { key: "learning", title: t("welcome_learning"), detail: t("welcome_learning_detail") },
    { key: "statistics", title: t("welcome_statistics"), detail: t("welcome_statistics_detail") },
  ] as const;
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">{t("welcome_choices_title")}</h2>
      <p>{t("welcome_choices")}</p>
      <RadioChoices
        name="dialect"
        legend={t("welcome_dialect")}
        choices={dialects()}
        chosen={settings.dialect}
        locked={settings.locked.includes("dialect")}
        beside
        onChoose={(dialect) => choose(() => ({ dialect }))}
      />
      <div class="switches">
        <SettingSwitches words={words} settings={settings} />
      </div>
    </section>
  );
}
