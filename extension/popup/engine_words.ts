// What the popup says of the engine: its condition, what loads, what it takes. Pure: a state in,
// words out.
import type { EngineState } from "../shared/messages";
import { type MessageKey, t, type Wording } from "../shared/words";

export type Progress = { name: string; amount: string; loaded_bytes: number; total_bytes: number };

export type EngineWords = {
  tone: "quiet" | "busy" | "good" | "bad";
  title: string;
  detail: string;
  whole: Progress | null; // all that loads now, as one
  bars: Progress[];
  notice: string | null; // all works, but not as was chosen
  problems: string[]; // what failed and what to do about it
  facts: string[];
};

const MODEL_NAMES: Record<string, MessageKey> = {
  language: "engine_language_model",
  correction: "engine_grammar_model",
  sentiment: "engine_sentiment_model",
  dictionary: "engine_dictionary",
};

const NOT_LOADED: Wording = ["engine_not_loaded"];

function modelName(name: string): string {
  const key = MODEL_NAMES[name];
  return key ? t(key) : name;
}

function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return size < 10 ? size.toFixed(1) : size.toFixed(0);
}

function amount(loaded_bytes: number, total_bytes: number): string {
  if (total_bytes === 0) return t("engine_waiting");
  return t("engine_loaded_of", megabytes(loaded_bytes), megabytes(total_bytes));
}

function progressBars(state: EngineState): Progress[] {
  return Object.entries(state.models)
    .filter(([, model]) => model.phase === "loading")
    .map(([name, { loaded_bytes, total_bytes }]) => ({
      name: modelName(name),
      amount: amount(loaded_bytes, total_bytes),
      loaded_bytes,
      total_bytes,
    }));
}

/** As one bar: what is there already counts as well, so that it never goes back. */
function wholeProgress({ models }: EngineState): Progress | null {
  const wanted = Object.values(models).filter(
    ({ phase }) => phase === "loading" || phase === "ready",
  );
  if (!wanted.some(({ phase }) => phase === "loading")) return null;
  const sum = (of: "loaded_bytes" | "total_bytes") =>
    wanted.reduce((bytes, model) => bytes + model[of], 0);
  const [loaded_bytes, total_bytes] = [sum("loaded_bytes"), sum("total_bytes")];
  const name = t("engine_loading");
  return { name, amount: amount(loaded_bytes, total_bytes), loaded_bytes, total_bytes };
}

/** "WebAssembly, 1 thread"; "" before the backend is known. */
export function backendWords({ backend, threads }: EngineState): string {
  if (backend === "webgpu") return t("engine_webgpu");
  if (backend !== "wasm") return backend;
  return threads === 1 ? t("engine_wasm_one") : t("engine_wasm_many", threads);
}

/** "On the processor · 318 MB of memory": where it runs and what it takes. */
function takesWords(state: EngineState): string {
  const memory = state.heap_bytes > 0 ? t("engine_memory", megabytes(state.heap_bytes)) : "";
  const where = t(state.backend === "webgpu" ? "engine_on_graphics" : "engine_on_processor");
  return [state.backend === "" ? "" : where, memory].filter((words) => words !== "").join(" · ");
}

function engineFacts(state: EngineState): string[] {
  const times = [
    ["engine_completion_time", state.complete_ms],
    ["engine_correction_time", state.correct_ms],
    ["engine_sentiment_time", state.sentiment_ms],
  ] as const;
  return [
    ...(state.backend === "" ? [] : [backendWords(state)]),
    ...(state.heap_bytes > 0 ? [t("engine_memory_fact", megabytes(state.heap_bytes))] : []),
    ...(state.start_ms > 0 ? [t("engine_start_time", (state.start_ms / 1000).toFixed(1))] : []),
    ...times
      .filter(([, time_ms]) => time_ms > 0)
      .map(([key, time_ms]) => t(key, Math.round(time_ms))),
    ...state.notes.map((note) => t(...note)),
  ];
}

function problemWords(state: EngineState): string[] {
  const broken = Object.entries(state.models).filter(([, model]) => model.phase === "failed");
  return [
    ...(state.error ? [t(...state.error)] : []),
    ...broken.map(([name, model]) =>
      t("engine_problem", modelName(name), t(...(model.error ?? NOT_LOADED))),
    ),
  ];
}

function conditionWords(state: EngineState): Pick<EngineWords, "tone" | "title" | "detail"> {
  const models = Object.values(state.models);
  const takes = takesWords(state);
  if (state.phase === "failed") return { tone: "bad", title: t("engine_stopped"), detail: "" };
  if (state.phase === "starting")
    return { tone: "busy", title: t("engine_starting"), detail: t("engine_starting_detail") };
  if (models.some((model) => model.phase === "failed"))
    return { tone: "bad", title: t("engine_part_failed"), detail: takes };
  const whole = wholeProgress(state);
  if (whole) return { tone: "busy", title: whole.name, detail: whole.amount };
  if (!state.backend)
    return { tone: "good", title: t("engine_python_ready"), detail: t("engine_models_later") };
  return { tone: "good", title: t("engine_ready"), detail: takes };
}

const NOTHING = { whole: null, bars: [], notice: null, problems: [], facts: [] };
const BLANK = "\u00a0"; // keeps the line's height

/** state: null where there is no engine, undefined until it is known whether there is one. */
export function engineWords(state: EngineState | null | undefined, isWanted: boolean): EngineWords {
  if (state === undefined) return { ...NOTHING, tone: "quiet", title: BLANK, detail: "" };
  if (state === null || state.phase === "idle")
    return {
      ...NOTHING,
      tone: "quiet",
      title: t("engine_asleep"),
      detail: t(isWanted ? "engine_starts_when" : "engine_stays_asleep"),
    };
  return {
    ...conditionWords(state),
    whole: wholeProgress(state),
    bars: progressBars(state),
    notice: state.notice ? t(...state.notice) : null,
    problems: problemWords(state),
    facts: engineFacts(state),
  };
}
