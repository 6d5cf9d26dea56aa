// Where a field can be seen: its box, cut by every ancestor that clips and by the viewport.
// In: elements. Out: boxes in viewport coordinates. Reads layout, changes nothing.
import { type Box, boxOf } from "./field";

export function intersection(a: Box, b: Box): Box | null {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const width = Math.min(a.left + a.width, b.left + b.width) - left;
  const height = Math.min(a.top + a.height, b.top + b.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : null;
}

/** Boxes that touch on one line as one: marks and line ends cut a span into pieces. */
export function joined(boxes: readonly Box[]): Box[] {
  const result: Box[] = [];
  for (const box of boxes) {
    const last = result.at(-1);
    const touches = last && Math.abs(last.left + last.width - box.left) < 1;
    if (last && touches && Math.abs(last.top - box.top) < 1)
      result[result.length - 1] = { ...last, width: box.left + box.width - last.left };
    else result.push(box);
  }
  return result;
}

/** The ancestors that may cut the field off, through slots and shadow hosts. */
export function clippingAncestors(field: Element): Element[] {
  const found: Element[] = [];
  for (let node = above(field); node; node = above(node)) {
    if (node === document.body || node === document.documentElement) continue;
    const { overflowX, overflowY, contain } = getComputedStyle(node);
    if (overflowX !== "visible" || overflowY !== "visible" || contain.includes("paint"))
      found.push(node);
  }
  return found;
}

/** The element's padding box in viewport coordinates, cut by `clips` and the viewport. */
export function visibleBox(field: HTMLElement, clips: readonly Element[]): Box | null {
  let box: Box | null = intersection(paddingBox(field), viewport());
  for (const clip of clips) {
    if (!box) return null;
    box = intersection(box, paddingBox(clip));
  }
  return box;
}

function viewport(): Box {
  return { left: 0, top: 0, width: window.innerWidth, height: window.innerHeight };
}

function paddingBox(target: Element): Box {
  const rect = target.getBoundingClientRect();
  if (!(target instanceof HTMLElement)) return boxOf(rect);
  const scale = scaleOf(target, rect);
  return {
    left: rect.left + target.clientLeft * scale,
    top: rect.top + target.clientTop * scale,
    width: (target.clientWidth || rect.width) * scale,
    height: (target.clientHeight || rect.height) * scale,
  };
}

/** Screen pixels to one of the element's own: other than 1 under transforms and zoom. */
export function scaleOf(target: HTMLElement, rect = target.getBoundingClientRect()): number {
  const ratio = target.offsetWidth > 0 ? rect.width / target.offsetWidth : 1;
  return Math.abs(rect.width - target.offsetWidth) < 1 || !Number.isFinite(ratio) ? 1 : ratio;
}

/** Others once the element moved, scrolled up or down, or changed its size. */
export function placeOf(target: Element): readonly number[] {
  const { left, top, width, height } = target.getBoundingClientRect();
  const { scrollTop, clientWidth } = target;
  return [left, top, width, height, scrollTop, clientWidth];
}

/** Lines begin at the same place, however long they become. */
export function beginAtStart({ textAlign, direction }: CSSStyleDeclaration): boolean {
  return textAlign === "start" || textAlign === (direction === "rtl" ? "right" : "left");
}

/** What grows there only moves what follows: not in the middle, in tables, in flexible boxes. */
export function isInFlow(node: Element, root: Element): boolean {
  const style = getComputedStyle(node);
  const outer = node === root ? null : node.parentElement;
  const isPlain = /block|inline$|list-item/.test(style.display) && style.cssFloat === "none";
  return isPlain && beginAtStart(style) && (!outer || isInFlow(outer, root));
}

/** What was read in the running task; null before anything was. */
let thisTask: Map<() => unknown, unknown> | null = null;

/** Remembers what `read` gave until the running task ends: nothing moves in the middle of one. */
export function perTask<T>(read: () => T): () => T {
  return () => {
    if (!thisTask) {
      thisTask = new Map();
      queueMicrotask(() => {
        thisTask = null;
      });
    }
    if (!thisTask.has(read)) thisTask.set(read, read());
    return thisTask.get(read) as T;
  };
}

/** So long a style is believed: reading one takes as long as all else at a key. */
const STYLE_MS = 500;

/** Whether `key` is what it was at the last "no", not longer ago than `for_ms`. */
export function sameAsBefore(for_ms = STYLE_MS): (key: string | Element) => boolean {
  let known: string | Element = "";
  let until_ms = 0;
  return (key) => {
    const now_ms = performance.now();
    if (key === known && now_ms < until_ms) return true;
    known = key;
    until_ms = now_ms + for_ms;
    return false;
  };
}

/** The first index up to `last` for which `holds`, which it does from there on; `last` if none. */
export function firstIndex(last: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function above(node: Element): Element | null {
  if (node.assignedSlot) return node.assignedSlot;
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
