// Weights in chunks: every byte where it belongs, memory given back. Small files, every border crossed.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { ChunkedBytes } from "../../wasm/chunked_bytes";

const CHUNK = 4;

function file(length: number): { chunks: Uint8Array<ArrayBuffer>[]; bytes: ChunkedBytes } {
  const whole = Uint8Array.from({ length }, (_, at) => at);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < length; at += CHUNK) chunks.push(whole.slice(at, at + CHUNK));
  return { chunks, bytes: new ChunkedBytes(chunks, CHUNK) };
}

test("it passes for a byte array of the file's length", () => {
  const { bytes } = file(10);
  assert.ok(bytes instanceof Uint8Array);
  assert.equal(bytes.byteLength, 10);
});

test("pieces come in any order, across chunks", () => {
  const { bytes } = file(10);
  assert.deepEqual([...bytes.subarray(7, 10)], [7, 8, 9]);
  assert.deepEqual([...bytes.subarray(2, 7)], [2, 3, 4, 5, 6]);
  assert.deepEqual([...bytes.subarray(0, 2)], [0, 1]);
});

test("a chunk is freed when all of it was read, and no sooner", () => {
  const { chunks, bytes } = file(10);
  bytes.subarray(0, 3);
  assert.equal(chunks[0]?.length, 4);
  bytes.subarray(3, 6);
  assert.deepEqual(
    chunks.map((chunk) => chunk.length),
    [0, 4, 2],
  );
});

test("what is not there is an error, not zeros", () => {
  const { bytes } = file(6);
  bytes.subarray(0, 4);
  assert.throws(() => bytes.subarray(0, 4), RangeError);
  assert.throws(() => bytes.subarray(4, 9), RangeError);
});
