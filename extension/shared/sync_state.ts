// What stands in the way of syncing, for the options to say. In: storage.local. Out: a plain state.
import * as v from "valibot";

export const SYNC_STATE = "sync_state";

const State = v.object({
  /** Settings that are too big to be carried; the rest is. */
  too_big: v.fallback(v.array(v.string()), []),
  /** The browser refused to store: too often, or no room. It is tried again at the next change. */
  refused: v.fallback(v.boolean(), false),
});
export type SyncState = v.InferOutput<typeof State>;

export async function readSyncState(): Promise<SyncState> {
  const stored = (await chrome.storage.local.get(SYNC_STATE))[SYNC_STATE];
  return v.parse(State, typeof stored === "object" && stored !== null ? stored : {});
}
