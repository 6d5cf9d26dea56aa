// Adds what a frame counted to today's counts, where the setting `statistics` asks for it.
// In: counts, validated by the router, which keeps private windows out. Out: storage.local, one
// change at a time. Never sees a text.
import { type Counts, dayOf, updateStatistics, withCounts } from "../shared/statistics";
import { heldSettings } from "./held_settings";

/** Does nothing while statistics are off. Rejects when there is no room; nothing else is lost. */
export async function count(counts: Counts): Promise<void> {
  if (!(await heldSettings()).statistics) return;
  const today = dayOf(new Date());
  await updateStatistics((before) => withCounts(before, today, counts));
}
