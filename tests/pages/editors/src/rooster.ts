// Rooster, which web mail is written in: its content model stands beside the DOM and follows it. Its
// history takes a picture at spaces, Enter and clicks, so a change by a command is no step of its own.
import {
  type ContentModelDocument,
  type ContentModelSegment,
  Editor,
  EditPlugin,
  ShortcutPlugin,
  type Snapshots,
} from "roosterjs";
import { type Content, clean, type Mount, partsOf } from "./contract";

function modelOf(content: Content): ContentModelDocument {
  return {
    blockGroupType: "Document",
    blocks: content.map((runs) => ({
      blockType: "Paragraph",
      format: {},
      segments: runs.map((run) => {
        const { text, bold, link } = partsOf(run);
        return {
          segmentType: "Text",
          text,
          format: bold ? { fontWeight: "bold" } : {},
          ...(link && { link: { format: { href: link, underline: true }, dataset: {} } }),
        };
      }),
    })),
  };
}

const textOf = (segment: ContentModelSegment): string =>
  segment.segmentType === "Text" ? segment.text : segment.segmentType === "Br" ? "\n" : "";

function marksOf(segments: readonly ContentModelSegment[]): string[] {
  return segments.flatMap((segment) => [
    ...(segment.format.fontWeight === "bold" ? [`bold:${textOf(segment)}`] : []),
    ...(segment.link ? [`link:${textOf(segment)}`] : []),
  ]);
}

const mount: Mount = (root) => {
  const holder = document.createElement("div");
  holder.className = "box";
  holder.setAttribute("aria-label", "Message");
  root.append(holder);
  const snapshots: Snapshots = {
    snapshots: [],
    totalSize: 0,
    currentIndex: -1,
    autoCompleteIndex: -1,
    maxSize: 1e7,
  };
  const editor = new Editor(holder, {
    plugins: [new EditPlugin(), new ShortcutPlugin()],
    snapshots,
  });
  const paragraphs = () =>
    editor
      .getContentModelCopy("disconnected")
      .blocks.flatMap((block) => (block.blockType === "Paragraph" ? [block.segments] : []));
  return {
    element: () => holder,
    text: () =>
      clean(
        paragraphs()
          .map((segments) => segments.map(textOf).join("").replace(/\n$/, ""))
          .join("\n"),
      ),
    marks: () => paragraphs().flatMap(marksOf),
    set: (content) => {
      editor.formatContentModel((model) => {
        model.blocks = modelOf(content).blocks;
        return true;
      });
      Object.assign(snapshots, { totalSize: 0, currentIndex: -1, autoCompleteIndex: -1 });
      snapshots.snapshots.length = 0;
      editor.takeSnapshot();
    },
  };
};

export const FIELDS: Record<string, Mount> = { rooster: mount };
