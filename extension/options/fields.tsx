// The section "Fields": those Nib leaves alone unless wanted, and those it never touches.
// In: settings. Out: changes of them. What is never touched is decided by content/policy.ts.
import { t } from "../shared/words";
import { SettingSwitches } from "../ui/setting_switches";
import type { Choices } from "./sections";

const KINDS = [
  { key: "in_one_line", title: t("options_one_line"), detail: t("options_one_line_detail") },
  { key: "in_search_fields", title: t("options_searches"), detail: t("options_searches_detail") },
  {
    key: "in_spellcheck_off",
    title: t("options_spellcheck_off"),
    detail: t("options_spellcheck_off_detail"),
  },
] as const;

const NEVER = [
  "options_never_passwords",
  "options_never_payment",
  "options_never_codes",
  "options_never_identity",
  "options_never_numbers",
  "options_never_locked",
  "options_never_code",
] as const;

export function Fields({ settings }: Choices) {
  return (
    <>
      <p>{t("options_fields_about")}</p>
      <div class="switches wide">
        <SettingSwitches words={KINDS} settings={settings} />
      </div>
      <h3>{t("options_never")}</h3>
      <p>{t("options_never_about")}</p>
      <ul class="plain">
        {NEVER.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
    </>
  );
}
