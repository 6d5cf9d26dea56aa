// What the welcome page says of the engine: how much of the models is loaded, that it is ready, or
// what went wrong. In: the engine's state. Out: one line. Pure.
import type { EngineView } from "../shared/engine_link";
import type { EngineState } from "../shared/messages";
import { t, type Wording } from "../shared/words";

const FAILED: Wording = ["welcome_engine_failed"];

type Line = { tone: "quiet" | "busy" | "good" | "bad"; words: string; share?: number };

/** What a state says, pure; share: 0..1 of what is being loaded, absent where that is unknown. */
export function lineOf({ state, refusal }: EngineView): Line {
  if (refusal !== null) return { tone: "bad", words: t(...refusal) };
  if (state === null || state.phase === "idle")
    return { tone: "quiet", words: t("welcome_engine_asleep") };
  if (state.phase === "failed") return { tone: "bad", words: t(...(state.error ?? FAILED)) };
  if (state.phase === "starting") return { tone: "busy", words: t("welcome_engine_starting") };
  const models = Object.values(state.models);
  const broken = models.find(({ phase }) => phase === "failed");
  if (broken) return { tone: "bad", words: t(...(broken.error ?? FAILED)) };
  if (models.some(({ phase }) => phase === "loading")) return loadingLine(models);
  return models.some(({ phase }) => phase === "ready")
    ? { tone: "good", words: t("welcome_engine_ready") }
    : { tone: "busy", words: t("welcome_engine_starting") };
}

function loadingLine(models: EngineState["models"][string][]): Line {
  const wanted = models.filter(({ phase }) => phase === "loading" || phase === "ready");
  const sum = (of: (model: (typeof wanted)[number]) => number) =>
    wanted.reduce((all, model) => all + of(model), 0);
  const total = sum(({ total_bytes }) => total_bytes);
  if (total === 0) return { tone: "busy", words: t("welcome_engine_starting") };
  const loaded = sum(({ phase, loaded_bytes, total_bytes }) =>
    phase === "ready" ? total_bytes : loaded_bytes,
  );
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  const words = t("welcome_engine_loading", megabytes(loaded), megabytes(total));
  return { tone: "busy", words, share: loaded / total };
}
