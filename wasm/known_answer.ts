// Checks a graphics session against an answer known from the build: some drivers compute wrong
// results, or give zeros when reading back fails. In: the language model's role known_answer
// (models/language/export.py): a prompt's tokens and the likeliest next ones, best first.
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { OrtModule } from "./ort_backend";
import { emptyPast } from "./tensors";

export type KnownAnswer = { token_ids: number[]; topk_ids: number[] };

/** What a language model is fed to say the k likeliest tokens behind a prompt. */
export function promptFeeds(
  ort: OrtModule,
  session: InferenceSession,
  token_ids: readonly number[],
  k: number,
): Record<string, Tensor> {
  const tensor = (values: readonly number[], dims = [values.length]): Tensor =>
    new ort.Tensor("int64", BigInt64Array.from(values, BigInt), dims);
  const feeds: Record<string, Tensor> = {
    token_ids: tensor(token_ids, [1, token_ids.length]),
    past_length: tensor([0]),
    positions: tensor([token_ids.length - 1]),
    targets: tensor([0]),
    k: tensor([k]),
  };
  for (const [suffix, past] of Object.entries(emptyPast(ort, session))) {
    feeds[`past.${suffix}`] = past;
  }
  return feeds;
}

export async function answersAsKnown(
  ort: OrtModule,
  session: InferenceSession,
  { token_ids, topk_ids }: KnownAnswer,
): Promise<boolean> {
  try {
    const feeds = promptFeeds(ort, session, token_ids, topk_ids.length);
    const outputs = await session.run(feeds, ["topk_ids"]);
    const got = Array.from((await outputs.topk_ids?.getData(true)) as BigInt64Array, Number);
    return got.length === topk_ids.length && got.every((id, place) => id === topk_ids[place]);
  } catch {
    return false; // a device that cannot run the graph is as wrong as one that runs it badly
  }
}
