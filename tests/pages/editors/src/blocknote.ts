// BlockNote: blocks as in Notion, on ProseMirror. The nested page puts each paragraph within the one before.
import { BlockNoteEditor, type PartialBlock } from "@blocknote/core";
import "@blocknote/core/style.css";
import { EditorState } from "prosemirror-state";
import { type Content, clean, type Mount, type Run } from "./contract";

type Styled = { type: "text"; text: string; styles: { bold?: boolean } };
type Inline = Styled | { type: "link"; href: string; content: Styled[] };
type Block = { type: string; content?: unknown; children: Block[] };

const styled = (text: string, bold?: boolean): Styled => ({
  type: "text",
  text,
  styles: bold ? { bold } : {},
});

function inline(run: Run): Inline {
  if (typeof run === "string") return styled(run);
  const inner = styled(run.text, run.bold);
  return run.link ? { type: "link", href: run.link, content: [inner] } : inner;
}

function blocksOf(content: Content, nested: boolean): PartialBlock[] {
  const blocks = content.map((runs) => ({
    type: "paragraph" as const,
    content: runs.map(inline),
    children: [] as PartialBlock[],
  }));
  if (!nested) return blocks as PartialBlock[];
  for (const [index, block] of blocks.entries())
    if (index > 0) blocks[index - 1]?.children.push(block as PartialBlock);
  return blocks.slice(0, 1) as PartialBlock[];
}

const inlines = (block: Block): Inline[] => [
  ...(Array.isArray(block.content) ? (block.content as Inline[]) : []),
];

const all = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => [block, ...all(block.children)]);

const plain = (one: Inline): string =>
  one.type === "link" ? one.content.map(plain).join("") : one.text;

const marks = (one: Inline): string[] =>
  one.type === "link"
    ? [`link:${plain(one)}`, ...one.content.flatMap(marks)]
    : one.styles.bold
      ? [`bold:${one.text}`]
      : [];

const mounted =
  (nested: boolean): Mount =>
  (root) => {
    const holder = document.createElement("div");
    root.append(holder);
    const editor = BlockNoteEditor.create({ trailingBlock: false });
    editor.mount(holder);
    const blocks = () => all(editor.document as unknown as Block[]);
    const show = (content: PartialBlock[]) => {
      editor.replaceBlocks(editor.document, content);
      restart(editor.prosemirrorView);
    };
    return {
      element: () => editor.prosemirrorView.dom,
      text: () =>
        clean(
          blocks()
            .map((block) => inlines(block).map(plain).join(""))
            .join("\n"),
        ),
      marks: () => blocks().flatMap((block) => inlines(block).flatMap(marks)),
      setList: (items) =>
        show(items.map((content) => ({ type: "bulletListItem", content }) as PartialBlock)),
      items: () =>
        blocks()
          .filter(({ type }) => type === "bulletListItem")
          .map((block) => inlines(block).map(plain).join("")),
      set: (content) => show(blocksOf(content, nested)),
    };
  };

/** The same document and plugins, with an empty history. */
function restart(view: BlockNoteEditor["prosemirrorView"]): void {
  const { doc, plugins } = view.state;
  view.updateState(EditorState.create({ doc, plugins }));
}

export const FIELDS: Record<string, Mount> = {
  blocknote: mounted(false),
  "blocknote-nested": mounted(true),
};
