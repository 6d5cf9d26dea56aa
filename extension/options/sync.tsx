// The section "Sync": whether the browser carries the settings to a person's other machines, and
// what it never carries. In: settings. Out: changes of them. The carrying is background/sync.ts's.
import { t } from "../shared/words";
import { SettingSwitches } from "../ui/setting_switches";
import type { Choices } from "./sections";
import { SyncNotice } from "./sync_notice";

const SETTINGS = [
  { key: "sync", title: t("options_sync_on"), detail: t("options_sync_on_detail") },
] as const;
const WORDS = [
  {
    key: "sync_dictionary",
    title: t("options_sync_words"),
    detail: t("options_sync_words_detail"),
  },
] as const;

export function Sync({ settings }: Choices) {
  return (
    <>
      <p>{t("options_sync_about")}</p>
      <div class="switches wide">
        <SettingSwitches words={SETTINGS} settings={settings} />
        <SettingSwitches words={WORDS} settings={settings} disabled={!settings.sync} />
      </div>
      {settings.sync && <SyncNotice />}
      <h3>{t("options_sync_carried")}</h3>
      <p>{t("options_sync_carried_about")}</p>
      <h3>{t("options_sync_never")}</h3>
      <p>{t("options_sync_never_about")}</p>
    </>
  );
}
