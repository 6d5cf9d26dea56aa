// The language model a person loaded in the options, for the engine: its files where the package's
// own would be, each checked again as it is read. Large ones are hashed as they stream and handed
// over as the file they are: never in memory as a whole. Knows nothing of graphs or Python.
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { modelFiles } from "./model_manifest";
import { findModel, openModelFile, readActive } from "./model_store";
import type { FileEntry } from "./package_files";
import { EngineError } from "./protocol";

export type LoadedModel = {
  title: string;
  start: readonly number[]; // token ids before every text
  files: Record<string, FileEntry>; // by role
};

export class DamagedModelError extends EngineError {
  constructor() {
    super("The model you loaded is damaged: Nib uses its own. Load it again in the options.");
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
    {
      ...file,
      blob: (onBytes) =>
        openModelFile(id, role)
          .then((content) => checked(content, file, onBytes))
          .catch(() => {
            throw new DamagedModelError();
          }),
    },
  ]);
  return { title, start, files: Object.fromEntries(files) };
}

async function checked(
  content: File,
  { bytes, sha256: expected }: { bytes: number; sha256: string },
  onBytes: (count: number) => void,
): Promise<Blob> {
  if (content.size !== bytes) throw new DamagedModelError();
  const hash = sha256.create();
  const reader = content.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    hash.update(value);
    onBytes(value.length);
  }
  if (bytesToHex(hash.digest()) !== expected) throw new DamagedModelError();
  return content;
}
