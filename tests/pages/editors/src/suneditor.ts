// SunEditor: its own typing rules on plain DOM, snapshots as history. Its model is the HTML it gives.
import suneditor from "suneditor";
import "suneditor/css/editor";
import { html, listHtml, type Mount } from "./contract";
import { htmlField } from "./html_model";

const mount: Mount = async (root) => {
  const holder = document.createElement("textarea");
  root.append(holder);
  const editor = await new Promise<ReturnType<typeof suneditor.create>>((resolve) => {
    const made = suneditor.create(holder, {
      buttonList: [],
      minHeight: "120px",
      // A step of history at once, not 400 ms after the last change: tests do not wait.
      historyStackDelayTime: 1,
      events: { onload: () => resolve(made) },
    });
  });
  const element = root.querySelector(".sun-editor-editable[contenteditable=true]") as HTMLElement;
  element.spellcheck = true; // off by its default, and then Nib leaves it alone
  const show = (content: string) => {
    editor.$.html.set(content);
    editor.$.history.reset();
  };
  return {
    element: () => element,
    ...htmlField(() => String(editor.$.html.get()), true),
    setList: (items) => show(listHtml(items)),
    set: (content) => show(html(content)),
  };
};

export const FIELDS: Record<string, Mount> = { suneditor: mount };
