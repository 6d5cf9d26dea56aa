// A large file in chunks that onnxruntime-web takes for one byte array: it asks for each tensor's
// bytes with subarray() and copies them to their place (its MountedFiles; version pinned). A chunk
// is freed when all of it was read, so that the weights hardly stand in memory twice, which would be
// the engine's peak. Good for one reading.
import { freeAtOnce } from "./tensors";

export class ChunkedBytes extends Uint8Array {
  private readonly unread: number[];
  private lent = new Uint8Array();

  /** All chunks but the last are of `chunkBytes`. */
  constructor(
    private readonly chunks: readonly Uint8Array<ArrayBuffer>[],
    private readonly chunkBytes: number,
  ) {
    super(0);
    this.unread = chunks.map((chunk) => chunk.length);
    const size = this.unread.reduce((sum, length) => sum + length, 0);
    Object.defineProperty(this, "byteLength", { value: size });
  }

  /** Valid until the next call. */
  override subarray(begin = 0, end = this.byteLength): Uint8Array<ArrayBuffer> {
    freeAtOnce(this.lent);
    this.lent = new Uint8Array(end - begin);
    for (let at = begin; at < end; ) at += this.copy(at, end, at - begin);
    return this.lent;
  }

  /** What one chunk has of at..end, to its place in what is lent; how much that was. */
  private copy(at: number, end: number, place: number): number {
    const index = Math.floor(at / this.chunkBytes);
    const chunk = this.chunks[index];
    const start = at - index * this.chunkBytes;
    const piece = chunk?.subarray(start, start + end - at) ?? new Uint8Array();
    if (!chunk || piece.length === 0) throw new RangeError("behind the end, or read before");
    this.lent.set(piece, place);
    const left = (this.unread[index] ?? 0) - piece.length;
    this.unread[index] = left;
    if (left <= 0) freeAtOnce(chunk);
    return piece.length;
  }
}
