// Finds the field that is being used, from focus alone: no scan of the page, no observer.
// In: focus events, also from inside shadow roots. Out: the editable element, and its traits for
// policy.ts. Reads attributes and style of that one element only; never its text.
import type { FieldTraits } from "./policy";

const CODE_EDITORS = ".CodeMirror, .cm-editor, .monaco-editor, .ace_editor, .xterm";
const MIN_WIDTH_PX = 20;
const MIN_HEIGHT_PX = 8;

/** Elements seen with type=password: a password that is shown is still one. */
const passwords = new WeakSet<Element>();

type Listener = (field: HTMLElement | null) => void;

/**
 * Calls `listener` with the field that got the focus, or null when the focus is elsewhere; focus
 * on what `isOurs` (the card) is no change.
 */
export function watchFocus(
  listener: Listener,
  isOurs: (target: EventTarget | null) => boolean,
): () => void {
  const stop = new AbortController();
  const listened = new WeakSet<ShadowRoot>();
  const options = { capture: true, passive: true, signal: stop.signal };
  const follow = (start: EventTarget | undefined) => {
    const element = deepFocus(start, (root) => {
      if (listened.has(root)) return;
      // Focus that moves within one root is not seen outside of it.
      listened.add(root);
      root.addEventListener("focusin", onFocus, options);
    });
    listener(element && editableOf(element));
  };
  const onFocus = (event: Event) => {
    if (!isOurs(event.target)) follow(event.composedPath()[0]);
  };
  window.addEventListener("focusin", onFocus, options);
  if (document.activeElement && document.activeElement !== document.body)
    follow(document.activeElement);
  return () => stop.abort();
}

/** The innermost focused element; reports each shadow root on the way, closed ones as well. */
function deepFocus(
  start: EventTarget | undefined,
  onRoot: (root: ShadowRoot) => void,
): HTMLElement | null {
  if (!(start instanceof HTMLElement)) return null;
  for (let node: Node | null = start; node; ) {
    const root: Node = node.getRootNode();
    if (root instanceof ShadowRoot) onRoot(root);
    node = root instanceof ShadowRoot ? root.host : null;
  }
  let element = start;
  for (;;) {
    const root = shadowRootOf(element);
    if (!root) return element;
    onRoot(root);
    if (!(root.activeElement instanceof HTMLElement)) return element;
    element = root.activeElement;
  }
}

/** Whether the keyboard is in this document, and not in a frame or a document shown within it. */
export function hasOwnFocus(): boolean {
  const inner = deepFocus(document.activeElement ?? undefined, () => {});
  return document.hasFocus() && !/^(I?FRAME|EMBED|OBJECT)$/.test(inner?.tagName ?? "");
}

/** chrome.dom opens closed roots for content scripts; Firefox has it on the element as well. */
function shadowRootOf(element: HTMLElement): ShadowRoot | null {
  try {
    return chrome.dom.openOrClosedShadowRoot(element);
  } catch {
    return element.shadowRoot; // not an element that can have one, or an orphaned script
  }
}

/** The element that holds the text: the control itself, or the whole editing host. */
function editableOf(element: HTMLElement): HTMLElement | null {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return element;
  if (!element.isContentEditable) return null;
  let host = element;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

export function isTextControl(
  element: HTMLElement,
): element is HTMLInputElement | HTMLTextAreaElement {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

/** What the page calls the field: aria-label, placeholder, the text of its labels; some are "". */
export function labelsOf(element: HTMLElement): string[] {
  const control = isTextControl(element) ? element : null;
  return [
    element.getAttribute("aria-label") ?? "",
    element.getAttribute("placeholder") ?? "",
    ...[...(control?.labels ?? [])].slice(0, 2).map((label) => label.textContent ?? ""),
  ];
}

export function traitsOf(element: HTMLElement): FieldTraits {
  const control = isTextControl(element) ? element : null;
  const type = element instanceof HTMLInputElement ? element.type : "text";
  if (type === "password") passwords.add(element);
  const size = element.getBoundingClientRect();
  const { opacity, writingMode } = getComputedStyle(element);
  return {
    kind: control instanceof HTMLInputElement ? "input" : control ? "textarea" : "editable",
    type,
    wasPassword: passwords.has(element),
    autocomplete: element.getAttribute("autocomplete") ?? "",
    inputMode: element.inputMode,
    names: [element.id, element.getAttribute("name") ?? "", ...labelsOf(element)],
    maxLength: control?.maxLength ?? -1,
    readOnly:
      (control ? control.readOnly || control.matches(":disabled") : !element.isContentEditable) ||
      element.getAttribute("aria-readonly") === "true",
    // LanguageTool switches the browser's checker off in its fields; that is no wish of the page.
    spellcheck: element.spellcheck || element.hasAttribute("data-lt-tmp-id"),
    inCodeEditor: isInCodeEditor(element),
    visible:
      size.width >= MIN_WIDTH_PX &&
      size.height >= MIN_HEIGHT_PX &&
      Number(opacity) > 0.05 &&
      writingMode[0] === "h", // lines from top to bottom are not drawn on
  };
}

function isInCodeEditor(element: Element): boolean {
  for (let inner: Element | null = element; inner; ) {
    if (inner.closest(CODE_EDITORS)) return true;
    const root: Node = inner.getRootNode();
    inner = root instanceof ShadowRoot ? root.host : null;
  }
  return false;
}
