// Starts the engine in named stages: package (what build.json says), python (from the memory
// snapshot, or the long way with micropip), bridge (models, tokenizers), engine (nib.engine).
// In: the board that tells people what happens. Out: the engine's two entry points.
import type { PyodideAPI } from "pyodide";
import type { Wording } from "../extension/shared/words";
import { Bridge } from "./bridge";
import { fetchPackageFile, packageUrl, readChecked } from "./package_files";
import { EngineError } from "./protocol";
import type { StateBoard } from "./state_board";
import { freeAtOnce } from "./tensors";

type Bytes = Uint8Array<ArrayBuffer>;

type SnapshotEntry = { path: string; build_id: string; bytes: number; sha256: string };
type Build = { build_id: string; wheel: string; snapshot: SnapshotEntry | null };

export type Engine = {
  handle(port: number, request: string): void;
  close(port: number): void;
};
type Send = (port: number, reply: string) => void;
type LoadPyodide = (options: Record<string, unknown>) => Promise<PyodideAPI>;

async function readBuild(): Promise<Build> {
  const build = (await (await fetchPackageFile("build.json")).json()) as Build;
  return build;
}

/** The snapshot's bytes, or undefined with a note why the start takes longer. */
async function readSnapshot(build: Build, board: StateBoard): Promise<Bytes | undefined> {
  const entry = build.snapshot;
  if (!entry) {
    board.note("engine_snapshot_none");
    return undefined;
  }
  if (entry.build_id !== build.build_id) {
    board.note("engine_snapshot_other");
    return undefined;
  }
  try {
    return await unpacked(await readChecked(entry));
  } catch (error) {
    board.note("engine_snapshot_bad");
    if (error instanceof EngineError) board.note(...error.wording);
    return undefined;
  }
}

/** gzip's content, in one buffer of the length its last four bytes state. */
async function unpacked(packed: ArrayBuffer): Promise<Bytes> {
  const size = new DataView(packed).getUint32(packed.byteLength - 4, true);
  const target = new Uint8Array(size);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  for (let filled = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return target;
    target.set(value, filled);
    filled += value.length;
  }
}

async function importPyodide(): Promise<LoadPyodide> {
  const path = "vendor/pyodide/pyodide.mjs";
  const pyodide = await import(packageUrl(path)).catch(() => {
    throw new EngineError("engine_file_bad", path);
  });
  return (pyodide as { loadPyodide: LoadPyodide }).loadPyodide;
}

/** Options that keep Pyodide inside the package; its default would be a public CDN. */
function pyodideOptions(): Record<string, unknown> {
  return {
    indexURL: packageUrl("vendor/pyodide/"),
    packageBaseUrl: packageUrl("wheels/"),
    stdin: () => null,
  };
}

async function startFromSnapshot(load: LoadPyodide, snapshot: Bytes): Promise<PyodideAPI> {
  const python = await load({ ...pyodideOptions(), _loadSnapshot: snapshot });
  freeAtOnce(snapshot); // 31 MB that nothing needs any more
  return python;
}

/** Python from nothing: micropip from the package installs nib's wheel from the package. */
async function startTheLongWay(load: LoadPyodide, wheel: string): Promise<PyodideAPI> {
  const python = await load(pyodideOptions());
  let failure = "";
  await python.loadPackage("micropip", {
    messageCallback: () => {},
    errorCallback: (message) => {
      failure = message; // loadPackage itself does not throw
    },
  });
  if (failure) throw new EngineError("engine_file_bad", "micropip");
  const micropip = python.pyimport("micropip");
  // file: URLs are resolved against the extension's own origin (micropip is pinned for this).
  await micropip.install(`file:///wheels/${wheel}`);
  micropip.destroy();
  return python;
}

/** Pyodide never settles when its files are missing: look before. */
async function expectPyodide(): Promise<void> {
  const files = ["pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"];
  const found = files.map((file) => fetchPackageFile(`vendor/pyodide/${file}`));
  for (const response of await Promise.all(found)) void response.body?.cancel();
}

async function startPython(build: Build, board: StateBoard): Promise<PyodideAPI> {
  const [load, snapshot] = await Promise.all([
    importPyodide(),
    readSnapshot(build, board),
    expectPyodide(),
  ]);
  if (snapshot) {
    try {
      const python = await startFromSnapshot(load, snapshot);
      board.note("engine_snapshot");
      return python;
    } catch {
      board.note("engine_snapshot_refused");
    }
  }
  return startTheLongWay(load, build.wheel);
}

/** Everything up to the point where Python can answer. Throws; the worker is then useless. */
export async function boot(
  board: StateBoard,
  send: Send,
  onBroken: (reason: Wording) => void,
): Promise<Engine> {
  const build = await readBuild();
  const bridge = new Bridge(board, send, onBroken);
  const python = await startPython(build, board);
  const entry = python.pyimport("nib.browser");
  const engine = entry.start(bridge) as Engine;
  entry.destroy();
  board.merge({ phase: "ready", start_ms: Math.round(performance.now()) });
  board.flush();
  return engine;
}
