// A stream cut into pieces of one size, as models are hashed: the extension's own when they are read
// (package_files.ts), a person's when they are copied (model_loader.ts). All pieces come in the same
// memory: what the browser itself allots for a stream it keeps until it collects (README, "Memory").

/** What one sha256 is of; package_models.py says the same. */
export const CHUNK_BYTES = 1 << 20;

type Watch = {
  /** Hears of each part as it comes. */
  onBytes?: (count: number) => void;
  /** What is thrown when the stream cannot be read on; else the stream's own error. */
  unreadable?: () => Error;
};

/** Pieces of CHUNK_BYTES, the last one shorter, of a stream of bytes; each is valid until the next. */
export async function* chunksOf(
  stream: ReadableStream<Uint8Array>,
  { onBytes, unreadable }: Watch,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader({ mode: "byob" });
  let buffer = new ArrayBuffer(CHUNK_BYTES);
  let filled = 0;
  for (;;) {
    const room = new Uint8Array(buffer, filled);
    const { done, value } = await reader.read(room).catch((error: unknown) => {
      throw unreadable?.() ?? error;
    });
    if (value) buffer = value.buffer; // the same memory, handed on
    if (done) break;
    filled += value.length;
    onBytes?.(value.length);
    if (filled < CHUNK_BYTES) continue;
    yield new Uint8Array(buffer);
    filled = 0;
  }
  if (filled > 0) yield new Uint8Array(buffer, 0, filled);
}
