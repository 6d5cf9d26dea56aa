// A rich field's text kept block by block equals its text read anew, whatever was changed.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BlockModel } from "../../extension/content/adapters/block_model";
import { changeBetween } from "../../extension/content/adapters/change";
import { type Looks, readModel } from "../../extension/content/adapters/text_model";

class Tree {
  parentNode: Tree | null = null;
  childNodes: Tree[] = [];
  readonly nodeType: number;

  constructor(
    readonly nodeName: string,
    public data: string = "",
  ) {
    this.nodeType = nodeName === "#text" ? 3 : 1;
  }

  insert(child: Tree, at: number): void {
    child.parentNode = this;
    this.childNodes.splice(at, 0, child);
  }

  take(at: number): Tree[] {
    const gone = this.childNodes.splice(at, 1);
    for (const child of gone) child.parentNode = null;
    return gone;
  }

  toString(): string {
    const inside = this.childNodes.join("");
    return this.nodeType === 3 ? JSON.stringify(this.data) : `<${this.nodeName}>${inside}</>`;
  }

  all(): Tree[] {
    return [this, ...this.childNodes.flatMap((child) => child.all())];
  }
}

const LOOKS: Looks<Tree> = {
  display: ({ nodeName }) =>
    nodeName === "P" || nodeName === "DIV" ? "block" : nodeName === "IMG" ? "atom" : "inline",
  collapses: ({ nodeName }) => nodeName !== "DIV",
  locked: () => false,
};
const words = fc.constantFrom("", " ", "a", "b c", " d ", "e\n", "\uFEFFf", "g\u00A0");
const made = fc.oneof(
  words.map((data) => () => new Tree("#text", data)),
  fc.constantFrom("P", "P", "DIV", "B", "BR", "IMG").map((name) => () => new Tree(name)),
);
const place = fc.nat(30);
const step = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), place, at: place, made, filled: words }),
  fc.record({ kind: fc.constant("remove" as const), place, at: place }),
  fc.record({ kind: fc.constant("type" as const), place, data: words }),
  fc.record({ kind: fc.constant("return" as const), place, at: place, data: words }),
  fc.record({ kind: fc.constant("read" as const) }),
);

function check(root: Tree, model: BlockModel<Tree>): void {
  const anew = readModel(root, LOOKS);
  assert.equal(model.text, anew.text);
  const parts = model.piecesIn(0, anew.text.length + 1);
  assert.deepEqual(
    parts.map(({ piece, from, to }) => [piece.node, from, to]),
    anew.pieces
      .filter(({ length }) => length > 0)
      .map(({ node, from, length }) => [node, from, from + length]),
  );
  for (const node of root.all()) {
    const last = node.nodeType === 3 ? (node.data?.length ?? 0) : node.childNodes.length;
    for (let offset = 0; offset <= last; offset++) {
      const point = { node, offset };
      const [expected] = readModel(root, LOOKS, [point]).offsets;
      assert.equal(model.offsetOf(point), expected, `${root}: ${node} ${offset}`);
    }
  }
}

test("kept block by block as read anew, after any changes", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const root = new Tree("DIV");
      const model = new BlockModel(root, LOOKS);
      let away: Tree | undefined;
      for (const one of steps) {
        const nodes = root.all();
        if (one.kind === "read") {
          check(root, model);
          continue;
        }
        const node = nodes[one.place % nodes.length] as Tree;
        if (one.kind === "type") {
          if (node.nodeType !== 3) continue;
          node.data = one.data;
          model.changed(node);
          continue;
        }
        if (node.nodeType === 3 || node.nodeName === "BR" || node.nodeName === "IMG") continue;
        const at = one.at % (node.childNodes.length + 1);
        if (one.kind === "remove") {
          const gone = node.take(at);
          away = gone[0] ?? away;
          model.changed(node, gone);
        } else if (one.kind === "return") {
          if (!away) continue;
          for (const text of away.all()) if (text.nodeType === 3) text.data = one.data;
          node.insert(away, at);
          away = undefined;
          model.changed(node);
        } else {
          const fresh = one.made();
          if (fresh.nodeName === "P" || fresh.nodeName === "DIV" || fresh.nodeName === "B")
            fresh.insert(new Tree("#text", one.filled), 0);
          node.insert(fresh, at);
          model.changed(node);
        }
      }
      check(root, model);
    }),
    { numRuns: 2_000 },
  );
});

test("a change found in parts is the one found unit by unit", () => {
  const unit = fc.constantFrom("a", "b", " ", "\n");
  const text = (maxLength: number) => fc.string({ unit, maxLength });
  fc.assert(
    fc.property(text(4), fc.nat(1_500), text(4), text(4), fc.nat(1_500), (a, head, b, c, tail) => {
      const [start, end] = [a + "x".repeat(head), "y".repeat(tail) + a];
      const [before, after] = [start + b + end, start + c + end];
      const change = changeBetween(before, after, (start + c).length);
      if (!change) return assert.equal(before, after);
      assert.equal(before.slice(0, change.start), after.slice(0, change.start));
      assert.equal(before.slice(change.oldEnd), after.slice(change.newEnd));
      assert.ok(change.start <= change.oldEnd && change.start <= change.newEnd);
      const inside = before.slice(change.start, change.oldEnd);
      const fresh = after.slice(change.start, change.newEnd);
      assert.ok(inside === "" || fresh === "" || inside[0] !== fresh[0], "it is the smallest");
    }),
  );
});
