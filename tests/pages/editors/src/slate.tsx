import { createRoot } from "react-dom/client";
import { createEditor, Node, Range, Text, Transforms } from "slate";
import { withHistory } from "slate-history";
import { Editable, ReactEditor, type RenderElementProps, type RenderLeafProps, Slate, withReact } from "slate-react";
import { clean, type Mount } from "./contract";

type Leaf = { text: string; bold?: true };
type Inline = { type: "link"; url: string; children: Leaf[] };
type Item = { type: "item"; children: Leaf[] };
type List = { type: "list"; children: Item[] };
type Paragraph = { type: "paragraph"; children: (Leaf | Inline)[] };

const EMPTY: Paragraph[] = [{ type: "paragraph", children: [{ text: "" }] }];

const renderElement = ({ attributes, children, element }: RenderElementProps) => {
  const { type, url } = element as unknown as Inline | (List & { url: "" });
  if (type === "list") return <ul {...attributes}>{children}</ul>;
  if ((element as unknown as Item).type === "item") return <li {...attributes}>{children}</li>;
  return type === "link" ? (
    <a {...attributes} href={url}>
      {children}
    </a>
  ) : (
    <p {...attributes}>{children}</p>
  );
};
const renderLeaf = ({ attributes, children, leaf }: RenderLeafProps) => (
  <span {...attributes}>{(leaf as Leaf).bold ? <strong>{children}</strong> : children}</span>
);

const mount: Mount = async (root) => {
  const editor = withHistory(withReact(createEditor()));
  const { isInline } = editor;
  editor.isInline = (element) => (element as unknown as Inline).type === "link" || isInline(element);
  createRoot(root).render(
    <Slate editor={editor} initialValue={EMPTY as never}>
      <Editable className="box" aria-label="Message" renderElement={renderElement} renderLeaf={renderLeaf} />
    </Slate>,
  );
  while (!root.querySelector("[data-slate-editor]")) await new Promise(requestAnimationFrame);
  const show = (content: object[]) => {
    Transforms.deselect(editor);
    editor.children = content as never;
    editor.history = { undos: [], redos: [] };
    (editor as { normalize(options: { force: boolean }): void }).normalize({ force: true });
    editor.history = { undos: [], redos: [] };
    editor.onChange();
  };
  return {
    element: () => root.querySelector("[data-slate-editor]") as HTMLElement,
    text: () => clean(editor.children.map((node) => Node.string(node)).join("\n")),
    marks: () =>
      [...Node.nodes(editor)].flatMap(([node]) => {
        if (Text.isText(node)) return (node as Leaf).bold ? [`bold:${node.text}`] : [];
        return (node as unknown as Inline).type === "link" ? [`link:${Node.string(node)}`] : [];
      }),
    settled: async () => {
      const heard = () => {
        const options = { exactMatch: false, suppressThrow: true };
        const seen = ReactEditor.toSlateRange(editor, getSelection() as Selection, options);
        return seen && editor.selection && Range.equals(seen, editor.selection);
      };
      while (!heard()) await new Promise(requestAnimationFrame);
    },
    setList: (items) =>
      show([
        { type: "list", children: items.map((text) => ({ type: "item", children: [{ text }] })) },
      ]),
    items: () =>
      [...Node.nodes(editor)]
        .filter(([node]) => (node as unknown as Item).type === "item")
        .map(([node]) => clean(Node.string(node))),
    set: (content) =>
      show(content.map((runs) => ({
        type: "paragraph",
        children: [
          { text: "" },
          ...runs.map((run) => {
            if (typeof run === "string") return { text: run };
            const leaf: Leaf = { text: run.text, ...(run.bold && { bold: true }) };
            return run.link ? { type: "link", url: run.link, children: [leaf] } : leaf;
          }),
        ],
      }))),
  };
};

export const FIELDS: Record<string, Mount> = { slate: mount };
