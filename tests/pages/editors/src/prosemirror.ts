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
  return {
    element: () => view.dom,
    text: () => textOf(view.state.doc),
    marks: () => marksOf(view.state.doc),
    set: (content) =>
      view.updateState(
        EditorState.create({ doc: schema.nodeFromJSON(docJson(content, "strong")), plugins }),
      ),
  };
};

export const FIELDS: Record<string, Mount> = { prosemirror: mount };
