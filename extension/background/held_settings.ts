// The settings as the background holds them while it is awake: read once, and anew after each change
// and each sleep. In: storage. Out: what holds. A change drops what was held, also a reading that
// began before it, so that nothing old is kept.
import { onSettingsTouched, readSettings, type Settings } from "../shared/settings";

let reading: Promise<Settings> | undefined;
let isFollowed = false; // else a change would not be noticed, and nothing may be held
let changes = 0;

/** In the background's first turn. Calls `follow` with what holds after each change. */
export function holdSettings(follow: (settings: Settings) => void): void {
  isFollowed = true;
  onSettingsTouched(() => {
    const change = ++changes;
    void freshSettings().then((settings) => {
      if (change === changes) follow(settings);
    });
  });
}

/** What holds, as far as the background was told. */
export function heldSettings(): Promise<Settings> {
  return reading ?? freshSettings();
}

/**
 * What storage holds now. For who asks because of a change: browsers tell each process by itself, so
 * that a frame may know of one before the background does.
 */
export function freshSettings(): Promise<Settings> {
  const started = readSettings();
  if (isFollowed) reading = started;
  started.catch(() => {
    if (reading === started) reading = undefined; // the next one tries again
  });
  return started;
}
