// Tells an administrator, in the background's console, what of a policy decides nothing.
// In: storage.managed. Out: one warning a key, never a value: a policy may hold names and words
// that are nobody's business. What fits is settings_schema.ts's to say.
import { readManaged } from "../shared/settings";
import { misfits } from "../shared/settings_schema";

async function report(): Promise<void> {
  for (const key of misfits(await readManaged())) {
    // An unknown key is the administrator's own text, so it is cut.
    console.warn(`Nib: the policy's "${key.slice(0, 40)}" is not known or does not fit.`);
  }
}

/** At the background's start and at each change of the policy. */
export function reportPolicy(): void {
  void report();
  chrome.storage.onChanged.addListener((_changes, area) => {
    if (area === "managed") void report();
  });
}
