import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { $createLinkNode, $isLinkNode, LinkNode } from "@lexical/link";
import {
  $createListItemNode,
  $createListNode,
  $isListItemNode,
  ListItemNode,
  ListNode,
} from "@lexical/list";
import { registerRichText } from "@lexical/rich-text";
import {
  $createParagraphNode,
  $createTextNode,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  CLEAR_HISTORY_COMMAND,
  createEditor,
  type LexicalNode,
} from "lexical";
import { clean, type Mount, partsOf } from "./contract";

function marksOf(node: LexicalNode): string[] {
  if ($isTextNode(node)) return node.hasFormat("bold") ? [`bold:${node.getTextContent()}`] : [];
  if (!$isElementNode(node)) return [];
  const inner = node.getChildren().flatMap(marksOf);
  return $isLinkNode(node) ? [`link:${node.getTextContent()}`, ...inner] : inner;
}

function itemsOf(node: LexicalNode): string[] {
  if ($isListItemNode(node)) return [clean(node.getTextContent())];
  return $isElementNode(node) ? node.getChildren().flatMap(itemsOf) : [];
}

const mount: Mount = (root) => {
  const element = document.createElement("div");
  element.contentEditable = "true";
  element.className = "box";
  element.setAttribute("role", "textbox");
  element.setAttribute("aria-label", "Message");
  root.append(element);
  const editor = createEditor({
    nodes: [LinkNode, ListNode, ListItemNode],
    onError: (error) => {
      throw error;
    },
  });
  editor.setRootElement(element);
  registerRichText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  const read = <T>(what: () => T): T => editor.getEditorState().read(what);
  return {
    element: () => element,
    text: () =>
      clean(
        read(() =>
          $getRoot()
            .getChildren()
            .map((child) => child.getTextContent())
            .join("\n"),
        ),
      ),
    marks: () => read(() => marksOf($getRoot())),
    settled: async () => {
      const heard = () => {
        const own = read($getSelection);
        const seen = getSelection();
        if (!$isRangeSelection(own) || !seen) return false;
        const text = read(() => own.getTextContent());
        return text === seen.toString() && own.focus.offset === seen.focusOffset;
      };
      for (let frame = 0; frame < 60 && !heard(); frame++) await new Promise(requestAnimationFrame);
    },
    setList: (items) => {
      editor.update(
        () => {
          const list = $createListNode("bullet");
          for (const item of items)
            list.append($createListItemNode().append($createTextNode(item)));
          $getRoot().clear().append(list);
        },
        { discrete: true },
      );
      editor.dispatchCommand(CLEAR_HISTORY_COMMAND, undefined);
    },
    items: () => read(() => itemsOf($getRoot())),
    set: (content) => {
      editor.update(
        () => {
          const top = $getRoot().clear();
          for (const runs of content) {
            const paragraph = $createParagraphNode();
            for (const run of runs) {
              const { text, bold, link } = partsOf(run);
              const node = $createTextNode(text);
              if (bold) node.toggleFormat("bold");
              paragraph.append(link ? $createLinkNode(link).append(node) : node);
            }
            top.append(paragraph);
          }
        },
        { discrete: true },
      );
      editor.dispatchCommand(CLEAR_HISTORY_COMMAND, undefined);
    },
  };
};

export const FIELDS: Record<string, Mount> = { lexical: mount };
