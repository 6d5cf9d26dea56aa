// Every sentence of the popup that depends on a condition. Pure: conditions in, words out.
import type { EngineState, PageAnswer } from "../shared/messages";
import type { Settings } from "../shared/settings";
import { isSiteOn } from "../shared/site_rules";
import { addressOf } from "../shared/sites";
import type { PageView } from "./page";

export const FEATURES = [
  { key: "completion", title: "Completion", detail: "Grey words ahead; Tab takes them" },
  { key: "correction", title: "Correction", detail: "Underlines spelling and grammar" },
  { key: "sentiment", title: "Sentiment", detail: "Tints sentences by how they sound" },
] as const;

export function siteWords(settings: Settings, page: PageView, site: string) {
  return {
    title: site,
    detail: page.private_window ? "Nothing is stored in a private window" : "Nib on this site",
    on: isSiteOn(settings, addressOf(site)),
  };
}

/** Why nothing is suggested on this page; null where nothing stands in the way. */
export function whySilent(settings: Settings, page: PageView): string | null {
  if (!settings.enabled) return "Nib is off everywhere.";
  if (page.kind === "browser") return "Browsers keep extensions out of their own pages.";
  if (page.site !== null && !isSiteOn(settings, addressOf(page.site)))
    return "Nib is off on this site.";
  if (!page.reached) return unreachedWords(page);
  if (!FEATURES.some(({ key }) => settings[key])) return "All three features are off.";
  return null;
}

/** Who else works in the field that is being used, and what Nib leaves to them; null for nobody. */
export function rivalWords(settings: Settings, rivals: PageAnswer["rivals"]): string | null {
  if (settings.beside_rivals || rivals.length === 0) return null;
  const checkers = rivals.filter((name) => name !== "Smart Compose");
  if (checkers.length === 0)
    return "Gmail's Smart Compose writes ahead here: Nib shows no words over its own.";
  const are = checkers.length === 1 ? "is" : "are";
  return `${checkers.join(" and ")} ${are} active on this page: Nib shows no corrections here.`;
}

/** Extension stores, where no extension may run. */
const STORES = ["chromewebstore.google.com", "chrome.google.com", "addons.mozilla.org"];

function unreachedWords({ kind, site }: PageView): string {
  if (kind === "file") return "To write in local files, allow file access on Nib's extension page.";
  if (site !== null && STORES.includes(site)) return "Browsers keep extensions out of their store.";
  if (kind === "site") return "Nib is not in this page yet: reload it.";
  return "Browsers keep extensions out of pages like this one.";
}

export type Progress = { name: string; amount: string; loaded_bytes: number; total_bytes: number };

type EngineWords = {
  tone: "quiet" | "busy" | "good" | "bad";
  title: string;
  detail: string | null;
  bars: Progress[];
  notice: string | null; // all works, but not as was chosen
  problems: string[]; // what failed and what to do about it
  facts: string[];
};

const MODEL_NAMES: Record<string, string> = {
  language: "Language model",
  correction: "Grammar model",
  sentiment: "Sentiment model",
  dictionary: "Dictionary",
};

function modelName(key: string): string {
  return MODEL_NAMES[key] ?? key;
}

function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return size < 10 ? size.toFixed(1) : size.toFixed(0);
}

function seconds(duration_ms: number): string {
  return `${(duration_ms / 1000).toFixed(1)} s`;
}

function progressBars(state: EngineState): Progress[] {
  return Object.entries(state.models)
    .filter(([, model]) => model.phase === "loading")
    .map(([key, { loaded_bytes, total_bytes }]) => ({
      name: modelName(key),
      amount:
        total_bytes > 0 ? `${megabytes(loaded_bytes)} of ${megabytes(total_bytes)} MB` : "waiting",
      loaded_bytes,
      total_bytes,
    }));
}

/** "WebAssembly, 1 thread"; "" before the backend is known. */
export function backendWords({ backend, threads }: EngineState): string {
  if (backend === "webgpu") return "WebGPU";
  if (backend === "wasm") return `WebAssembly, ${threads} ${threads === 1 ? "thread" : "threads"}`;
  return backend;
}

function engineFacts(state: EngineState): string[] {
  const times = [
    ["Completion", state.complete_ms],
    ["Correction", state.correct_ms],
    ["Sentiment", state.sentiment_ms],
  ] as const;
  return [
    ...(state.start_ms > 0 ? [`Python started in ${seconds(state.start_ms)}`] : []),
    ...times
      .filter(([, time_ms]) => time_ms > 0)
      .map(([name, time_ms]) => `${name}: last answer in ${Math.round(time_ms)} ms`),
    ...state.notes,
  ];
}

function problemWords(state: EngineState): string[] {
  const broken = Object.entries(state.models).filter(([, model]) => model.phase === "failed");
  return [
    ...(state.error ? [state.error] : []),
    ...broken.map(
      ([key, model]) => `${modelName(key)}: ${model.error ?? "it could not be loaded"}`,
    ),
  ];
}

function conditionWords(state: EngineState): Pick<EngineWords, "tone" | "title" | "detail"> {
  const models = Object.values(state.models);
  const backend = backendWords(state);
  const runs = backend ? `Runs on: ${backend}` : null;
  if (state.phase === "failed") return { tone: "bad", title: "The engine stopped", detail: null };
  if (state.phase === "starting") return { tone: "busy", title: "Starting Python", detail: runs };
  if (models.some((model) => model.phase === "failed"))
    return { tone: "bad", title: "A part could not be loaded", detail: runs };
  if (models.some((model) => model.phase === "loading"))
    return { tone: "busy", title: "Loading its models", detail: runs };
  if (!backend)
    return { tone: "good", title: "Python is ready", detail: "Models load when they are needed" };
  return { tone: "good", title: "Ready", detail: runs };
}

export function engineWords(state: EngineState | null, enabled: boolean): EngineWords {
  if (state === null || state.phase === "idle") {
    const detail = enabled
      ? "Starts when you click into a text field"
      : "Stays so while Nib is off";
    return {
      tone: "quiet",
      title: "Asleep",
      detail,
      bars: [],
      notice: null,
      problems: [],
      facts: [],
    };
  }
  return {
    ...conditionWords(state),
    bars: progressBars(state),
    notice: state.notice ?? null,
    problems: problemWords(state),
    facts: engineFacts(state),
  };
}
