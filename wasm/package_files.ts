// Reads models with progress and sha256: the extension's own by fetch, and the language model a
// person put in its place from the browser's own storage (loaded_model.ts); nothing else.
// In: models/index.json's entries. Out: one ArrayBuffer a file, never two copies of our own; weights
// in chunks.

import { chunksOf } from "./chunks";
import { collectGarbage } from "./garbage";
import { BlobBytes, ChunkedBytes } from "./lent_bytes";
import { DamagedModelError, type LoadedModel, openLoadedModel } from "./loaded_model";
import { EngineError, wordingOf } from "./protocol";
import type { StateBoard } from "./state_board";

/** chunks: the sha256 of every CHUNK_BYTES of a large file (package_models.py). */
export type FileEntry = {
  path: string;
  bytes: number;
  sha256: string;
  chunks?: string[];
  /** The checked content, where it is no file of the package. */
  blob?: (onBytes: (count: number) => void) => Promise<Blob>;
};
type ModelIndex = Record<string, { title: string; files: Record<string, FileEntry> }>;

/** The one model that people can put another in the place of. */
const REPLACEABLE = "language";
/** Roles that are read only where they are needed, and so do not count for "ready". */
const GRAPHS = ["graph", "graph_webgpu"];
const OPTIONAL = new Set([
  "known_answer",
  "card",
  ...GRAPHS,
  ...GRAPHS.map((role) => `${role}_weights`),
]);

export const packageUrl = (path: string): string => new URL(`../${path}`, import.meta.url).href;

export async function fetchPackageFile(path: string): Promise<Response> {
  const response = await fetch(packageUrl(path)).catch(() => undefined);
  if (!response?.ok) throw new EngineError("engine_file_missing", path);
  return response;
}

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The whole body in one buffer of the length that is expected; `onBytes` hears of each part. */
async function readBody(
  response: Response,
  { path, bytes }: { path: string; bytes: number },
  onBytes: (count: number) => void,
): Promise<ArrayBuffer> {
  const target = new Uint8Array(bytes);
  const reader = response.body?.getReader();
  let filled = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) break;
    if (filled + value.length > bytes) throw damaged(path);
    target.set(value, filled);
    filled += value.length;
    onBytes(value.length);
  }
  if (filled !== bytes) throw damaged(path);
  return target.buffer;
}

function damaged(path: string): EngineError {
  return new EngineError("engine_file_damaged", path);
}

/** A file with its bytes and sha256 checked. Throws EngineError when it is missing or damaged. */
export async function readChecked(
  entry: FileEntry,
  onBytes: (count: number) => void = () => {},
): Promise<ArrayBuffer> {
  if (entry.blob) return (await entry.blob(onBytes)).arrayBuffer();
  const response = await fetchPackageFile(entry.path);
  const content = await readBody(response, entry, onBytes);
  if ((await sha256(content)) !== entry.sha256) throw damaged(entry.path);
  return content;
}

/** A large file, each chunk of it checked. */
async function readLent(
  entry: FileEntry,
  onBytes: (count: number) => void,
): Promise<BlobBytes | ChunkedBytes> {
  if (entry.blob) return new BlobBytes(await entry.blob(onBytes));
  const { path, bytes, chunks = [] } = entry;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const { body } = await fetchPackageFile(path);
  if (!body) throw damaged(path);
  for await (const chunk of chunksOf(body, { onBytes })) {
    if ((await sha256(chunk)) !== chunks[parts.length]) throw damaged(path);
    parts.push(chunk.slice());
  }
  const file = new ChunkedBytes(parts);
  if (file.size !== bytes) throw damaged(path);
  return file;
}

/** The files of models/index.json, with their progress on the board. */
export class ModelFiles {
  private index: Promise<ModelIndex> | undefined;
  private loaded: Promise<LoadedModel | null> | undefined;
  private readonly awaited = new Map<string, Set<string>>();

  constructor(private readonly board: StateBoard) {}

  async has(name: string, role: string): Promise<boolean> {
    return role in (await this.filesOf(name));
  }

  /** Whether a model that was loaded by a person is in use. */
  async usesLoaded(): Promise<boolean> {
    return (await this.findLoaded()) !== null;
  }

  /** Whether this is that model. */
  async isLoaded(name: string): Promise<boolean> {
    return name === REPLACEABLE && this.usesLoaded();
  }

