// Small editors: MediumEditor on the browser's own commands, Squire, which edits the DOM itself. Their model is the HTML they give.
import MediumEditor from "medium-editor";
import "medium-editor/dist/css/medium-editor.css";
import Squire from "squire-rte";
import { html, listHtml, type Mount } from "./contract";
import { htmlField } from "./html_model";
import { make } from "./native";

const medium: Mount = (root) => {
  const element = make("editable");
  root.append(element);
  const editor = new MediumEditor(element, {
    toolbar: false,
    placeholder: false,
    spellcheck: true,
  });
  return {
    element: () => element,
    ...htmlField(() => editor.getContent(0)),
    setList: (items) => editor.setContent(listHtml(items), 0),
    set: (content) => editor.setContent(html(content), 0),
  };
};

const squire: Mount = (root) => {
  const element = make("editable");
  root.append(element);
  const editor = new Squire(element, {
    blockTag: "P",
    sanitizeToDOMFragment: (text: string) =>
      document.importNode(
        (() => {
          const template = document.createElement("template");
          template.innerHTML = text;
          return template.content;
        })(),
        true,
      ),
  });
  const show = (content: string) => {
    editor.setHTML(content);
    editor.saveUndoState();
  };
  return {
    element: () => element,
    ...htmlField(() => editor.getHTML()),
    setList: (items) => show(listHtml(items)),
    set: (content) => show(html(content)),
  };
};

export const FIELDS: Record<string, Mount> = {
  medium,
  squire,
};
