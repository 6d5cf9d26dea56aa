// What stands in the way of syncing, said plainly; nothing where all is well. In: sync_state.ts, as
// the background keeps it. Out: text.
import { useEffect, useState } from "preact/hooks";
import { readSyncState, SYNC_STATE, type SyncState } from "../shared/sync_state";
import { t } from "../shared/words";

export function SyncNotice() {
  const [state, setState] = useState<SyncState | null>(null);
  useEffect(() => {
    const read = () => void readSyncState().then(setState);
    const follow = (changes: Record<string, unknown>) => {
      if (SYNC_STATE in changes) read();
    };
    chrome.storage.local.onChanged.addListener(follow);
    read();
    return () => chrome.storage.local.onChanged.removeListener(follow);
  }, []);
  if (!state) return null;
  const words = [
    ...(state.too_big.includes("dictionary") ? [t("options_sync_dictionary_too_big")] : []),
    ...(state.too_big.some((key) => key !== "dictionary") ? [t("options_sync_too_big")] : []),
    ...(state.refused ? [t("options_sync_refused")] : []),
  ];
  return (
    <div role="status" data-name="sync_notice">
      {words.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}
