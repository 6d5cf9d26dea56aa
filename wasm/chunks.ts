// A stream cut into pieces of one size, as models are hashed: the extension's own when they are read
// (package_files.ts), a person's when they are copied (model_loader.ts). Reads nothing itself.

/** What one sha256 is of; package_models.py says the same. */
export const CHUNK_BYTES = 8 << 20;

type Watch = {
  /** Hears of each part as it comes. */
  onBytes?: (count: number) => void;
  /** What is thrown when the stream cannot be read on; else the stream's own error. */
  unreadable?: () => Error;
};

/** Pieces of CHUNK_BYTES, the last one shorter, of a stream of about `size`; each is valid until the
 * next. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  size: number,
  { onBytes, unreadable }: Watch,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, size));
  let filled = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw unreadable?.() ?? error;
    });
    if (done) break;
    for (let at = 0; at < value.length; ) {
      const taken = value.subarray(at, at + chunk.length - filled);
      chunk.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < chunk.length) continue;
      yield chunk;
      filled = 0;
    }
    onBytes?.(value.length);
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
