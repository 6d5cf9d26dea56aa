import {
  CompositeDecorator,
  type ContentBlock,
  type ContentState,
  convertFromRaw,
  Editor,
  EditorState,
  type RawDraftContentState,
} from "draft-js";
import "draft-js/dist/Draft.css";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";
import { type Content, clean, type Mount, partsOf } from "./contract";

type LinkProps = { children: ReactNode; contentState: ContentState; entityKey: string };

const decorator = new CompositeDecorator([
  {
    strategy: (block, callback, content) =>
      block.findEntityRanges((character) => {
        const key = character.getEntity();
        return key !== null && content.getEntity(key).getType() === "LINK";
      }, callback),
    component: ({ children, contentState, entityKey }: LinkProps) => (
      <a href={contentState.getEntity(entityKey).getData().url}>{children}</a>
    ),
  },
]);

function raw(content: Content): RawDraftContentState {
  const state: RawDraftContentState = { blocks: [], entityMap: {} };
  for (const [index, runs] of content.entries()) {
    const block = { key: `b${index}`, text: "", type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: [] } as RawDraftContentState["blocks"][number];
    for (const run of runs) {
      const { text, bold, link } = partsOf(run);
      const place = { offset: block.text.length, length: text.length };
      if (bold) block.inlineStyleRanges.push({ ...place, style: "BOLD" });
      if (link) {
        const key = Object.keys(state.entityMap).length;
        state.entityMap[key] = { type: "LINK", mutability: "MUTABLE", data: { url: link } };
        block.entityRanges.push({ ...place, key });
      }
      block.text += text;
    }
    state.blocks.push(block);
  }
  return state;
}

function marksOf(block: ContentBlock): string[] {
  const found: string[] = [];
  const text = block.getText();
  block.findStyleRanges(
    (character) => character.hasStyle("BOLD"),
    (start, end) => found.push(`bold:${text.slice(start, end)}`),
  );
  block.findEntityRanges(
    (character) => character.getEntity() !== null,
    (start, end) => found.push(`link:${text.slice(start, end)}`),
  );
  return found;
}

type Setter = (state: EditorState) => void;

function Field({ tell }: { tell: (state: EditorState, set: Setter) => void }) {
  const [state, setState] = useState(() => EditorState.createEmpty(decorator));
  tell(state, setState);
  return <Editor editorState={state} onChange={setState} ariaLabel="Message" spellCheck />;
}

const mount: Mount = async (root) => {
  let state = EditorState.createEmpty();
  let change: Setter = () => {};
  root.classList.add("framed");
  createRoot(root).render(
    <Field
      tell={(now, set) => {
        state = now;
        change = set;
      }}
    />,
  );
  const find = () => root.querySelector<HTMLElement>("[contenteditable=true]");
  while (!find()) await new Promise(requestAnimationFrame);
  return {
    element: () => find() as HTMLElement,
    text: () => clean(state.getCurrentContent().getPlainText("\n")),
    marks: () => state.getCurrentContent().getBlocksAsArray().flatMap(marksOf),
    setList: (items) => {
      const list = raw(items.map((item) => [item]));
      for (const block of list.blocks) block.type = "unordered-list-item";
      change(EditorState.createWithContent(convertFromRaw(list), decorator));
    },
    items: () =>
      state
        .getCurrentContent()
        .getBlocksAsArray()
        .filter((block) => block.getType() === "unordered-list-item")
        .map((block) => clean(block.getText())),
    set: (content) =>
      change(EditorState.createWithContent(convertFromRaw(raw(content)), decorator)),
  };
};

export const FIELDS: Record<string, Mount> = { draft: mount };
