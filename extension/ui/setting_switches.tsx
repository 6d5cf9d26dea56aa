// A switch for each of some settings that are on or off. In: what they are called, the settings
// now. Out: changes of them.
import type { Settings, StoredSettings } from "../shared/settings";
import { choose } from "./live_settings";
import { Switch } from "./switch";

type OnOff = {
  [K in keyof StoredSettings]: StoredSettings[K] extends boolean ? K : never;
}[keyof StoredSettings];
export type SettingWords = { key: OnOff; title: string; detail: string };

type Props = { words: readonly SettingWords[]; settings: Settings; disabled?: boolean };

export function SettingSwitches({ words, settings, disabled = false }: Props) {
  return words.map(({ key, title, detail }) => (
    <Switch
      key={key}
      name={key}
      title={title}
      detail={detail}
      on={settings[key]}
      disabled={disabled || settings.locked.includes(key)}
      onToggle={() => choose((now) => ({ [key]: !now[key] }))}
    />
  ));
}
