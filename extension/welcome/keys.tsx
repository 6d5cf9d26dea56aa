// Nib's keys, as they are bound now. In: settings. Out: a list of keys and what they do.
import { type Action, keysOf } from "../shared/chords";
import type { Settings } from "../shared/settings";
import { ACTIONS } from "../shared/settings_schema";
import { t } from "../shared/words";
import { keyCaps } from "../ui/key_caps";

const IS_MAC = /mac/i.test(navigator.platform);

function capsOf(settings: Settings, action: Action): string[] {
  return keyCaps(keysOf(settings.keys, IS_MAC)[action], IS_MAC);
}

/** "Ctrl+→", for a sentence. */
export function keyOf(settings: Settings, action: Action): string {
  return capsOf(settings, action).join("+");
}

export function Keys({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t("welcome_keys_title")}</h2>
      <p>{t("welcome_keys")}</p>
      <dl class="keys">
        {ACTIONS.map((action) => (
          <div key={action}>
            <dt>
              {capsOf(settings, action).map((cap, index) => (
                <>
                  {index > 0 && " + "}
                  <kbd>{cap}</kbd>
                </>
              ))}
            </dt>
            <dd>{t(`welcome_key_${action}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
