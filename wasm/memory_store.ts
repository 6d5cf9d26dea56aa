// Where what Nib has learned lies: one file in the browser's own storage of the extension (OPFS).
// In: bytes from Python, which alone knows what they mean. Out: the bytes that were written last.
// A write counts only once all of it is there: until then, and when it fails, the old file stays.
import type { PyBuffer } from "./tensors";

const FOLDER = "learned";
const FILE = "memory.bin";
const DAMAGED_FILE = "damaged.bin";

/** Only "it is not there" is null; all else (a full disk, a refusal) stays an error. */
function orNull(error: unknown): null {
  if ((error as DOMException).name === "NotFoundError") return null;
  throw error;
}

async function openFolder(create: boolean): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(FOLDER, { create }).catch(orNull);
}

async function writeFile(name: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const folder = (await openFolder(true)) as FileSystemDirectoryHandle;
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable(); // a copy, which takes the file's place at the end
  try {
    await stream.write(content);
    await stream.close();
  } catch (error) {
    await stream.abort().catch(() => {}); // it may have ended itself
    throw error;
  }
}

async function removeFolder(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(FOLDER, { recursive: true }).catch(orNull);
}

/** Pyodide hands on only plain errors: a QuotaExceededError, which is a class of its own in new
 * browsers, would never reach Python, and who waits would wait for ever. */
async function plainly<T>(working: Promise<T>): Promise<T> {
  try {
    return await working;
  } catch (error) {
    const { name } = error as Error;
    throw Object.assign(new Error("the browser's storage refused"), { name });
  }
}

export class MemoryStore {
  /**
   * undefined, which is Python's None: nothing is stored. An empty file is what a first write left
   * that found no room.
   */
  read(): Promise<Uint8Array | undefined> {
    return plainly(this.readFile());
  }

  private async readFile(): Promise<Uint8Array | undefined> {
    const folder = await openFolder(false);
    const handle = await folder?.getFileHandle(FILE).catch(orNull);
    if (!handle) return undefined;
    const file = await handle.getFile();
    return file.size === 0 ? undefined : new Uint8Array(await file.arrayBuffer());
  }

  async write(content: PyBuffer): Promise<void> {
    const view = content.getBuffer("u8");
    const bytes = view.data.slice() as Uint8Array<ArrayBuffer>;
    view.release();
    await plainly(writeFile(FILE, bytes));
  }

  /** All that was ever learned, also what was set aside. */
  remove(): Promise<void> {
    return plainly(removeFolder());
  }

  /** The file is kept under another name, where nothing reads it. */
  setAside(): Promise<void> {
    return plainly(this.moveAside());
  }

  private async moveAside(): Promise<void> {
    const content = await this.readFile();
    if (content) await writeFile(DAMAGED_FILE, content as Uint8Array<ArrayBuffer>);
    await (await openFolder(false))?.removeEntry(FILE).catch(orNull);
  }
}
