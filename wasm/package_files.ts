// Reads the extension's own files by fetch, and nothing else: models with progress and sha256.
// In: models/index.json's entries. Out: one ArrayBuffer a file, never two copies of our own.

import { EngineError } from "./protocol";
import type { StateBoard } from "./state_board";

type FileEntry = { path: string; bytes: number; sha256: string };
type ModelIndex = Record<string, { title: string; files: Record<string, FileEntry> }>;

/** Roles that are read only where they are needed, and so do not count for "ready". */
const GRAPHS = ["graph", "graph_webgpu"];
const OPTIONAL = new Set(["known_answer", ...GRAPHS, ...GRAPHS.map((role) => `${role}_weights`)]);

export const packageUrl = (path: string): string => new URL(`../${path}`, import.meta.url).href;

export async function fetchPackageFile(path: string): Promise<Response> {
  const response = await fetch(packageUrl(path)).catch(() => undefined);
  if (!response?.ok) throw new EngineError(`Reinstall Nib: the file ${path} is missing.`);
  return response;
}

export async function sha256(bytes: ArrayBuffer): Promise<string> {
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
  return new EngineError(`Reinstall Nib: the file ${path} is damaged.`);
}

/** A file with its bytes and sha256 checked. Throws EngineError when it is missing or damaged. */
export async function readChecked(
  entry: FileEntry,
  onBytes: (count: number) => void = () => {},
): Promise<ArrayBuffer> {
  const response = await fetchPackageFile(entry.path);
  const content = await readBody(response, entry, onBytes);
  if ((await sha256(content)) !== entry.sha256) throw damaged(entry.path);
  return content;
}

/** The files of models/index.json, with their progress on the board. */
export class ModelFiles {
  private index: Promise<ModelIndex> | undefined;
  private readonly awaited = new Map<string, Set<string>>();

  constructor(private readonly board: StateBoard) {}

  async has(name: string, role: string): Promise<boolean> {
    return role in ((await this.readIndex())[name]?.files ?? {});
  }

  /** Bytes of one role of one model. Throws EngineError for people; the board then says "failed". */
  async read(name: string, role: string): Promise<ArrayBuffer> {
    try {
      const files = await this.filesOf(name);
      const entry = files[role];
      if (!entry) throw new EngineError(`Reinstall Nib: the model ${name} has no ${role}.`);
      this.expect(name, role, files);
      const path = `models/${entry.path}`;
      const content = await readChecked({ ...entry, path }, (count) => this.progress(name, count));
      return content;
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
    if (awaited?.size === 0 && phase === "loading") this.board.model(name, { phase: "ready" });
  }

  fail(name: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.board.model(name, { phase: "failed", error: message });
    this.awaited.delete(name);
  }

  private async filesOf(name: string): Promise<Record<string, FileEntry>> {
    const entry = (await this.readIndex())[name];
    if (!entry) throw new EngineError(`Reinstall Nib: the model ${name} is not in the package.`);
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
