// For editors whose own model is the HTML they give: its text and marks. Has no FIELDS of its own.
import { clean, type TestField } from "./contract";
import { domMarks } from "./native";

const BLOCKS = "p, div, li, blockquote";

/** `delayed`: the editor writes its history a moment after a change; its text is asked for after that. */
export function htmlField(
  get: () => string,
  delayed = false,
): Pick<TestField, "text" | "marks" | "items"> {
  const settled = async <T>(read: () => T): Promise<T> => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    return read();
  };
  const text = () => clean(linesOf(parsed().body).join("\n"));
  const items = () => itemsIn(parsed());
  const parsed = () => new DOMParser().parseFromString(get(), "text/html");
  return {
    text: () => (delayed ? settled(text) : text()),
    marks: () => domMarks(parsed()),
    items: () => (delayed ? settled(items) : items()),
  };
}

/** The items of lists; each must lie in one. */
export const itemsIn = (root: ParentNode): string[] =>
  [...root.querySelectorAll("ul > li, ol > li")].map((item) => clean(textOf(item)));

/** The innermost blocks are lines, and so is text that lies in none. */
function linesOf(parent: Element): string[] {
  const lines: string[] = [];
  let loose = false;
  for (const node of parent.childNodes) {
    if (node instanceof Element && (node.matches(BLOCKS) || node.querySelector(BLOCKS))) {
      lines.push(...(node.querySelector(BLOCKS) ? linesOf(node) : [textOf(node)]));
      loose = false;
    } else {
      const text = textOf(node);
      if (loose) lines.push(`${lines.pop()}${text}`);
      else if (text.trim() !== "") lines.push(text);
      loose = loose || text.trim() !== "";
    }
  }
  return lines;
}

function textOf(node: Node): string {
  if (node.nodeName === "BR") return "\n";
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  return [...node.childNodes].map(textOf).join("").replace(/\n$/, "");
}
