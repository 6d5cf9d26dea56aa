// Milkdown: Markdown on ProseMirror, with input rules that rewrite what is typed.
import { defaultValueCtx, Editor, editorViewCtx, rootCtx } from "@milkdown/kit/core";
import { history } from "@milkdown/kit/plugin/history";
import { commonmark } from "@milkdown/kit/preset/commonmark";
import { EditorState } from "@milkdown/kit/prose/state";
import "@milkdown/kit/prose/view/style/prosemirror.css";
import type { Mount } from "./contract";
import { docJson, marksOf, textOf } from "./prosemirror";

const mount: Mount = async (root) => {
  const editor = await Editor.make()
    .config((context) => {
      context.set(rootCtx, root);
      context.set(defaultValueCtx, "");
    })
    .use(commonmark)
    .use(history)
    .create();
  const view = editor.ctx.get(editorViewCtx);
  view.dom.setAttribute("aria-label", "Message");
  return {
    element: () => view.dom,
    text: () => textOf(view.state.doc),
    marks: () => marksOf(view.state.doc),
    set: (content) => {
      const { schema, plugins } = view.state;
      const doc = schema.nodeFromJSON(docJson(content, "strong"));
      view.updateState(EditorState.create({ doc, plugins }));
    },
  };
};

export const FIELDS: Record<string, Mount> = { milkdown: mount };
