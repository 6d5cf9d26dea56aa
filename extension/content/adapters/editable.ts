// contenteditable: reads its text as people see it, writes it through the browser's own editing.
// In: one editing host. Out: the Field interface. Puts no node of its own into the field. Editors
// that keep a model get a beforeinput event first, which they may take over (FACTS.md, the ladder).
import { applyReplacements, caretAfter, hullOf, type Replacement } from "./change";
import {
  type Box,
  boxOf,
  type CaretPlace,
  type Field,
  type FieldText,
  type Outcome,
} from "./field";
import { clippingAncestors, scaleOf, visibleBox } from "./geometry";
import {
  type Display,
  type Looks,
  offsetIn,
  type Point,
  piecesIn,
  pointAt,
  readModel,
  type TextModel,
} from "./text_model";
import { hasFocus, typeOver, undoOnce } from "./typing";

const ATOMS = new Set([
  "IMG",
  "SVG",
  "VIDEO",
  "CANVAS",
  "BUTTON",
  "INPUT",
  "SELECT",
  "TEXTAREA",
  "IFRAME",
  "OBJECT",
  "HR",
]);
const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"]);

type Model = TextModel<Node>;

export class Editable implements Field {
  readonly multiline = true;
  private readonly clips: Element[];
  private readonly looks = new ComputedLooks();

  /** Counts what changed inside, by whomever; the model is read anew after each. */
  private mutations = 0;
  private cached: Model | null = null;
  private readonly observer = new MutationObserver(() => this.forget());

  constructor(readonly element: HTMLElement) {
    this.clips = clippingAncestors(element);
    const what = { childList: true, characterData: true, subtree: true };
    this.observer.observe(element, what);
  }

