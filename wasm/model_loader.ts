// The options page's worker that takes a model package in: checks it, copies it into the browser's
// own storage (model_store.ts) while hashing, tries it, and only then marks it as whole. Whatever
// goes wrong is told in one line, and what was copied is removed. One job a worker: the page ends
// it after the answer, or earlier to cancel; sweepModels() then clears up.
// In: LoadRequest. Out: LoadEvents, the last one "done" or "failed". Nothing is read in whole but
// small files; the trial alone needs the model in memory.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Wording } from "../extension/shared/words";
import { chunksOf } from "./chunks";
import {
  MANIFEST_FILE,
  MAX_MANIFEST_BYTES,
  type ModelFile,
  type ModelManifest,
  modelBytes,
  modelFiles,
  parseManifest,
} from "./model_manifest";
import {
  type ChunkHashes,
  finishModel,
  LOADING_LOCK,
  listModels,
  newModelFolder,
  openModelFile,
  readActive,
  removeModel,
  writeActive,
} from "./model_store";
import { tryModel } from "./model_trial";
import { sha256 as hashOf } from "./package_files";
import { EngineError, wordingOf } from "./protocol";

/** The chosen folder's own files, by name; those of folders in it left out. */
export type LoadRequest = { files: Map<string, File> };
export type LoadEvent =
  | { kind: "copying"; title: string; done_bytes: number; total_bytes: number }
  | { kind: "trying"; title: string }
  | { kind: "done"; id: string; title: string; replaced_active: boolean }
  | { kind: "failed"; reason: Wording };

const post = (event: LoadEvent): void => postMessage(event);

async function readManifest(files: ReadonlyMap<string, File>): Promise<ModelManifest> {
  const file = files.get(MANIFEST_FILE);
  if (!file) throw new EngineError("load_no_manifest", MANIFEST_FILE);
  if (file.size > MAX_MANIFEST_BYTES) throw new EngineError("load_too_long", MANIFEST_FILE);
  return parseManifest(await file.text());
}

/** Every file is there and as long as it should be, before a byte is copied. */
function expectFiles(manifest: ModelManifest, files: ReadonlyMap<string, File>): void {
  for (const [, { path, bytes }] of modelFiles(manifest)) {
    const size = files.get(path)?.size;
    if (size === undefined) throw new EngineError("load_no_file", path);
    if (size !== bytes) throw new EngineError("load_size", path, String(size), String(bytes));
  }
}

/**
 * Takes up the room of all files before a byte is copied: estimate() tells no more than a round
 * number (Chromium: what is used and 10 GB more). Throws QuotaExceededError.
 */
async function takeRoom(manifest: ModelManifest, folder: FileSystemDirectoryHandle): Promise<void> {
  for (const [role, { bytes }] of modelFiles(manifest)) {
    const target = await folder.getFileHandle(role, { create: true });
    const access = await target.createSyncAccessHandle();
    try {
      access.truncate(bytes);
    } finally {
      access.close();
    }
  }
}

function noRoom(bytes: number): EngineError {
  return new EngineError("load_no_room", (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0));
}

/**
 * Copies one file while hashing it; `onBytes` hears of each part. Returns its chunks' sha256.
 * Throws EngineError when it is not what the manifest says.
 */
async function copy(
  source: File,
  { path, sha256: expected }: ModelFile,
  target: FileSystemFileHandle,
  onBytes: (count: number) => void,
): Promise<string[]> {
  const whole = sha256.create();
  const hashes: string[] = [];
  const unreadable = () => new EngineError("load_unreadable", path);
  const access = await target.createSyncAccessHandle();
  try {
    let at = 0;
    for await (const chunk of chunksOf(source.stream(), { unreadable })) {
      whole.update(chunk);
      hashes.push(await hashOf(chunk));
      at += access.write(chunk, { at });
      onBytes(chunk.length);
    }
    access.flush();
  } finally {
    access.close();
  }
  if (bytesToHex(whole.digest()) !== expected) throw new EngineError("load_content", path);
  return hashes;
}

async function copyAll(
  manifest: ModelManifest,
  files: ReadonlyMap<string, File>,
  folder: FileSystemDirectoryHandle,
): Promise<ChunkHashes> {
  const { title } = manifest;
  const total_bytes = modelBytes(manifest);
  const hashes: ChunkHashes = {};
  let done_bytes = 0;
  const onBytes = (count: number): void => {
    done_bytes += count;
    post({ kind: "copying", title, done_bytes, total_bytes });
  };
  post({ kind: "copying", title, done_bytes, total_bytes });
  for (const [role, file] of modelFiles(manifest)) {
    const target = await folder.getFileHandle(role);
    hashes[role] = await copy(files.get(file.path) as File, file, target, onBytes);
  }
  return hashes;
}

async function tryStored(id: string, manifest: ModelManifest): Promise<void> {
  post({ kind: "trying", title: manifest.title });
  const graph = await openModelFile(id, "graph");
  const tokenizer = await openModelFile(id, "tokenizer");
  const weights = manifest.files.graph_weights ? await openModelFile(id, "graph_weights") : null;
  await tryModel({ graph, graph_weights: weights, tokenizer }, manifest.start);
}

/** The same model, loaded before, makes way for its new copy. Returns whether it was in use. */
async function replaceOlder(id: string, manifest: ModelManifest): Promise<boolean> {
  const same = JSON.stringify(manifest.files);
  const active = await readActive();
  let wasActive = false;
  for (const older of await listModels()) {
    if (older.id === id || JSON.stringify(older.manifest.files) !== same) continue;
    if (older.id === active) {
      wasActive = true;
      await writeActive(id);
    }
    await removeModel(older.id);
  }
  return wasActive;
}

async function load({ files }: LoadRequest): Promise<LoadEvent> {
  const manifest = await readManifest(files);
  expectFiles(manifest, files);
  const [id, folder] = await newModelFolder();
  try {
    await takeRoom(manifest, folder);
    const hashes = await copyAll(manifest, files, folder);
    await tryStored(id, manifest);
    await finishModel(folder, manifest, hashes);
  } catch (error) {
    await removeModel(id);
    if ((error as DOMException).name === "QuotaExceededError") throw noRoom(modelBytes(manifest));
    throw error;
  }
  const replaced_active = await replaceOlder(id, manifest);
  return { kind: "done", id, title: manifest.title, replaced_active };
}

function failed(error: unknown): LoadEvent {
  return { kind: "failed", reason: wordingOf(error, "load_failed") };
}

self.addEventListener("message", ({ data }: MessageEvent<LoadRequest>) => {
  void navigator.locks.request(LOADING_LOCK, () => load(data).catch(failed).then(post));
});
