import EditorJS from "@editorjs/editorjs";
import { type Content, clean, type Mount, runHtml } from "./contract";
import { domMarks } from "./native";

const blocksOf = (content: Content) => ({
  blocks: content.map((runs) => ({
    type: "paragraph",
    data: {
      text: runs
        .map(runHtml)
        .join("")
        .replace(/(<\/?)strong>/g, "$1b>"),
    },
  })),
});

const mount: Mount = async (root) => {
  const holder = document.createElement("div");
  holder.className = "framed";
  root.append(holder);
  const editor = new EditorJS({ holder, data: blocksOf([[""]]), minHeight: 20 });
  await editor.isReady;
  const saved = async (): Promise<Document[]> => {
    const { blocks } = await editor.save();
    return blocks.map(({ data }) =>
      new DOMParser().parseFromString(String(data.text), "text/html"),
    );
  };
  return {
    element: () => holder.querySelector<HTMLElement>("[contenteditable]") as HTMLElement,
    text: async () => clean((await saved()).map(({ body }) => body.textContent).join("\n")),
    marks: async () => (await saved()).flatMap(domMarks),
    set: (content) => editor.render(blocksOf(content)),
  };
};

export const FIELDS: Record<string, Mount> = { editorjs: mount };
