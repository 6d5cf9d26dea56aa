import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { type Node, Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { addListNodes } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import "prosemirror-view/style/prosemirror.css";
import { type Content, clean, type Mount, type Run } from "./contract";

const schema = new Schema({
  nodes: addListNodes(basic.spec.nodes, "paragraph block*", "block"),
  marks: basic.spec.marks,
});

/** Shared with TipTap, whose documents are ProseMirror's. */
export const textOf = (doc: Node): string => clean(doc.textBetween(0, doc.content.size, "\n"));

export function marksOf(doc: Node): string[] {
  const found: string[] = [];
  doc.descendants((node) => {
    for (const { type } of node.marks) {
      if (type.name === "strong" || type.name === "bold") found.push(`bold:${node.text}`);
      if (type.name === "link") found.push(`link:${node.text}`);
    }
  });
  return found;
}

/** The text of each item of a list, by the document's own nodes. */
export function itemsOf(doc: Node): string[] {
  const found: string[] = [];
  doc.descendants((node, _position, parent) => {
    if (/list.?item/i.test(node.type.name) && /list/i.test(parent?.type.name ?? ""))
      found.push(textOf(node));
  });
  return found;
}

/** `list` and `item`: what the schema calls them. */
export const listJson = (items: readonly string[], list: string, item: string) => ({
  type: "doc",
  content: [
    {
      type: list,
      content: items.map((text) => ({
        type: item,
        content: [{ type: "paragraph", content: [{ type: "text", text }] }],
      })),
    },
  ],
});

export function docJson(content: Content, bold: string): Record<string, unknown> {
  const run = (one: Run) => {
    const { text, ...rest } = typeof one === "string" ? { text: one } : one;
    const marks: { type: string; attrs?: { href: string } }[] = [];
    if ("link" in rest && rest.link) marks.push({ type: "link", attrs: { href: rest.link } });
    if ("bold" in rest && rest.bold) marks.push({ type: bold });
    return { type: "text", text, marks };
  };
  return {
    type: "doc",
    content: content.map((runs) => ({
      type: "paragraph",
      content: runs.filter((one) => one !== "").map(run),
    })),
  };
}

const mount: Mount = (root) => {
  const plugins = [
    history(),
    keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }),
    keymap(baseKeymap),
  ];
  const view = new EditorView(root, {
    state: EditorState.create({ schema, plugins }),
    attributes: { "aria-label": "Message" },
  });
  const show = (json: object) =>
    view.updateState(EditorState.create({ doc: schema.nodeFromJSON(json), plugins }));
  return {
    element: () => view.dom,
    text: () => textOf(view.state.doc),
    marks: () => marksOf(view.state.doc),
    setList: (items) => show(listJson(items, "bullet_list", "list_item")),
    items: () => itemsOf(view.state.doc),
    set: (content) => show(docJson(content, "strong")),
  };
};

export const FIELDS: Record<string, Mount> = { prosemirror: mount };
