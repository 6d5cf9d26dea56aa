// The language model a person loaded in the options, for the engine: its files where the package's
// own would be, each checked again as it is read, a chunk at a time. They are handed over as the
// files they are: never in memory as a whole. Knows nothing of graphs or Python.

import { CHUNK_BYTES } from "./chunks";
import { type ModelFile, type ModelRole, modelFiles } from "./model_manifest";
import { findModel, openModelFile, readActive, readChunkHashes } from "./model_store";
import { type FileEntry, sha256 } from "./package_files";
import { EngineError } from "./protocol";

export type LoadedModel = {
  title: string;
  start: readonly number[]; // token ids before every text
  files: Record<string, FileEntry>; // by role
};

export class DamagedModelError extends EngineError {
  constructor() {
    super("engine_model_damaged");
  }
}

/**
 * The model that was chosen; null where Nib's own was. Throws DamagedModelError when the chosen
 * one is gone or cannot be read.
 */
export async function openLoadedModel(): Promise<LoadedModel | null> {
  const id = await readActive().catch(() => null); // no storage here: then nothing was chosen
  if (id === null) return null;
  const model = await findModel(id).catch(() => null);
  if (!model) throw new DamagedModelError();
  const { title, start } = model.manifest;
  const files = modelFiles(model.manifest).map(([role, file]): [string, FileEntry] => [
    role,
    { ...file, blob: (onBytes) => readStored(id, role, file, onBytes) },
  ]);
  return { title, start, files: Object.fromEntries(files) };
}

async function readStored(
  id: string,
  role: ModelRole,
  { bytes }: ModelFile,
  onBytes: (count: number) => void,
): Promise<Blob> {
  try {
    const [content, hashes] = await Promise.all([openModelFile(id, role), readChunkHashes(id)]);
    const chunks = hashes[role] ?? [];
    if (content.size !== bytes || chunks.length !== Math.ceil(bytes / CHUNK_BYTES))
      throw new DamagedModelError();
    for (const [place, expected] of chunks.entries()) {
      const chunk = content.slice(place * CHUNK_BYTES, (place + 1) * CHUNK_BYTES);
      if ((await sha256(await chunk.arrayBuffer())) !== expected) throw new DamagedModelError();
      onBytes(chunk.size);
    }
    return content;
  } catch {
    throw new DamagedModelError(); // gone, unreadable or not what was loaded: all the same to people
  }
}
