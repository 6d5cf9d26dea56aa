// The two acts every adapter writes with, as the browser's own editing does them, so that the
// field's undo history keeps them. In: the focused, selected field. Out: whether it was done.

/** Replaces the selection by `text`, as if typed. Firefox does nothing when asked to insert "". */
export function typeOver(text: string): boolean {
  return text === ""
    ? document.execCommand("delete")
    : document.execCommand("insertText", false, text);
}

export function undoOnce(): void {
  document.execCommand("undo");
}

/** The element that has the focus, inside whatever shadow roots it lies. */
export function hasFocus(element: HTMLElement): boolean {
  const root = element.getRootNode() as Document | ShadowRoot;
  const { activeElement } = root;
  return activeElement === element || (activeElement !== null && element.contains(activeElement));
}
