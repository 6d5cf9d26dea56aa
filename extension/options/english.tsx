// The section "English": whose spelling Nib follows. In: settings. Out: changes of them.
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { RadioChoices } from "../ui/radio_choices";
import type { Choices } from "./sections";

const DIALECTS = [
  { value: "any", title: t("options_any"), detail: t("options_any_detail") },
  { value: "us", title: t("options_us"), detail: t("options_us_detail") },
  { value: "uk", title: t("options_uk"), detail: t("options_uk_detail") },
  { value: "ca", title: t("options_ca"), detail: t("options_ca_detail") },
  { value: "au", title: t("options_au"), detail: t("options_au_detail") },
] as const;

export function English({ settings }: Choices) {
  return (
    <>
      <p>{t("options_english_about")}</p>
      <RadioChoices
        name="dialect"
        legend={t("options_dialect")}
        choices={DIALECTS}
        chosen={settings.dialect}
        locked={settings.locked.includes("dialect")}
        onChoose={(dialect) => choose(() => ({ dialect }))}
      />
    </>
  );
}
