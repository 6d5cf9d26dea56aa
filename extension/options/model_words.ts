// Every sentence of the section "Language model" that depends on a condition. Pure.
import type { LoadEvent } from "../../wasm/model_loader";
import type { StoredModel } from "../../wasm/model_store";

/** 1,234,567 -> "1.2 MB". */
export function sizeWords(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  const size = bytes / 1e6;
  if (size < 0.1) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return `${size.toFixed(size < 10 ? 1 : 0)} MB`;
}

/** 268,098,176 -> "268 million parameters". */
export function parameterWords(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} billion parameters`;
  if (count >= 1e6) return `${Math.round(count / 1e6)} million parameters`;
  return `${count.toLocaleString("en")} parameters`;
}

export function modelFacts({ manifest, bytes }: StoredModel): [name: string, value: string][] {
  const { licence, architecture, parameters, weights } = manifest;
  return [
    ["Licence", licence],
    ["Size", sizeWords(bytes)],
    ["Architecture", `${architecture}, ${parameterWords(parameters)}, ${weights}`],
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
    const amount = `${sizeWords(done_bytes)} of ${sizeWords(total_bytes)}`;
    return { title: `Copying ${title}`, amount, progress: { done_bytes, total_bytes } };
  }
  if (event.kind === "trying")
    return { title: `Trying ${event.title}`, amount: "a few seconds", progress: null };
  return null;
}

export type Outcome = { good: boolean; text: string };

/** What is said when a copy is over; null before. */
export function outcomeOf(event: LoadEvent): Outcome | null {
  if (event.kind === "failed")
    return { good: false, text: `${event.message} Nothing was changed.` };
  if (event.kind !== "done") return null;
  const next = event.replaced_active ? "Nib uses it." : "To use it, choose it above.";
  return { good: true, text: `${event.title} is loaded. ${next}` };
}

export function storageWords(used_bytes: number): string {
  if (used_bytes === 0) return "No other model is loaded.";
  return `Loaded models take ${sizeWords(used_bytes)} of this browser's storage.`;
}