  /** Token ids before every text; none where the model names none. */
  async start(name: string): Promise<readonly number[]> {
    return (name === REPLACEABLE && (await this.findLoaded())?.start) || [];
  }

  /** Go on with Nib's own model and say so. False where that is in use already. */
  async dropLoaded(name: string, error: unknown): Promise<boolean> {
    if (!(await this.isLoaded(name))) return false;
    this.useOwn(error);
    this.awaited.delete(name);
    return true;
  }

  private useOwn(error: unknown): null {
    this.loaded = Promise.resolve(null);
    if (error instanceof DamagedModelError) this.board.merge({ notice: error.wording });
    else {
      this.board.note(...wordingOf(error, "engine_load_failed", REPLACEABLE));
      this.board.merge({ notice: ["engine_model_failed"] });
    }
    return null;
  }

  /** Bytes of one role of one model. Throws EngineError for people; the board then says "failed". */
  read(name: string, role: string): Promise<ArrayBuffer> {
    return this.readAs(readChecked, name, role);
  }

  /** The same of a large file, which is lent piece by piece and cannot be read twice. */
  readLarge(name: string, role: string): Promise<Uint8Array> {
    return this.readAs(readLent, name, role);
  }

  private async readAs<T>(
    read: (entry: FileEntry, onBytes: (count: number) => void) => Promise<T>,
    name: string,
    role: string,
  ): Promise<T> {
    try {
      const files = await this.filesOf(name);
      const entry = files[role];
      if (!entry) throw new EngineError("engine_model_missing", name);
      this.expect(name, role, files);
      const path = `models/${entry.path}`;
      return await read({ ...entry, path }, (count) => this.progress(name, count));
    } catch (error) {
      this.fail(name, error);
      throw error;
    }
  }

  /** The runtime has made of the file what it is for; with the last one the model is ready. */
  settle(name: string, role: string): void {
    const awaited = this.awaited.get(name);
    awaited?.delete(role);
    const phase = this.board.current.models[name]?.phase;
    if (awaited?.size !== 0 || phase !== "loading") return;
    this.board.model(name, { phase: "ready" });
    void this.collectAfterLast();
  }

  /** All models in use leave little room: what loading them left behind goes at once. */
  private async collectAfterLast(): Promise<void> {
    const names = Object.keys(await this.readIndex());
    const { models } = this.board.current;
    if (names.every((name) => models[name]?.phase === "ready")) collectGarbage();
  }

  fail(name: string, error: unknown): void {
    const reason = wordingOf(error, "engine_load_failed", name);
    this.board.model(name, { phase: "failed", error: reason });
    this.awaited.delete(name);
  }

  private findLoaded(): Promise<LoadedModel | null> {
    this.loaded ??= openLoadedModel().then(
      (model) => {
        if (model) this.board.note("engine_model_loaded", model.title);
        return model;
      },
      (error) => this.useOwn(error),
    );
    return this.loaded;
  }

  private async filesOf(name: string): Promise<Record<string, FileEntry>> {
    const loaded = name === REPLACEABLE ? await this.findLoaded() : null;
    if (loaded) return loaded.files;
    const entry = (await this.readIndex())[name];
    if (!entry) throw new EngineError("engine_model_missing", name);
    return entry.files;
  }

  private readIndex(): Promise<ModelIndex> {
    this.index ??= fetchPackageFile("models/index.json").then((response) => response.json());
    return this.index;
  }

  /** Count the file in; the first of a model counts all that will surely be read as well. */
  private expect(name: string, role: string, files: Record<string, FileEntry>): void {
    let awaited = this.awaited.get(name);
    if (!awaited) {
      awaited = new Set(Object.keys(files).filter((other) => !OPTIONAL.has(other)));
      this.awaited.set(name, awaited);
      this.board.restart(
        name,
        [...awaited].reduce((sum, one) => sum + (files[one]?.bytes ?? 0), 0),
      );
    }
    if (awaited.has(role)) return;
    awaited.add(role);
    const before = this.board.current.models[name]?.total_bytes ?? 0;
    this.board.model(name, { total_bytes: before + (files[role]?.bytes ?? 0) });
  }

  private progress(name: string, count: number): void {
    const loaded = this.board.current.models[name]?.loaded_bytes ?? 0;
    this.board.model(name, { loaded_bytes: loaded + count });
  }
}
