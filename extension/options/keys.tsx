// The section "Keys": which keys do what, changed by pressing others. In: settings, key presses.
// Out: changes of settings. What a chord is and what speaks against one is shared/chords.ts's.
import { useState } from "preact/hooks";
import { isFirefox } from "../shared/browser";
import { type Action, type Keys as AllKeys, clashOf, keysOf, objectionTo } from "../shared/chords";
import type { StoredSettings } from "../shared/settings";
import { ACTIONS } from "../shared/settings_schema";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { KeyRow } from "./key_row";
import type { Choices } from "./sections";

const IS_MAC = /mac/i.test(navigator.platform);

/** Only what differs from the default is stored. */
function withChords(
  now: StoredSettings,
  changed: Partial<Record<Action, string>>,
): Pick<StoredSettings, "keys"> {
  const defaults = keysOf({}, IS_MAC);
  const keys = Object.entries({ ...now.keys, ...changed });
  return {
    keys: Object.fromEntries(
      keys.filter(([action, chord]) => defaults[action as Action] !== chord),
    ),
  };
}

/** A chord that another action has already. */
type Clash = { action: Action; chord: string; other: Action };

function bind(action: Action, chord: string): void {
  void choose((now) => withChords(now, { [action]: chord }));
}

/** The other action gets the chord that this one had. */
function swap({ action, chord, other }: Clash): void {
  void choose((now) =>
    withChords(now, { [action]: chord, [other]: keysOf(now.keys, IS_MAC)[action] }),
  );
}

function openShortcuts(): void {
  const { commands } = chrome as { commands?: { openShortcutSettings?: () => void } };
  if (commands?.openShortcutSettings) commands.openShortcutSettings();
  else void chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
}

function BrowserKeys() {
  return (
    <>
      <h3>{t("options_commands")}</h3>
      <p>{t(isFirefox ? "options_commands_about_firefox" : "options_commands_about")}</p>
      <p class="actions">
        <button type="button" onClick={openShortcuts}>
          {t("options_commands_open")}
        </button>
      </p>
    </>
  );
}

/** What is being recorded, and what is to be said of what was pressed last. */
function useRecording(keys: AllKeys) {
  const [recording, setRecording] = useState<Action | null>(null);
  const [said, setSaid] = useState<{ action: Action; text: string } | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);

  const begin = (action: Action | null) => {
    setSaid(null);
    setClash(null);
    setRecording(action);
  };
  const press = (action: Action, chord: string) => {
    begin(null);
    const objection = objectionTo(chord, IS_MAC);
    const other = clashOf(keys, action, chord);
    if (objection && chord !== keysOf({}, IS_MAC)[action])
      setSaid({ action, text: t(`options_key_${objection}`) });
    if (objection === "plain" || objection === "editing") return;
    if (other) setClash({ action, chord, other });
    else bind(action, chord);
  };
  return { recording, said, clash, begin, press };
}

export function Keys({ settings }: Choices) {
  const keys = keysOf(settings.keys, IS_MAC);
  const { recording, said, clash, begin, press } = useRecording(keys);
  return (
    <>
      <p>{t("options_keys_about")}</p>
      <ul class="keys">
        {ACTIONS.map((action) => (
          <KeyRow
            key={action}
            action={action}
            chord={keys[action]}
            isMac={IS_MAC}
            changed={settings.keys[action] !== undefined}
            recording={recording === action}
            said={said?.action === action ? said.text : null}
            clash={clash?.action === action ? clash : null}
            onRecord={() => begin(action)}
            onStop={() => begin(null)}
            onPress={(chord) => press(action, chord)}
            onReset={() => press(action, keysOf({}, IS_MAC)[action])}
            onSwap={() => {
              if (clash) swap(clash);
              begin(null);
            }}
          />
        ))}
      </ul>
      <ResetAll
        disabled={Object.keys(settings.keys).length === 0}
        onReset={() => {
          begin(null);
          void choose(() => ({ keys: {} }));
        }}
      />
      <BrowserKeys />
    </>
  );
}

function ResetAll({ disabled, onReset }: { disabled: boolean; onReset: () => void }) {
  return (
    <p class="actions">
      <button type="button" disabled={disabled} onClick={onReset}>
        {t("options_keys_reset_all")}
      </button>
    </p>
  );
}
