import tinymce, { type RawEditorOptions } from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/themes/silver";
import "tinymce/skins/ui/oxide/skin.css";
import { type Content, clean, html, listHtml, type Mount, type TestField } from "./contract";
import { itemsIn } from "./html_model";
import { domMarks } from "./native";
import { publish } from "./page";

async function made(root: HTMLElement, tag: string, options: RawEditorOptions) {
  const holder = document.createElement(tag);
  root.append(holder);
  const [editor] = await tinymce.init({
    target: holder,
    license_key: "gpl",
    skin: false,
    content_css: false,
    menubar: false,
    toolbar: false,
    browser_spellcheck: true,
    ...options,
  });
  if (!editor) throw new Error("TinyMCE did not start");
  const show = (content: string) => {
    editor.setContent(content);
    editor.undoManager.clear();
    editor.undoManager.add();
  };
  const field: TestField = {
    element: () => editor.getBody(),
    text: () => clean(editor.getContent({ format: "text" }).replace(/\n\n/g, "\n")),
    marks: () => domMarks(new DOMParser().parseFromString(editor.getContent(), "text/html")),
    setList: (items) => show(listHtml(items)),
    items: () => itemsIn(new DOMParser().parseFromString(editor.getContent(), "text/html")),
    set: (content: Content) => show(html(content)),
  };
  return { editor, field };
}

/** In the page itself. */
const inline: Mount = async (root) => {
  const { editor, field } = await made(root, "div", { inline: true });
  editor.getBody().classList.add("box");
  editor.getBody().setAttribute("aria-label", "Message");
  return field;
};

const framed: Mount = async (root) => {
  const { editor, field } = await made(root, "textarea", {
    content_style: "body { font: 16px/1.5 Georgia, serif }",
    statusbar: false,
    height: 220,
  });
  const inner = editor.getWin();
  publish(inner, field);
  inner.problems = window.problems;
  inner.keys = [];
  inner.ready = Promise.resolve();
  inner.addEventListener("keydown", (event) =>
    inner.keys.push({ key: event.key, prevented: event.defaultPrevented }),
  );
  return field;
};

export const FIELDS: Record<string, Mount> = { tinymce: framed, "tinymce-inline": inline };
