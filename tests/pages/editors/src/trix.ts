import "trix";
import "trix/dist/trix.css";
import { clean, html, listHtml, type Mount } from "./contract";

type TrixDocument = {
  getBlocks(): { getAttributes(): string[]; toString(): string }[];
  toString(): string;
  getPieces(): { toString(): string; getAttributes(): { bold?: boolean; href?: string } }[];
};
type TrixElement = HTMLElement & {
  editor: { getDocument(): TrixDocument; loadHTML(html: string): void };
};

const mount: Mount = async (root) => {
  const element = document.createElement("trix-editor") as TrixElement;
  element.setAttribute("aria-label", "Message");
  root.append(element);
  while (!element.editor) await new Promise(requestAnimationFrame);
  const pieces = () => element.editor.getDocument().getPieces();
  return {
    element: () => element,
    text: () => clean(element.editor.getDocument().toString()),
    marks: () =>
      pieces().flatMap((piece) => [
        ...(piece.getAttributes().bold ? [`bold:${piece}`] : []),
        ...(piece.getAttributes().href ? [`link:${piece}`] : []),
      ]),
    setList: (items) => element.editor.loadHTML(listHtml(items)),
    items: () => {
      const { getBlocks } = element.editor.getDocument();
      return getBlocks
        .call(element.editor.getDocument())
        .filter((block) => block.getAttributes().includes("bullet"))
        .map((block) => clean(block.toString()));
    },
    set: (content) =>
      element.editor.loadHTML(html(content).replace(/<p>/g, "<div>").replace(/<\/p>/g, "</div>")),
  };
};

export const FIELDS: Record<string, Mount> = { trix: mount };
