// What the engine is doing while the first words are typed, under the field they are typed into.
// In: the engine's states. Out: a line, a bar while it loads, and a way to try again.
import { useEffect, useState } from "preact/hooks";
import { type EngineLink, type EngineView, watchEngine } from "../shared/engine_link";
import type { Settings } from "../shared/settings";
import { t } from "../shared/words";
import { lineOf } from "./engine_words";

export function EngineLine({ settings }: { settings: Settings }) {
  const [view, setView] = useState<EngineView>({ state: null, refusal: null });
  const [link, setLink] = useState<EngineLink | null>(null);
  useEffect(() => setLink(watchEngine(setView)), []);
  const { tone, words, share } = lineOf(view);
  return (
    <div class={`engine ${tone}`}>
      {/* Megabytes change often: they are for the eye, and the progress element tells them. */}
      <p role="status" id="engine">
        {share === undefined ? words : t("welcome_engine_models")}
      </p>
      {share !== undefined && <p class="amount">{words}</p>}
      {tone === "busy" &&
        (share === undefined ? (
          <progress aria-labelledby="engine" />
        ) : (
          <progress aria-labelledby="engine" max={1} value={share} />
        ))}
      {tone === "bad" && (
        <button type="button" class="action" onClick={() => link?.retry(settings)}>
          {t("welcome_engine_again")}
        </button>
      )}
    </div>
  );
}
