// Milkdown: Markdown on ProseMirror, with input rules that rewrite what is typed.
import { defaultValueCtx, Editor, editorViewCtx, rootCtx } from "@milkdown/kit/core";
import { history } from "@milkdown/kit/plugin/history";
import { commonmark } from "@milkdown/kit/preset/commonmark";
import { EditorState } from "@milkdown/kit/prose/state";
import "@milkdown/kit/prose/view/style/prosemirror.css";
import type { Mount } from "./contract";
import { docJson, itemsOf, listJson, marksOf, textOf } from "./prosemirror";

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
  const show = (json: object) => {
    const { schema, plugins } = view.state;
    view.updateState(EditorState.create({ doc: schema.nodeFromJSON(json), plugins }));
  };
  return {
    element: () => view.dom,
    text: () => textOf(view.state.doc),
    marks: () => marksOf(view.state.doc),
    setList: (items) => show(listJson(items, "bullet_list", "list_item")),
    items: () => itemsOf(view.state.doc),
    set: (content) => show(docJson(content, "strong")),
  };
};

export const FIELDS: Record<string, Mount> = { milkdown: mount };
