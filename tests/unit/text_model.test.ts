// The text of rich fields, on trees written as small literals: no DOM is needed.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ATOM,
  type Looks,
  offsetIn,
  piecesIn,
  pointAt,
  readModel,
  type TreeNode,
} from "../../extension/content/adapters/text_model";

interface Node extends TreeNode {
  readonly childNodes: Node[];
  readonly style?: string;
}

const t = (data: string): Node => ({ nodeType: 3, nodeName: "#text", childNodes: [], data });
const e = (name: string, ...childNodes: Node[]): Node => ({
  nodeType: 1,
  nodeName: name,
  childNodes,
});
const br = () => e("BR");
const pre = (...childNodes: Node[]): Node => ({ ...e("DIV", ...childNodes), style: "pre" });

const BLOCKS = new Set(["DIV", "P", "LI", "UL"]);
const LOOKS: Looks<Node> = {
  display: ({ nodeName }) =>
    nodeName === "IMG"
      ? "atom"
      : nodeName === "STYLE"
        ? "none"
        : BLOCKS.has(nodeName)
          ? "block"
          : "inline",
  collapses: ({ style }) => style !== "pre",
  locked: ({ nodeName }) => nodeName === "MENTION",
};
const textOf = (root: Node) => readModel(root, LOOKS).text;

const TEXTS: [string, Node, string][] = [
  ["empty", e("DIV"), ""],
  ["a line", e("DIV", t("hello")), "hello"],
  ["marks", e("DIV", t("a "), e("B", t("bold")), t(" word")), "a bold word"],
  ["paragraphs", e("DIV", e("P", t("a")), e("P", t("b"))), "a\nb"],
  ["text before a block", e("DIV", t("a"), e("DIV", t("b"))), "a\nb"],
  ["text behind a block", e("DIV", e("DIV", t("a")), t("b")), "a\nb"],
  ["an empty paragraph", e("DIV", e("P", t("a")), e("P", br()), e("P", t("b"))), "a\n\nb"],
  ["an empty paragraph at the end", e("DIV", e("P", t("a")), e("P", br())), "a\n"],
  ["a break", e("DIV", t("a"), br(), t("b")), "a\nb"],
  ["the break that only holds the line", e("DIV", t("a"), br()), "a"],
  ["a break and one that holds the line", e("DIV", t("a"), br(), br()), "a\n"],
  ["a list", e("UL", e("LI", t("a")), e("LI", t("b"))), "a\nb"],
  [
    "pretty-printed",
    e("DIV", t("\n  "), e("P", t("a")), t("\n  "), e("P", t("b")), t("\n")),
    "a\nb",
  ],
  ["collapsed space", e("DIV", t("a \n  b")), "a b"],
  ["kept space", pre(t("a \n  b")), "a \n  b"],
  ["no-break space", e("DIV", t("a\u00A0 b")), "a  b"],
  ["what editors hide", e("DIV", t("\uFEFFa\u200Bb")), "ab"],
  ["a picture", e("DIV", t("a"), e("IMG"), t("b")), `a${ATOM}b`],
  ["what is not seen", e("DIV", e("STYLE", t("x{}")), t("a")), "a"],
];

for (const [name, root, expected] of TEXTS) {
  test(`text: ${name}`, () => assert.equal(textOf(root), expected));
}

test("every offset has a position, and every position gives its offset back", () => {
  for (const [name, root, text] of TEXTS) {
    const model = readModel(root, LOOKS);
    for (let offset = 0; offset <= text.length; offset++) {
      for (const side of ["before", "after"] as const) {
        const point = pointAt(model, offset, side);
        if (point?.node.nodeType !== 3) continue;
        const again = readModel(root, LOOKS, [point]);
        assert.deepEqual(again.offsets, [offset], `${name}, ${offset}, ${side}`);
        assert.equal(offsetIn(model, point), offset, `${name}, ${offset}, ${side}, from pieces`);
      }
    }
  }
});

test("points in elements stand where the next thing begins", () => {
  const [one, two] = [e("P", t("ab")), e("P", br())];
  const root = e("DIV", one, two);
  const points = [
    { node: root, offset: 0 },
    { node: root, offset: 1 },
    { node: one, offset: 1 },
    { node: two, offset: 0 },
    { node: root, offset: 2 },
  ];
  assert.deepEqual(readModel(root, LOOKS, points).offsets, [0, 3, 2, 3, 3]);
});

test("the caret behind a break is on the next line", () => {
  const [one, two] = [t("ab"), t("cd")];
  const root = e("DIV", one, br(), two);
  const model = readModel(root, LOOKS);
  assert.deepEqual(pointAt(model, 2, "before"), { node: one, offset: 2 });
  assert.deepEqual(pointAt(model, 3, "before"), { node: two, offset: 0 });
});

test("a start goes into the later node, an end stays in the earlier", () => {
  const [plain, bold] = [t("ab"), t("cd")];
  const model = readModel(e("DIV", plain, e("B", bold)), LOOKS);
  assert.deepEqual(pointAt(model, 2, "before"), { node: plain, offset: 2 });
  assert.deepEqual(pointAt(model, 2, "after"), { node: bold, offset: 0 });
});

test("mentions are read and locked", () => {
  const model = readModel(e("DIV", t("hi "), e("MENTION", t("@Ada")), t(".")), LOOKS);
  assert.equal(model.text, "hi @Ada.");
  const locked = piecesIn(model, 0, 8).map(({ piece }) => piece.locked);
  assert.deepEqual(locked, [false, true, false]);
});

test("pieces are cut to the span", () => {
  const model = readModel(e("DIV", t("abc"), e("B", t("def"))), LOOKS);
  const cut = piecesIn(model, 1, 5).map(({ piece, from, to }) => piece.node.data?.slice(from, to));
  assert.deepEqual(cut, ["bc", "de"]);
});