  read(): FieldText {
    const selection = this.selection();
    const points = selection
      ? [
          { node: selection.anchorNode as Node, offset: selection.anchorOffset },
          { node: selection.focusNode as Node, offset: selection.focusOffset },
        ]
      : [];
    const model = this.model();
    const { text } = model;
    const quick = points.map((point) => offsetIn(model, point));
    const places = quick.includes(null)
      ? readModel<Node>(this.element, this.looks, points).offsets
      : quick;
    const [anchor, focus] = [places[0] ?? text.length, places[1] ?? text.length];
    return { text, start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  boxes(start: number, end: number): Box[] {
    const range = document.createRange();
    return piecesIn(this.model(), start, end).flatMap(({ piece, from, to }) => {
      if (!(piece.node instanceof Text)) return [];
      range.setStart(piece.node, from);
      range.setEnd(piece.node, to);
      return [...range.getClientRects()].filter((rect) => rect.width > 0).map(boxOf);
    });
  }

  caretPlace(offset: number): CaretPlace | null {
    const model = this.model();
    const point = pointAt(model, offset, "before");
    const caret = point ? caretBox(point) : null;
    if (!point || !caret) return null;
    const styled = point.node instanceof Element ? point.node : point.node.parentElement;
    if (!styled) return null;
    const block = this.blockOf(styled);
    const style = getComputedStyle(block);
    const scale = scaleOf(block);
    const rect = block.getBoundingClientRect();
    const left = (block.clientLeft + Number.parseFloat(style.paddingLeft)) * scale;
    const right = Number.parseFloat(style.paddingRight) * scale;
    const lines = {
      left: rect.left + left,
      top: rect.top,
      width: rect.width - left - right - block.clientLeft * scale,
      height: rect.height,
    };
    const wraps = !["pre", "nowrap"].includes(getComputedStyle(styled).whiteSpace);
    return { caret, styled: styled.nodeName === "BR" ? block : styled, lines, wraps, scale };
  }

  visibleBox(): Box | null {
    return visibleBox(this.element, this.clips);
  }

  signature(): string {
    const { left, top, width, height } = this.element.getBoundingClientRect();
    if (this.observer.takeRecords().length > 0) this.forget();
    return `${left},${top},${width},${height},${this.element.scrollLeft},${this.element.scrollTop},${this.mutations}`;
  }

  /** One undo step where one insertion does not lose marks or blocks; else last to first. */
  async replace(expected: string, edits: readonly Replacement[]): Promise<Outcome> {
    const model = this.model();
    if (model.text !== expected || !this.element.isConnected) return "failed";
    const caret = caretAfter(this.read().start, edits);
    const hull = hullOf(expected, edits);
    if (!hull) return "failed";
    const steps = this.isPlain(model, hull) ? [hull] : [...edits].reverse();
    let wanted = expected;
    for (const step of steps) {
      wanted = applyReplacements(wanted, [step]);
      if ((await this.write(step, wanted)) === "failed") return "failed";
    }
    this.setCaret(caret);
    return "done";
  }

  insertAtCaret(expected: string, text: string): Outcome {
    const before = this.read();
    const selection = this.selection();
    if (before.text !== expected || !selection?.isCollapsed) return "failed";
    const { anchorNode, anchorOffset } = selection;
    if (!anchorNode) return "failed";
    // Moving the caret away and back keeps what was typed and what is inserted two undo steps.
    selection.selectAllChildren(this.element);
    selection.collapse(anchorNode, anchorOffset);
    typeOver(text);
    const wanted = applyReplacements(expected, [
      { start: before.start, end: before.start, replacement: text },
    ]);
    if (sameText(this.model().text, wanted)) return "done";
    undoOnce();
    return "failed";
  }

  private async write(step: Replacement, wanted: string): Promise<Outcome> {
    const before = this.model().text;
    const { element } = this;
    if (!hasFocus(element)) element.focus({ preventScroll: true });
    if (!this.select(step.start, step.end)) return "failed";
    await selectionSettled();
    if (this.model().text !== before) return "failed"; // the page was quicker
    if (!this.offerToEditor(step)) typeOver(step.replacement);
    if (sameText(this.model().text, wanted)) return "done";
    await nextFrame(); // editors with a model may draw later
    if (sameText(this.model().text, wanted)) return "done";
    if (this.model().text !== before) undoOnce();
    return "failed";
  }

  /** Editors with a model take this event and make the edit themselves; true when one did. */
  private offerToEditor({ replacement }: Replacement): boolean {
    const range = this.selection()?.getRangeAt(0);
    if (!range) return false;
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", replacement);
    const event = new InputEvent("beforeinput", {
      inputType: "insertReplacementText",
      data: replacement,
      dataTransfer,
      targetRanges: [new StaticRange(range)],
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    return !this.element.dispatchEvent(event);
  }

  reveal(start: number, end: number): void {
    const [first] = piecesIn(this.model(), start, end);
    first?.piece.node.parentElement?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  isLocked(start: number, end: number): boolean {
    return piecesIn(this.model(), start, Math.max(end, start + 1)).some(
      ({ piece }) => piece.locked,
    );
  }

  dispose(): void {
    this.observer.disconnect();
  }

  private model(): Model {
    if (this.observer.takeRecords().length > 0) this.forget();
    this.cached ??= readModel<Node>(this.element, this.looks);
    return this.cached;
  }

  private forget(): void {
    this.mutations++;
    this.cached = null;
  }

  private blockOf(styled: Element): HTMLElement {
    let block = styled;
    while (block !== this.element && block.parentElement && this.looks.display(block) !== "block")
      block = block.parentElement;
    return block instanceof HTMLElement ? block : this.element;
  }

  /** All of the span lies in text nodes of one parent, so nothing can lose its formatting. */
  private isPlain(model: Model, { start, end }: Replacement): boolean {
    const parents = new Set<Node | null>();
    for (const { piece } of piecesIn(model, start, end)) {
      if (piece.locked || !(piece.node instanceof Text)) return false;
      parents.add(piece.node.parentNode);
    }
    return parents.size === 1 && !model.text.slice(start, end).includes("\n");
  }

  private selection(): Selection | null {
    const root = this.element.getRootNode();
    // Chromium keeps a selection a shadow root; elsewhere the document's sees inside.
    const own = root as { getSelection?: () => Selection | null };
    const selection = own.getSelection?.() ?? document.getSelection();
    if (!selection?.anchorNode || !selection.focusNode) return null;
    return this.element.contains(selection.anchorNode) ? selection : null;
  }

  private select(start: number, end: number): boolean {
    const model = this.model();
    const from = pointAt(model, start, start === end ? "before" : "after");
    const to = pointAt(model, end, "before");
    if (!from || !to) return false;
    const [low, high] = [domPoint(from), domPoint(to)];
    const selection = this.selection() ?? document.getSelection();
    selection?.setBaseAndExtent(low.node, low.offset, high.node, high.offset);
    return selection !== null;
  }

  private setCaret(offset: number): void {
    const point = pointAt(this.model(), offset, "before");
    if (!point) return;
    const { node, offset: at } = domPoint(point);
    (this.selection() ?? document.getSelection())?.collapse(node, at);
  }
}

/** How elements are laid out; remembered, for the text is read at every key. */
class ComputedLooks implements Looks<Node> {
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

/** A piece that is an element has the position before or after it in its parent. */
function domPoint(point: Point<Node>): Point<Node> {
  const { node, offset } = point;
  const parent = node.parentNode;
  if (node instanceof Text || !parent) return point;
  return { node: parent, offset: [...parent.childNodes].indexOf(node as ChildNode) + offset };
}

function caretBox(point: Point<Node>): Box | null {
  const { node, offset } = point;
  const range = document.createRange();
  if (node instanceof Text && offset > 0) {
    // The end of the letter before: a collapsed range may have no box, or one on the wrong line.
    range.setStart(node, offset - 1);
    range.setEnd(node, offset);
    const rect = [...range.getClientRects()].at(-1);
    const rtl = node.parentElement && getComputedStyle(node.parentElement).direction === "rtl";
    if (rect) return { ...boxOf(rect), left: rtl ? rect.left : rect.right, width: 0 };
  }
  if (node instanceof Text) range.setStart(node, offset);
  else range.selectNode(node);
  const rect = range.getClientRects()[0];
  return rect ? { ...boxOf(rect), width: 0 } : null;
}

/** A space typed at the end of a line is a no-break space to the browser; we read both as one. */
function sameText(a: string, b: string): boolean {
  return a === b || a.trimEnd() === b.trimEnd();
}

/** Editors follow the selection by its event, which comes as a task of its own. */
function selectionSettled(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      document.removeEventListener("selectionchange", done);
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, 30); // no event comes when the selection was there already
    document.addEventListener("selectionchange", done);
  });
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 50); // frames do not come in a hidden tab
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
