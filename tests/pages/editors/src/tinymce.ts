import tinymce from "tinymce";
import "tinymce/icons/default";
import "tinymce/models/dom";
import "tinymce/themes/silver";
import "tinymce/skins/ui/oxide/skin.css";
import { clean, html, type Mount } from "./contract";
import { domMarks } from "./native";
import { publish } from "./page";

const mount: Mount = async (root) => {
  const holder = document.createElement("textarea");
  root.append(holder);
  const [editor] = await tinymce.init({
    target: holder,
    license_key: "gpl",
    skin: false,
    content_css: false,
    content_style: "body { font: 16px/1.5 Georgia, serif }",
    menubar: false,
    toolbar: false,
    statusbar: false,
    height: 220,
    browser_spellcheck: true,
  });
  if (!editor) throw new Error("TinyMCE did not start");
  const field = {
    element: () => editor.getBody(),
    text: () => clean(editor.getContent({ format: "text" }).replace(/\n\n/g, "\n")),
    marks: () => domMarks(new DOMParser().parseFromString(editor.getContent(), "text/html")),
    set: (content: Parameters<typeof html>[0]) => {
      editor.setContent(html(content));
      editor.undoManager.clear();
      editor.undoManager.add();
    },
  };
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

export const FIELDS: Record<string, Mount> = { tinymce: mount };
