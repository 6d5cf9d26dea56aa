// How the elements of an editing host are laid out, for text_model.ts: computed style, remembered,
// for the text is read at every key. In: elements. Out: display, white space, locks.
import type { Display, Looks } from "./text_model";

const ATOMS = new Set(
  "IMG SVG VIDEO CANVAS BUTTON INPUT SELECT TEXTAREA IFRAME OBJECT HR".split(" "),
);
const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);

/** How elements are laid out; remembered, for the text is read at every key. */
export class ComputedLooks implements Looks<Node> {
  private readonly displays = new WeakMap<Node, Display>();
  private readonly spaces = new WeakMap<Node, boolean>();

  display(node: Node): Display {
    let known = this.displays.get(node);
    if (!known) {
      known = displayOf(node as Element);
      this.displays.set(node, known);
    }
    return known;
  }

  collapses(node: Node): boolean {
    let known = this.spaces.get(node);
    if (known === undefined) {
      const { whiteSpace } = getComputedStyle(node as Element);
      known = !whiteSpace.startsWith("pre") && !whiteSpace.startsWith("break-spaces");
      this.spaces.set(node, known);
    }
    return known;
  }

  locked(node: Node): boolean {
    return (node as Element).getAttribute("contenteditable") === "false";
  }
}

function displayOf(element: Element): Display {
  const name = element.nodeName.toUpperCase();
  if (UNSEEN.has(name)) return "none";
  if (ATOMS.has(name)) return "atom";
  const { display } = getComputedStyle(element);
  if (display === "none") return "none";
  return display.startsWith("inline") || display === "contents" || display.startsWith("ruby")
    ? "inline"
    : "block";
}
