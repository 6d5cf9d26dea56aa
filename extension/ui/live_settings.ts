// The settings as one of our pages shows them, and changes them. In: storage, clicks. Out: what
// holds now, also when another page or an organisation changed it.
import { useState } from "preact/hooks";
import {
  type Change,
  onSettingsChanged,
  readManaged,
  readStored,
  type Settings,
  type StoredSettings,
  writeSettings,
} from "../shared/settings";
import { withPolicy } from "../shared/settings_schema";

/** What is stored and what was clicked since: a quick second click on a switch is away from it. */
let [stored, managed] = await Promise.all([readStored(), readManaged()]);
let show: (settings: Settings) => void = () => {};

// Before anything is drawn: an effect would come after the first paint, and miss what came sooner.
onSettingsChanged(async () => {
  [stored, managed] = await Promise.all([readStored(), readManaged()]);
  show(withPolicy(stored, managed));
});

/**
 * Hands a change to the browser within the click: the page may be closed in the next moment.
 * Rejects when there is no room for it; what is shown then goes back to what is stored.
 */
export async function choose(change: (now: StoredSettings) => Change | null): Promise<void> {
  const changed = change(stored);
  if (!changed) return;
  stored = { ...stored, ...changed };
  try {
    await writeSettings(changed);
  } catch (error) {
    stored = await readStored();
    show(withPolicy(stored, managed));
    throw error;
  }
}

/** For the one component of a page that hands the settings on. */
export function useSettings(): Settings {
  const [settings, setSettings] = useState(() => withPolicy(stored, managed));
  show = setSettings;
  return settings;
}
