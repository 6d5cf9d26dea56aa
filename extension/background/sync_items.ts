// One setting as the items of storage.sync that carry it, and back. In: a setting's name and value,
// when it was chosen, and the version of Nib. Out: a head and, where the value is long, numbered
// chunks, compressed. The browser carries items one by one, so that a head of today may meet a
// chunk of yesterday: each chunk names its head's time, and what does not belong together is not
// there yet. Keeps nothing, decides nothing.
import * as v from "valibot";

/** What browsers allow, with room for what they count beside the text itself. */
export const MAX_TOTAL_BYTES = 100_000;
const CHUNK_LETTERS = 7_000;
const INLINE_LETTERS = 1_000; // browsers may count six bytes for a letter
const MAX_CHUNKS = 20;
const MAX_TEXT = 8_000_000; // what a hostile chunk may grow to

export interface Carried {
  /** ms since 1970. */
  readonly time: number;
  readonly version: number;
  readonly value: unknown;
}
export type Items = Readonly<Record<string, unknown>>;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const head = v.object({
  time: count,
  version: count,
  chunks: v.optional(v.pipe(count, v.minValue(1), v.maxValue(MAX_CHUNKS))),
  value: v.optional(v.unknown()),
});

function headKey(name: string): string {
  return `setting:${name}`;
}

function chunkKey(name: string, index: number): string {
  return `${headKey(name)}:${index}`;
}

/** The keys of all items that belong to a setting. */
export function keysOf(name: string, items: Items): string[] {
  const first = headKey(name);
  return Object.keys(items).filter((key) => key === first || key.startsWith(`${first}:`));
}

/** Everything of ours: nothing else is ever removed. */
export function ourKeys(items: Items): string[] {
  return Object.keys(items).filter((key) => key.startsWith("setting:"));
}

export function bytesOf(items: Items): number {
  return new TextEncoder().encode(
    Object.entries(items)
      .map(([key, value]) => key + JSON.stringify(value))
      .join(""),
  ).length;
}

export async function packed(name: string, { time, version, value }: Carried): Promise<Items> {
  const text = JSON.stringify(value);
  if (text.length <= INLINE_LETTERS) return { [headKey(name)]: { time, version, value } };
  const letters = toLetters(await through(new CompressionStream("deflate-raw"), encode(text)));
  const chunks = Math.ceil(letters.length / CHUNK_LETTERS);
  const pieces = Array.from({ length: chunks }, (_, index) => [
    chunkKey(name, index),
    `${time}:${letters.slice(index * CHUNK_LETTERS, (index + 1) * CHUNK_LETTERS)}`,
  ]);
  return { [headKey(name)]: { time, version, chunks }, ...Object.fromEntries(pieces) };
}

/** "absent": not there. "partial": some of it has not come yet, or it is damaged. */
export async function unpacked(
  name: string,
  items: Items,
): Promise<Carried | "absent" | "partial"> {
  if (!Object.hasOwn(items, headKey(name))) return "absent";
  const found = v.safeParse(head, items[headKey(name)]);
  if (!found.success) return "partial";
  const { time, version, chunks, value } = found.output;
  if (chunks === undefined) return { time, version, value };
  const pieces = Array.from({ length: chunks }, (_, index) => items[chunkKey(name, index)]);
  const mark = `${time}:`;
  if (!pieces.every((piece) => typeof piece === "string" && piece.startsWith(mark)))
    return "partial";
  try {
    const letters = pieces.map((piece) => (piece as string).slice(mark.length)).join("");
    const bytes = await through(new DecompressionStream("deflate-raw"), fromLetters(letters));
    return { time, version, value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return "partial";
  }
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Rejects what is no stream, or too long. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MAX_TEXT) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}

function toLetters(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function fromLetters(letters: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}
