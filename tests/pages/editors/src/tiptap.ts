import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import type { Mount } from "./contract";
import { docJson, itemsOf, listJson, marksOf, textOf } from "./prosemirror";

const mount: Mount = (root) => {
  const editor = new Editor({
    element: root,
    extensions: [StarterKit.configure({ link: { openOnClick: false }, trailingNode: false })],
  });
  editor.view.dom.setAttribute("aria-label", "Message");
  return {
    element: () => editor.view.dom,
    text: () => textOf(editor.state.doc),
    marks: () => marksOf(editor.state.doc),
    setList: (items) => {
      editor.commands.setContent(listJson(items, "bulletList", "listItem"));
    },
    items: () => itemsOf(editor.state.doc),
    set: (content) => {
      editor.commands.setContent(docJson(content, "bold"));
    },
  };
};

export const FIELDS: Record<string, Mount> = { tiptap: mount };
