// Where loaded models lie: the browser's own storage of the extension (OPFS), a folder a model.
// models/active.json names the one in use; none, and Nib's own is. A folder is whole once its
// nib-model.json is there, which is written last; files go by their roles, never by names that
// came from outside. Read by the engine's worker, written by the options page and model_loader.ts.
import {
  MANIFEST_FILE,
  type ModelManifest,
  type ModelRole,
  modelBytes,
  parseManifest,
} from "./model_manifest";

export type StoredModel = {
  id: string; // the folder's name
  manifest: ModelManifest;
  bytes: number;
};

/** The sha256 of every CHUNK_BYTES of each file: the browser's own digest, many times faster than
 * hashing a stream, takes no streams. */
export type ChunkHashes = Partial<Record<ModelRole, string[]>>;

const FOLDER = "models";
const CHUNKS_FILE = "chunks.json";
const ACTIVE_FILE = "active.json";
/** Held while a model is copied: what is unfinished then is not garbage. */
export const LOADING_LOCK = "nib-model-loading";

/** The folder of all models; null when there is none and `create` is not wanted. */
async function modelsFolder(create: boolean): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create }).catch(orNull);
}

/** Only "it is not there" is null; all else (a full disk, a refusal) stays an error. */
function orNull(error: unknown): null {
  const { name } = error as DOMException;
  if (name === "NotFoundError" || name === "TypeMismatchError") return null;
  throw error;
}

async function readText(folder: FileSystemDirectoryHandle, name: string): Promise<string | null> {
  const handle = await folder.getFileHandle(name).catch(orNull);
  return handle && (await handle.getFile()).text();
}

async function writeText(
  folder: FileSystemDirectoryHandle,
  name: string,
  text: string,
): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable(); // what is written counts only once it is closed
  await stream.write(text);
  await stream.close();
}

/** A new, empty, unfinished model folder and its id. */
export async function newModelFolder(): Promise<[string, FileSystemDirectoryHandle]> {
  const models = (await modelsFolder(true)) as FileSystemDirectoryHandle;
  const id = crypto.randomUUID();
  return [id, await models.getDirectoryHandle(id, { create: true })];
}

/** Marks a model folder as whole. */
export async function finishModel(
  folder: FileSystemDirectoryHandle,
  manifest: ModelManifest,
  chunks: ChunkHashes,
): Promise<void> {
  await writeText(folder, CHUNKS_FILE, JSON.stringify(chunks));
  await writeText(folder, MANIFEST_FILE, JSON.stringify(manifest));
}

async function readModel(folder: FileSystemDirectoryHandle): Promise<StoredModel | null> {
  const text = await readText(folder, MANIFEST_FILE);
  if (text === null) return null;
  try {
    const manifest = parseManifest(text);
    return { id: folder.name, manifest, bytes: modelBytes(manifest) };
  } catch {
    return null; // damaged: as good as unfinished
  }
}

/** All whole models, by title. */
export async function listModels(): Promise<StoredModel[]> {
  const models: StoredModel[] = [];
  for (const folder of await modelFolders()) {
    const model = await readModel(folder);
    if (model) models.push(model);
  }
  return models.sort((one, other) => one.manifest.title.localeCompare(other.manifest.title, "en"));
}

async function modelFolders(): Promise<FileSystemDirectoryHandle[]> {
  const models = await modelsFolder(false);
  const folders: FileSystemDirectoryHandle[] = [];
  for await (const handle of models?.values() ?? []) {
    if (handle.kind === "directory") folders.push(handle as FileSystemDirectoryHandle);
  }
  return folders;
}

/** The id of the model that was chosen; null for Nib's own. */
export async function readActive(): Promise<string | null> {
  const models = await modelsFolder(false);
  const text = models && (await readText(models, ACTIVE_FILE));
  if (!text) return null;
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === "string" ? id : null;
  } catch {
    return null;
  }
}

/** Choose a model; null chooses Nib's own. The engine reads it when it starts. */
export async function writeActive(id: string | null): Promise<void> {
  const models = (await modelsFolder(true)) as FileSystemDirectoryHandle;
  if (id === null) await models.removeEntry(ACTIVE_FILE).catch(orNull);
  else await writeText(models, ACTIVE_FILE, JSON.stringify({ id }));
}

/** One stored model; null when it is gone or its manifest is damaged. */
export async function findModel(id: string): Promise<StoredModel | null> {
  const models = await modelsFolder(false);
  const folder = await models?.getDirectoryHandle(id).catch(orNull);
  return folder ? readModel(folder) : null;
}

/** A stored file. Throws NotFoundError when it is gone. */
export async function openModelFile(
  id: string,
  name: ModelRole | typeof CHUNKS_FILE,
): Promise<File> {
  const root = await navigator.storage.getDirectory();
  const models = await root.getDirectoryHandle(FOLDER);
  const folder = await models.getDirectoryHandle(id);
  return (await folder.getFileHandle(name)).getFile();
}

/** Throws when they are gone or cannot be read. */
export async function readChunkHashes(id: string): Promise<ChunkHashes> {
  return JSON.parse(await (await openModelFile(id, CHUNKS_FILE)).text()) as ChunkHashes;
}

export async function removeModel(id: string): Promise<void> {
  const models = await modelsFolder(false);
  if ((await readActive()) === id) await writeActive(null);
  await models?.removeEntry(id, { recursive: true }).catch(orNull);
}

/**
 * Removes what an interrupted copy left behind. While a copy is under way, here or in another tab:
 * nothing, or with `wait` once that has ended.
 */
export async function sweepModels({ wait = false } = {}): Promise<void> {
  await navigator.locks.request(LOADING_LOCK, { ifAvailable: !wait }, async (lock) => {
    if (!lock) return;
    const active = await readActive(); // damaged, it is kept: its owner is to hear of it
    for (const folder of await modelFolders()) {
      if (folder.name !== active && !(await readModel(folder))) await removeModel(folder.name);
    }
  });
}
