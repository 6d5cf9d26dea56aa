// Fields of the browser itself, and what pages do with them: a field is made by one of two functions
// and put somewhere. In: a name. Out: mount functions by name.
import { clean, html, listHtml, type Mount, plainText, type TestField } from "./contract";
import { itemsIn } from "./html_model";

type Control = HTMLInputElement | HTMLTextAreaElement;

export function control(element: Control): TestField {
  return {
    element: () => element,
    text: () => element.value,
    marks: () => [],
    set: (content) => {
      element.value = plainText(content);
    },
  };
}

export function editable(element: HTMLElement, rich = false): TestField {
  return {
    element: () => element,
    // biome-ignore lint/performance/useDomNodeTextContent: what is seen is this field's only model.
    text: () => clean(element.innerText.replace(/\n\n/g, "\n")),
    marks: () => domMarks(element),
    setList: (items) => {
      element.innerHTML = listHtml(items);
    },
    items: () => itemsIn(element),
    set: (content) => {
      if (rich) element.innerHTML = html(content);
      else element.replaceChildren(...lines(plainText(content)));
    },
  };
}

const lines = (text: string): (string | Node)[] =>
  text
    .split("\n")
    .flatMap((line, index) => (index === 0 ? [line] : [document.createElement("br"), line]));

/** Marks as they stand in the DOM, which is the only model a plain contenteditable has. */
export function domMarks(root: ParentNode): string[] {
  return [...root.querySelectorAll<HTMLElement>("b, strong, a")].map(
    (node) => `${node.nodeName === "A" ? "link" : "bold"}:${clean(node.textContent ?? "")}`,
  );
}

export function make(
  kind: "textarea" | "input" | "editable",
  options: Record<string, string> = {},
): HTMLElement {
  const element = document.createElement(kind === "editable" ? "div" : kind);
  element.className = "box";
  if (kind === "editable") {
    element.setAttribute("contenteditable", "true");
    element.setAttribute("role", "textbox");
  }
  element.setAttribute("aria-label", "Message");
  for (const [name, value] of Object.entries(options)) element.setAttribute(name, value);
  return element;
}

const asField = (element: HTMLElement, rich = false): TestField =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    ? control(element)
    : editable(element, rich);

const simple =
  (
    kind: "textarea" | "input" | "editable",
    options: Record<string, string> = {},
    rich = false,
  ): Mount =>
  (root) => {
    const element = make(kind, options);
    root.append(element);
    return asField(element, rich);
  };

/** In a container with a style of its own. */
const within =
  (style: string, kind: "textarea" | "editable" = "textarea"): Mount =>
  (root) => {
    const container = document.createElement("div");
    for (const rule of style.split(";").filter(Boolean)) {
      const [name, value] = rule.split(":") as [string, string];
      container.style.setProperty(name.trim(), value.trim());
    }
    const element = make(kind);
    container.append(element);
    root.append(container);
    return asField(element);
  };

/** In shadow roots, each within the one before. */
const shadowed =
  (modes: readonly ShadowRootMode[], kind: "textarea" | "editable"): Mount =>
  (root) => {
    let inner: Element | ShadowRoot = root;
    for (const mode of modes) {
      const host = document.createElement("div");
      inner.append(host);
      inner = host.attachShadow({ mode });
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ".box { width: 560px; min-height: 80px; padding: 6px; border: 1px solid #888; font: 16px/1.4 Georgia, serif; box-sizing: border-box; }",
    );
    (inner as ShadowRoot).adoptedStyleSheets = [sheet];
    const element = make(kind);
    inner.append(element);
    return asField(element);
  };

const late: Mount = (root) => {
  const element = make("textarea") as HTMLTextAreaElement;
  return { ...control(element), act: () => root.append(element) };
};

const moved: Mount = (root) => {
  const [first, second] = [document.createElement("section"), document.createElement("section")];
  second.style.setProperty("padding", "30px 0 0 60px");
  root.append(first, second);
  const element = make("textarea");
  first.append(element);
  return {
    ...control(element as HTMLTextAreaElement),
    act: () => (element.parentElement === first ? second : first).append(element),
  };
};

