// Checks a graphics session against an answer known from the build: some drivers compute wrong
// results, or give zeros when reading back fails. In: the role known_answer of a model.
import type { InferenceSession, Tensor } from "onnxruntime-web";
import type { OrtModule } from "./ort_backend";
import { emptyPast, type Feed } from "./tensors";

export type KnownAnswer = {
  feeds: (Feed & { data: number[] })[];
  /** Output name to its values in order; `tolerance` is absolute. */
  expected: Record<string, number[]>;
  tolerance: number;
};

export async function answersAsKnown(
  ort: OrtModule,
  session: InferenceSession,
  known: KnownAnswer,
): Promise<boolean> {
  const views = { float32: Float32Array, int32: Int32Array, int64: BigInt64Array } as const;
  const feeds: Record<string, Tensor> = {};
  for (const { name, dtype, shape, data } of known.feeds) {
    const values =
      dtype === "int64" ? BigInt64Array.from(data, BigInt) : views[dtype].from(data as never);
    feeds[name] = new ort.Tensor(dtype, values as never, shape);
  }
  for (const [suffix, tensor] of Object.entries(emptyPast(ort, session))) {
    feeds[`past.${suffix}`] = tensor;
  }
  try {
    const outputs = await session.run(feeds, Object.keys(known.expected));
    const checks = Object.entries(known.expected).map(async ([name, expected]) => {
      const got = Array.from(
        (await outputs[name]?.getData(true)) as ArrayLike<number | bigint>,
        Number,
      );
      return expected.every(
        (value, i) => Math.abs((got[i] ?? Infinity) - value) <= known.tolerance,
      );
    });
    return (await Promise.all(checks)).every(Boolean);
  } catch {
    return false;
  }
}
