// Weights that onnxruntime-web takes for one byte array, though they never lie in one piece: it asks
// for each tensor's bytes with subarray(), once, in no order, and copies them to their place (its
// MountedFiles; version pinned). What it was lent before is given back at each call.
// In: chunks read and checked, or a Blob. Out: a Uint8Array to those who only ask these two things.
import { CHUNK_BYTES } from "./chunks";
import { freeAtOnce } from "./tensors";

abstract class LentBytes extends Uint8Array {
  private lent = new Uint8Array();

  constructor(readonly size: number) {
    super(0);
    Object.defineProperty(this, "byteLength", { value: size });
  }

  /** Valid until the next call. */
  override subarray(begin = 0, end = this.size): Uint8Array<ArrayBuffer> {
    freeAtOnce(this.lent);
    this.lent = this.copy(begin, end);
    return this.lent;
  }

  protected abstract copy(begin: number, end: number): Uint8Array<ArrayBuffer>;
}

/** A person's model: it lies on disk. FileReaderSync exists in workers only. */
export class BlobBytes extends LentBytes {
  constructor(private readonly blob: Blob) {
    super(blob.size);
  }

  protected copy(begin: number, end: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(this.blob.slice(begin, end)));
  }
}

/** Chunks of CHUNK_BYTES in memory of our own; each is free once all of its bytes were asked for. */
export class ChunkedBytes extends LentBytes {
  private readonly unread: number[];

  constructor(private readonly chunks: readonly Uint8Array<ArrayBuffer>[]) {
    super(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    this.unread = chunks.map((chunk) => chunk.length);
  }

  protected copy(begin: number, end: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(end - begin);
    for (let at = begin; at < end; ) {
      const index = Math.floor(at / CHUNK_BYTES);
      const from = at - index * CHUNK_BYTES;
      const chunk = this.unread[index] ? this.chunks[index] : undefined;
      const part = chunk?.subarray(from, from + end - at);
      if (!part?.length) throw new Error("weights were asked for twice, or beyond their end");
      const { length } = part;
      bytes.set(part, at - begin);
      at += length;
      this.drop(index, length);
    }
    return bytes;
  }

  private drop(index: number, read: number): void {
    const left = (this.unread[index] ?? 0) - read;
    this.unread[index] = left;
    const chunk = this.chunks[index];
    if (left === 0 && chunk) freeAtOnce(chunk);
  }
}
