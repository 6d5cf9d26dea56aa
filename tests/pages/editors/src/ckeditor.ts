import {
  Bold,
  ClassicEditor,
  Essentials,
  Link,
  List,
  type ModelElement,
  Paragraph,
} from "ckeditor5";
import "ckeditor5/ckeditor5.css";
import { clean, html, listHtml, type Mount } from "./contract";

type Item = { is(kind: string): boolean; data: string; hasAttribute(name: string): boolean };

const mount: Mount = async (root) => {
  const holder = document.createElement("div");
  root.append(holder);
  const editor = await ClassicEditor.create(holder, {
    licenseKey: "GPL",
    plugins: [Essentials, Paragraph, Bold, Link, List],
    toolbar: ["bold"],
  });
  const blocks = () =>
    [...(editor.model.document.getRoot()?.getChildren() ?? [])] as ModelElement[];
  const items = (block: ModelElement) => [...block.getChildren()] as unknown as Item[];
  return {
    element: () => editor.ui.getEditableElement() as HTMLElement,
    text: () =>
      clean(
        blocks()
          .map((block) =>
            items(block)
              .map((item) => (item.is("$text") ? item.data : "\n"))
              .join(""),
          )
          .join("\n"),
      ),
    marks: () =>
      blocks().flatMap((block) =>
        items(block).flatMap((item) => [
          ...(item.hasAttribute("bold") ? [`bold:${item.data}`] : []),
          ...(item.hasAttribute("linkHref") ? [`link:${item.data}`] : []),
        ]),
      ),
    setList: (items) => editor.setData(listHtml(items)),
    items: () =>
      blocks()
        .filter((block) => block.hasAttribute("listItemId"))
        .map((block) =>
          clean(
            items(block)
              .map(({ data }) => data)
              .join(""),
          ),
        ),
    set: (content) => editor.setData(html(content)),
  };
};

export const FIELDS: Record<string, Mount> = { ckeditor: mount };
