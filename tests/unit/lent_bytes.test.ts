// Weights in chunks: every tensor's bytes come out right, in any order, once; what was read is freed.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CHUNK_BYTES, chunksOf } from "../../wasm/chunks";
import { ChunkedBytes } from "../../wasm/lent_bytes";

// Node 20 has no transfer(); a clone that takes the buffer detaches it just so.
ArrayBuffer.prototype.transfer ??= function transfer(this: ArrayBuffer): ArrayBuffer {
  return structuredClone(this, { transfer: [this] });
};

const at = (offset: number) => (offset * 31 + (offset >> 12)) & 255;

function chunked(size: number): Uint8Array<ArrayBuffer>[] {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < size; start += CHUNK_BYTES) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, size - start));
    for (let index = 0; index < chunk.length; index++) chunk[index] = at(start + index);
    chunks.push(chunk);
  }
  return chunks;
}

test("tensors read once, in any order, are what was put in, and no chunk is left", () => {
  const size = 2 * CHUNK_BYTES + 777;
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: size - 1 }), { maxLength: 6 });
  fc.assert(
    fc.property(cuts, fc.infiniteStream(fc.nat()), (inner, shuffle) => {
      const chunks = chunked(size);
      const bytes = new ChunkedBytes(chunks);
      assert.equal(bytes.byteLength, size);
      const edges = [0, ...inner.sort((a, b) => a - b), size];
      const spans = edges.slice(1).map((end, index) => ({ begin: edges[index] ?? 0, end }));
      const order = new Map(spans.map((span) => [span, shuffle.next().value]));
      spans.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      for (const { begin, end } of spans) {
        const part = bytes.subarray(begin, end);
        assert.equal(part.length, end - begin);
        for (const offset of [begin, (begin + end) >> 1, end - 1])
          assert.equal(part[offset - begin], at(offset));
      }
      assert.ok(chunks.every((chunk) => chunk.length === 0));
    }),
    { numRuns: 20 },
  );
});

test("weights that are asked for twice, or beyond their end, are an error and not zeros", () => {
  const bytes = new ChunkedBytes(chunked(CHUNK_BYTES + 10));
  bytes.subarray(0, CHUNK_BYTES);
  assert.throws(() => bytes.subarray(5, 9), /twice/);
  assert.throws(() => bytes.subarray(CHUNK_BYTES, CHUNK_BYTES + 11), /beyond their end/);
});

test("a stream is cut into chunks of one size, whatever the parts it comes in", async () => {
  const whole = new Uint8Array(CHUNK_BYTES + 5).map((_, index) => at(index));
  const seen: number[] = [];
  const heard: number[] = [];
  const { body } = new Response(whole);
  assert.ok(body);
  for await (const chunk of chunksOf(body, { onBytes: (count) => heard.push(count) })) {
    assert.equal(chunk[0], at(seen.length * CHUNK_BYTES));
    seen.push(chunk.length);
  }
  assert.deepEqual(seen, [CHUNK_BYTES, 5]);
  assert.equal(
    heard.reduce((sum, count) => sum + count, 0),
    whole.length,
  );
});
