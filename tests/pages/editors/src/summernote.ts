// Summernote: jQuery, execCommand. Its model is the HTML it gives. Its history takes a picture at
// spaces and Enter, so a change by a command is no step of its own.
import $ from "jquery";
import "summernote/dist/summernote-lite.js";
import "summernote/dist/summernote-lite.css";
import { html, listHtml, type Mount } from "./contract";
import { htmlField } from "./html_model";

type Summernote = { summernote(command: unknown, value?: string): string };

const mount: Mount = (root) => {
  const holder = document.createElement("div");
  root.append(holder);
  const editor = $(holder) as unknown as Summernote;
  editor.summernote({ toolbar: [], height: 120, disableDragAndDrop: false });
  const element = root.querySelector(".note-editable") as HTMLElement;
  element.setAttribute("aria-label", "Message");
  const show = (content: string) => {
    editor.summernote("code", content);
    editor.summernote("commit");
  };
  return {
    element: () => element,
    ...htmlField(() => editor.summernote("code")),
    setList: (items) => show(listHtml(items)),
    set: (content) => show(html(content)),
  };
};

export const FIELDS: Record<string, Mount> = { summernote: mount };
