// What a person may choose before the first word: the English, and what Nib may keep. In: the
// settings now. Out: changes of them, at once. What an organisation decided is shown, not asked.
import type { Settings } from "../shared/settings";
import { DIALECTS } from "../shared/settings_schema";
import { type MessageKey, t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { SettingSwitches } from "../ui/setting_switches";

const dialectWords = (dialect: (typeof DIALECTS)[number]): MessageKey =>
  `welcome_dialect_${dialect}`;

function Dialect({ settings }: { settings: Settings }) {
  return (
    <fieldset class="dialect" disabled={settings.locked.includes("dialect")}>
      <legend>{t("welcome_dialect")}</legend>
      {DIALECTS.map((dialect) => (
        <label key={dialect}>
          <input
            type="radio"
            name="dialect"
            value={dialect}
            checked={settings.dialect === dialect}
            onChange={() => choose(() => ({ dialect }))}
          />
          <span>{t(dialectWords(dialect))}</span>
        </label>
      ))}
    </fieldset>
  );
}

export function Choices({ settings }: { settings: Settings }) {
  const words = [
    { key: "learning", title: t("welcome_learning"), detail: t("welcome_learning_detail") },
    { key: "statistics", title: t("welcome_statistics"), detail: t("welcome_statistics_detail") },
  ] as const;
  return (
    <section aria-labelledby="choices">
      <h2 id="choices">{t("welcome_choices_title")}</h2>
      <p>{t("welcome_choices")}</p>
      <Dialect settings={settings} />
      <div class="switches">
        <SettingSwitches words={words} settings={settings} />
      </div>
    </section>
  );
}
