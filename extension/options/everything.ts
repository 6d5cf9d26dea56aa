// All that Nib keeps for a person, gathered for a file and put back: all of it, or nothing. In: what is
// stored, what a file held (settings_file.ts). Out: the same; storage, the engine's memory.
import type { StoredSettings } from "../shared/settings";
import { readStatistics, updateStatistics } from "../shared/statistics";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { exportMemory, importMemory } from "./memory_link";
import type { All } from "./settings_file";
import { readUse } from "./stored_data";

/** Only the engine can tell; it is not started where there can be nothing. */
export async function gatherLearned({ learning }: StoredSettings): Promise<string> {
  const use = await readUse();
  const isStored = use.some(({ kind, bytes }) => kind === "learned" && bytes > 0);
  return learning || isStored ? exportMemory() : "";
}

/** What is here now of what `next` would replace. */
export async function gatherBefore(settings: StoredSettings, next: All): Promise<All> {
  const learned = next.learned === null ? null : await gatherLearned(settings);
  return { settings, statistics: await readStatistics(), learned };
}

/** Rejects with an error for people, and then all is `before` again. */
export async function putBack(next: All, before: All): Promise<void> {
  const { learned, statistics, settings } = next;
  const steps: [act: () => Promise<unknown>, undo: () => Promise<unknown>][] = [];
  if (learned !== null)
    steps.push([() => importMemory(learned), () => importMemory(before.learned ?? "")]);
  if (statistics)
    steps.push([
      () => orNoRoom(updateStatistics(() => statistics)),
      () => updateStatistics(() => before.statistics),
    ]);
  steps.push([() => orNoRoom(choose(() => settings)), async () => {}]);
  const undone: (() => Promise<unknown>)[] = [];
  try {
    for (const [act, undo] of steps) {
      await act();
      undone.unshift(undo);
    }
  } catch (error) {
    for (const undo of undone) await undo();
    throw error;
  }
}

/** The browser's storage rejects, or says false, where it is full. */
async function orNoRoom(storing: Promise<unknown>): Promise<void> {
  const stored = await storing.catch(() => false);
  if (stored === false) throw new Error(t("options_file_no_room"));
}
