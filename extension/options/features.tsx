// The section "Features": what Nib does everywhere, and how it gets along with others.
// In: settings. Out: changes of them.
import { t } from "../shared/words";
import { SettingSwitches } from "../ui/setting_switches";
import type { Choices } from "./sections";

const FEATURES = [
  { key: "enabled", title: t("options_enabled"), detail: t("options_enabled_detail") },
  { key: "completion", title: t("options_completion"), detail: t("options_completion_detail") },
  { key: "correction", title: t("options_correction"), detail: t("options_correction_detail") },
  { key: "sentiment", title: t("options_sentiment"), detail: t("options_sentiment_detail") },
] as const;

const OTHERS = [
  { key: "announcements", title: t("options_announce"), detail: t("options_announce_detail") },
  { key: "beside_rivals", title: t("options_beside"), detail: t("options_beside_detail") },
] as const;

export function Features({ settings }: Choices) {
  return (
    <>
      <p>{t("options_features_about")}</p>
      <div class="switches wide">
        <SettingSwitches words={FEATURES} settings={settings} />
      </div>
      <h3>{t("options_others")}</h3>
      <div class="switches wide">
        <SettingSwitches words={OTHERS} settings={settings} />
      </div>
    </>
  );
}
