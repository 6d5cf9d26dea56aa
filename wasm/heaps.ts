// How much memory the engine holds: the WebAssembly heaps made in this worker, Pyodide's and
// onnxruntime's alike, and weights handed to a graphics card. In: watchHeaps() before either is
// loaded. Out: bytes now. Counts neither JavaScript's own memory nor the browser's.

const heaps = new Set<WebAssembly.Memory>();
let onCard_bytes = 0;

/** Notes memories as they are made: by constructor (onnxruntime) or by a module (Pyodide). */
export function watchHeaps(): void {
  const { Memory, instantiate, instantiateStreaming } = WebAssembly;
  const note = (exported: WebAssembly.Exports) => {
    for (const value of Object.values(exported)) if (value instanceof Memory) heaps.add(value);
  };
  WebAssembly.Memory = new Proxy(Memory, {
    construct(made, about, target) {
      const memory = Reflect.construct(made, about, target) as WebAssembly.Memory;
      heaps.add(memory);
      return memory;
    },
  });
  WebAssembly.instantiateStreaming = async (...about) => {
    const made = await instantiateStreaming(...about);
    note(made.instance.exports);
    return made;
  };
  WebAssembly.instantiate = (async (...about: Parameters<typeof instantiate>) => {
    const made = await instantiate(...about);
    const { instance = made } = made as { instance?: unknown };
    note((instance as WebAssembly.Instance).exports);
    return made;
  }) as typeof instantiate;
}

export function putOnCard(bytes: number): void {
  onCard_bytes += bytes;
}

/** The card's weights are no longer used. */
export function clearCard(): void {
  onCard_bytes = 0;
}

export function heapBytes(): number {
  let bytes = onCard_bytes;
  for (const { buffer } of heaps) bytes += buffer.byteLength;
  return bytes;
}