const removed: Mount = (root) => {
  const element = make("editable");
  root.append(element);
  return {
    ...editable(element),
    act: () => (element.isConnected ? element.remove() : root.append(element)),
  };
};

/** Grows to four lines, then scrolls; Enter sends. */
const chat: Mount = (root) => {
  const sent: string[] = [];
  const element = make("editable", { class: "box chat" });
  root.append(element);
  const field = editable(element);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sent.push(field.text() as string);
    element.textContent = "";
  });
  return { ...field, sent: () => sent };
};

const blankFrame: Mount = async (root) => {
  const frame = document.createElement("iframe");
  frame.name = "inner";
  frame.width = "640";
  frame.height = "200";
  root.append(frame);
  const inner = frame.contentWindow as Window;
  const element = make("textarea", { rows: "5", cols: "60" });
  inner.document.body.append(element);
  const field = control(element as HTMLTextAreaElement);
  inner.field = field;
  inner.problems = window.problems;
  inner.keys = [];
  inner.addEventListener("keydown", (event) =>
    inner.keys.push({ key: event.key, prevented: event.defaultPrevented }),
  );
  inner.ready = Promise.resolve();
  return field;
};

/** A frame with another page of this folder; `otherSite` from a site of its own. */
const framed =
  (page: string, otherSite = false): Mount =>
  (root) => {
    const frame = document.createElement("iframe");
    frame.name = "inner";
    frame.width = "680";
    frame.height = "260";
    const origin = otherSite ? location.origin.replace("127.0.0.1", "localhost") : location.origin;
    frame.src = `${origin}/fields/${page}.html`;
    root.append(frame);
    return { element: () => frame, text: () => "", marks: () => [], set: () => {} };
  };

/** Several inputs that must never be touched; the first is the one typed into. */
const secrets =
  (...inputs: Record<string, string>[]): Mount =>
  (root) => {
    const elements = inputs.map((options) => make("input", options));
    for (const [index, element] of elements.entries()) {
      const label = document.createElement("label");
      const name = inputs[index]?.["data-label"] ?? "";
      element.removeAttribute("aria-label");
      label.append(name, element);
      root.append(label);
    }
    return control(elements[0] as HTMLInputElement);
  };

const shownPassword: Mount = (root) => {
  const element = make("input", { type: "password", name: "pass" });
  root.append(element);
  return {
    ...control(element as HTMLInputElement),
    act: () => element.setAttribute("type", "text"),
  };
};

const RTL = { dir: "rtl" };

export const FIELDS: Record<string, Mount> = {
  textarea: simple("textarea"),
  "input-text": simple("input", { type: "text" }),
  "input-search": simple("input", { type: "search" }),
  "input-plain": simple("input"),
  "editable-plain": simple("editable"),
  "editable-plaintext": simple("editable", { contenteditable: "plaintext-only" }),
  "editable-rich": simple("editable", {}, true),
  "rtl-textarea": simple("textarea", RTL),
  "rtl-editable": simple("editable", RTL),
  late,
  moved,
  removed,
  chat,
  "shadow-closed": shadowed(["closed"], "textarea"),
  "shadow-nested": shadowed(["open", "closed", "open"], "editable"),
  "frame-same-origin": framed("textarea"),
  "frame-cross-origin": framed("editable-plain", true),
  "frame-blank": blankFrame,
  fixed: within("position:fixed;top:120px;left:40px"),
  transformed: within(
    "transform:scale(1.25) translate(20px, 10px);transform-origin:0 0",
    "editable",
  ),
  zoomed: within("zoom:1.5"),
  scrolled: within("height:70px;width:600px;overflow:auto;border:1px solid silver", "editable"),
  strict: simple("editable"),
  login: secrets({ type: "password", name: "password", "data-label": "Password" }),
  "login-name": secrets({ type: "text", name: "username", "data-label": "User name" }),
  "password-shown": shownPassword,
  payment: secrets({ autocomplete: "cc-number", "data-label": "Card number" }),
  otp: secrets(
    ...["1", "2", "3", "4"].map((n) => ({ maxlength: "1", "data-label": `Digit ${n}` })),
  ),
};

export type { Content, runHtml };
