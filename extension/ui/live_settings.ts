// The settings as one of our pages shows them, and changes them. In: storage, clicks. Out: the
// settings now, also when another page changed them.
import { useState } from "preact/hooks";
import { onSettingsChanged, readSettings, type Settings, writeSettings } from "../shared/settings";

/** What is stored and what was clicked since: a quick second click on a switch is away from it. */
let latest = await readSettings();
let show: (settings: Settings) => void = () => {};

// Before anything is drawn: an effect would come after the first paint, and miss what came sooner.
onSettingsChanged((stored) => {
  latest = stored;
  show(stored);
});

/** Hands a change to the browser within the click: the page may be closed in the next moment. */
export function choose(change: (now: Settings) => Partial<Settings> | null): void {
  const changed = change(latest);
  if (!changed) return;
  latest = { ...latest, ...changed };
  void writeSettings(changed);
}

/** For the one component of a page that hands the settings on. */
export function useSettings(): Settings {
  const [settings, setSettings] = useState(latest);
  show = setSettings;
  return settings;
}
