// The settings as one of our pages shows them, and changes them. In: storage, clicks. Out: what
// holds now, also when another page or an organisation changed it, and whether the browser refused
// to store the last change.
import { useState } from "preact/hooks";
import {
  type Change,
  onSettingsTouched,
  readManaged,
  readStored,
  type Settings,
  type StoredSettings,
  writeSettings,
} from "../shared/settings";
import { withPolicy } from "../shared/settings_schema";

export type Live = {
  settings: Settings; // what holds: the organisation's choices over the user's
  stored: StoredSettings; // the user's own, to which changes are made
  refused: string | null; // why the browser did not store the last change
};

/** What is stored and what was clicked since: a quick second click on a switch is away from it. */
let stored: StoredSettings;
let managed: Record<string, unknown>;
let refused: string | null = null;
let show: (live: Live) => void = () => {};

function live(): Live {
  return { settings: withPolicy(stored, managed), stored, refused };
}

async function read(): Promise<void> {
  [stored, managed] = await Promise.all([readStored(), readManaged()]);
}

// Listens before it reads: a change during the first reading makes another one. One after the other,
// so that the last one wins. Before anything is drawn: an effect would come after the first paint.
let reading = Promise.resolve();
onSettingsTouched(async () => {
  reading = reading.then(read);
  await reading;
  show(live());
});
reading = reading.then(read);
await reading;

/**
 * Hands a change to the browser within the click: the page may be closed in the next moment. False
 * when the browser has no room for it: what is shown then goes back to what is stored, and `refused`
 * says why.
 */
export async function choose(change: (now: StoredSettings) => Change | null): Promise<boolean> {
  const changed = change(stored);
  if (!changed) return true;
  const hadRefused = refused !== null;
  stored = { ...stored, ...changed };
  refused = null;
  try {
    await writeSettings(changed);
    if (hadRefused) show(live());
    return true;
  } catch (error) {
    stored = await readStored();
    refused = error instanceof Error ? error.message : String(error);
    show(live());
    return false;
  }
}

/** For the one component of a page that hands the settings on. */
export function useLive(): Live {
  const [shown, setShown] = useState(live);
  show = setShown;
  return shown;
}

/** The same, for a page that shows only what holds. */
export function useSettings(): Settings {
  return useLive().settings;
}
