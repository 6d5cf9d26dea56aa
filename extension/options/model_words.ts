// Every sentence of the section "Language model" that depends on a condition. Pure.
import type { LoadEvent } from "../../wasm/model_loader";
import type { StoredModel } from "../../wasm/model_store";
import { t } from "../shared/words";

/** 1,234,567 -> "1.2 MB". */
export function sizeWords(bytes: number): string {
  if (bytes >= 1e9) return t("options_gb", (bytes / 1e9).toFixed(1));
  const size = bytes / 1e6;
  if (size < 0.1) return t("options_kb", Math.max(1, Math.round(bytes / 1e3)));
  return t("options_mb", size.toFixed(size < 10 ? 1 : 0));
}

/** 268,098,176 -> "268 million parameters". */
export function parameterWords(count: number): string {
  const amount =
    count >= 1e9
      ? t("options_model_billion", (count / 1e9).toFixed(1))
      : count >= 1e6
        ? t("options_model_million", Math.round(count / 1e6))
        : count.toLocaleString();
  return t("options_model_parameters", amount);
}

export function modelFacts({ manifest, bytes }: StoredModel): [name: string, value: string][] {
  const { licence, architecture, parameters, weights } = manifest;
  return [
    [t("options_model_licence"), licence],
    [t("options_model_size"), sizeWords(bytes)],
    [t("options_model_architecture"), `${architecture}, ${parameterWords(parameters)}, ${weights}`],
  ];
}

export type Job = {
  title: string;
  amount: string;
  /** null: how long it takes is not known. */
  progress: { done_bytes: number; total_bytes: number } | null;
};

/** What a copy under way shows; null once it is over. */
export function jobOf(event: LoadEvent): Job | null {
  if (event.kind === "copying") {
    const { title, done_bytes, total_bytes } = event;
    const amount = t("options_model_amount", sizeWords(done_bytes), sizeWords(total_bytes));
    return {
      title: t("options_model_copying", title),
      amount,
      progress: { done_bytes, total_bytes },
    };
  }
  if (event.kind === "trying")
    return {
      title: t("options_model_trying", event.title),
      amount: t("options_model_seconds"),
      progress: null,
    };
  return null;
}

export type Outcome = { good: boolean; text: string };

/** What is said when a copy is over; null before. */
export function outcomeOf(event: LoadEvent): Outcome | null {
  if (event.kind === "failed")
    return { good: false, text: t("options_model_failed", t(...event.reason)) };
  if (event.kind !== "done") return null;
  const next = t(event.replaced_active ? "options_model_uses_it" : "options_model_choose_it");
  return { good: true, text: `${t("options_model_loaded", event.title)} ${next}` };
}

export function storageWords(used_bytes: number): string {
  if (used_bytes === 0) return t("options_model_none");
  return t("options_model_storage", sizeWords(used_bytes));
}
