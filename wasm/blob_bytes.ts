// A Blob that onnxruntime-web takes for a byte array, read a piece at a time: it asks for each
// tensor's bytes with subarray(), in no order, and copies them to their place (its MountedFiles;
// version pinned). A Blob can lie outside of this process, or on disk. FileReaderSync exists in
// workers only.
import { freeAtOnce } from "./tensors";

export class BlobBytes extends Uint8Array {
  private lent = new Uint8Array();

  constructor(private readonly blob: Blob) {
    super(0);
    Object.defineProperty(this, "byteLength", { value: blob.size });
  }

  /** Valid until the next call. */
  override subarray(begin = 0, end = this.blob.size): Uint8Array<ArrayBuffer> {
    freeAtOnce(this.lent);
    const piece = this.blob.slice(begin, end);
    this.lent = new Uint8Array(new FileReaderSync().readAsArrayBuffer(piece));
    return this.lent;
  }
}
