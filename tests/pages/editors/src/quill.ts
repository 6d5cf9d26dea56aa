import Quill from "quill";
import "quill/dist/quill.core.css";
import { clean, type Mount } from "./contract";

type Line = { formats(): object; domNode: Node };
type Op = { insert?: unknown; attributes?: { bold?: boolean; link?: string } };

const mount: Mount = (root) => {
  const holder = document.createElement("div");
  root.append(holder);
  const quill = new Quill(holder, { formats: ["bold", "link", "list"] });
  quill.root.setAttribute("aria-label", "Message");
  return {
    element: () => quill.root,
    text: () => clean(quill.getText()),
    marks: () =>
      (quill.getContents().ops as Op[]).flatMap(({ insert, attributes }) => [
        ...(attributes?.bold ? [`bold:${insert}`] : []),
        ...(attributes?.link ? [`link:${insert}`] : []),
      ]),
    setList: (items) => {
      const bullet = { insert: "\n", attributes: { list: "bullet" } };
      quill.setContents(items.flatMap((item) => [{ insert: item }, bullet]));
      quill.history.clear();
    },
    items: () =>
      quill.getLines().flatMap((line) => {
        const isItem = "list" in (line as unknown as Line).formats();
        return isItem ? [clean((line as unknown as Line).domNode.textContent ?? "")] : [];
      }),
    set: (content) => {
      const ops = content.flatMap((runs) => [
        ...runs.map((run) =>
          typeof run === "string"
            ? { insert: run }
            : {
                insert: run.text,
                attributes: {
                  ...(run.bold && { bold: true }),
                  ...(run.link && { link: run.link }),
                },
              },
        ),
        { insert: "\n" },
      ]);
      quill.setContents(ops);
      quill.history.clear();
    },
  };
};

export const FIELDS: Record<string, Mount> = { quill: mount };
