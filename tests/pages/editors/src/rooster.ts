// Rooster, which web mail is written in: its content model stands beside the DOM and follows it. Its
// history takes a picture at spaces, Enter and clicks, so a change by a command is no step of its own.
import {
  type ContentModelBlock,
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

const listOf = (items: readonly string[]): ContentModelBlock[] =>
  items.map((text) => ({
    blockType: "BlockGroup",
    blockGroupType: "ListItem",
    levels: [{ listType: "UL", format: {}, dataset: {} }],
    formatHolder: { segmentType: "SelectionMarker", isSelected: false, format: {} },
    format: {},
    blocks: modelOf([[text]]).blocks,
  }));

const segmentsOf = (blocks: readonly ContentModelBlock[]) =>
  blocks.flatMap((block) => (block.blockType === "Paragraph" ? block.segments : []));

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
  const blocks = () => editor.getContentModelCopy("disconnected").blocks;
  const paragraphs = () => blocks().map((block) => segmentsOf([block]));
  const show = (content: ContentModelBlock[]) => {
    editor.formatContentModel((model) => {
      model.blocks = content;
      return true;
    });
    Object.assign(snapshots, { totalSize: 0, currentIndex: -1, autoCompleteIndex: -1 });
    snapshots.snapshots.length = 0;
    editor.takeSnapshot();
  };
  return {
    element: () => holder,
    text: () =>
      clean(
        paragraphs()
          .map((segments) => segments.map(textOf).join("").replace(/\n$/, ""))
          .join("\n"),
      ),
    marks: () => paragraphs().flatMap(marksOf),
    setList: (items) => show(listOf(items)),
    items: () =>
      blocks().flatMap((block) =>
        block.blockType === "BlockGroup" && block.blockGroupType === "ListItem"
          ? [clean(segmentsOf(block.blocks).map(textOf).join("").replace(/\n$/, ""))]
          : [],
      ),
    set: (content) => show(modelOf(content).blocks),
  };
};

export const FIELDS: Record<string, Mount> = { rooster: mount };
