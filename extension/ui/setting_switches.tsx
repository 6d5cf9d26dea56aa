// A switch for each of some settings that are on or off. In: what they are called, the settings
// now. Out: changes of them. What an organisation decided says so and cannot be changed.
import type { Settings, StoredSettings } from "../shared/settings";
import { t } from "../shared/words";
import { choose } from "./live_settings";
import { Switch } from "./switch";

type OnOff = {
  [K in keyof StoredSettings]: StoredSettings[K] extends boolean ? K : never;
}[keyof StoredSettings];
export type SettingWords = { key: OnOff; title: string; detail: string };

type Props = { words: readonly SettingWords[]; settings: Settings; disabled?: boolean };

export function SettingSwitches({ words, settings, disabled = false }: Props) {
  return words.map(({ key, title, detail }) => {
    const locked = settings.locked.includes(key);
    return (
      <Switch
        key={key}
        name={key}
        title={title}
        detail={locked ? t("options_locked") : detail}
        on={settings[key]}
        disabled={disabled || locked}
        onToggle={() => choose((now) => ({ [key]: !now[key] }))}
      />
    );
  });
}
