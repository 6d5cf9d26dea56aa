// Jodit: an editable div, snapshots as history. Its model is the HTML it gives.
import { Jodit } from "jodit";
import "jodit/es2021/jodit.css";
import { html, listHtml, type Mount } from "./contract";
import { htmlField } from "./html_model";

const mount: Mount = async (root) => {
  const holder = document.createElement("textarea");
  root.append(holder);
  const editor = Jodit.make(holder, {
    toolbar: false,
    showCharsCounter: false,
    showWordsCounter: false,
    showXPathInStatusbar: false,
    minHeight: 120,
    // A step of history at once, not 100 ms after the last change: tests do not wait.
    defaultTimeout: 1,
    history: { enable: true, maxHistoryLength: 100, timeout: 1 },
  });
  await editor.waitForReady();
  editor.editor.setAttribute("aria-label", "Message");
  const show = (content: string) => {
    editor.value = content;
    editor.history.clear();
  };
  return {
    element: () => editor.editor,
    ...htmlField(() => editor.value, true),
    setList: (items) => show(listHtml(items)),
    set: (content) => show(html(content)),
  };
};

export const FIELDS: Record<string, Mount> = { jodit: mount };
