// A Blob that onnxruntime-web takes for a byte array, read a piece at a time: it asks for each
// tensor's bytes with subarray() and copies them to their place (its MountedFiles; version pinned).
// A Blob lies outside of this process, or on disk: the weights never stand in memory twice, which
// would be the engine's peak. FileReaderSync exists in workers only.

export class BlobBytes extends Uint8Array {
  constructor(private readonly blob: Blob) {
    super(0);
    Object.defineProperty(this, "byteLength", { value: blob.size });
  }

  override subarray(begin = 0, end = this.blob.size): Uint8Array<ArrayBuffer> {
    const piece = this.blob.slice(begin, end);
    return new Uint8Array(new FileReaderSync().readAsArrayBuffer(piece));
  }
}
