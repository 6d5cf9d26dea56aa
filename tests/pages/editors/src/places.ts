// Where pages put the browser's own fields: in the top layer, behind a coloured copy of the text, in
// lines that do not wrap, or run from top to bottom. In: a name. Out: mount functions by name.
import type { Mount, TestField } from "./contract";
import { control, editable, make } from "./native";

/** Centred, they would stand between two pixels. */
const WHOLE_PIXELS = "inset: 100px auto auto 100px; margin: 0";

type Kind = "textarea" | "input" | "editable";

function field(
  kind: Kind,
  options: Record<string, string> = {},
  style = "",
): [HTMLElement, TestField] {
  const element = make(kind, options);
  element.style.cssText = style;
  return [
    element,
    kind === "editable" ? editable(element) : control(element as HTMLTextAreaElement),
  ];
}

const styled =
  (kind: Kind, style: string, options: Record<string, string> = {}): Mount =>
  (root) => {
    const [element, made] = field(kind, options, style);
    root.append(element);
    return made;
  };

/** A modal dialog makes all outside of it inert. */
const dialog: Mount = (root) => {
  const outer = document.createElement("dialog");
  outer.style.cssText = WHOLE_PIXELS;
  const [element, made] = field("editable");
  outer.append(element);
  root.append(outer);
  outer.showModal();
  return made;
};

/** In the top layer, with nothing else inert. */
const popover: Mount = (root) => {
  const outer = document.createElement("div");
  outer.setAttribute("popover", "auto");
  outer.style.cssText = WHOLE_PIXELS;
  const [element, made] = field("textarea");
  outer.append(element);
  root.append(outer);
  return { ...made, act: () => outer.matches(":popover-open") || outer.showPopover() };
};

const fullscreen: Mount = (root) => {
  const outer = document.createElement("div");
  outer.style.cssText = "background: white; padding: 40px";
  const [element, made] = field("textarea");
  outer.append(element);
  root.append(outer);
  return { ...made, act: () => void (document.fullscreenElement ?? outer.requestFullscreen()) };
};

/** A frame within a shadow root. */
const shadowFrame: Mount = (root) => {
  const host = document.createElement("div");
  root.append(host);
  const frame = document.createElement("iframe");
  frame.name = "inner";
  frame.width = "680";
  frame.height = "260";
  frame.src = "editable-plain.html";
  host.attachShadow({ mode: "open" }).append(frame);
  return { element: () => frame, text: () => "", marks: () => [], set: () => {} };
};

const WORD = /\b(\p{L}{4,})\b/gu;

/** Its text is unseen; a copy of it with coloured words lies behind, letter on letter. */
const highlighted: Mount = (root) => {
  const outer = document.createElement("div");
  outer.style.cssText = "position: relative; width: 560px";
  const [element, made] = field(
    "textarea",
    {},
    "position: relative; color: transparent; caret-color: black; background: transparent; display: block",
  );
  const behind = document.createElement("div");
  behind.className = "box";
  behind.setAttribute("aria-hidden", "true");
  behind.style.cssText =
    "position: absolute; inset: 0; white-space: pre-wrap; overflow-wrap: break-word; border-color: transparent";
  const colour = () => {
    behind.textContent = (element as HTMLTextAreaElement).value;
    behind.innerHTML = behind.innerHTML.replace(WORD, '<span style="color: #036">$1</span>');
  };
  element.addEventListener("input", colour);
  outer.append(behind, element);
  root.append(outer);
  return {
    ...made,
    set: (content) => {
      made.set(content);
      colour();
    },
  };
};

/** A form that browsers fill in; the street is the field. */
const address: Mount = (root) => {
  const form = document.createElement("form");
  const [street, made] = field("textarea", { autocomplete: "street-address", name: "street" });
  const others = ["name", "address-level2", "postal-code"].map((autocomplete) =>
    make("input", { autocomplete, name: autocomplete, "aria-label": autocomplete }),
  );
  form.append(...others.slice(0, 1), street, ...others.slice(1));
  root.append(form);
  return made;
};

export const FIELDS: Record<string, Mount> = {
  address,
  dialog,
  popover,
  fullscreen,
  "frame-in-shadow": shadowFrame,
  highlighted,
  "field-sizing": styled("textarea", "field-sizing: content; min-height: 0"),
  "white-space-pre": styled("editable", "white-space: pre; overflow: auto"),
  vertical: styled("editable", "writing-mode: vertical-rl; height: 300px; width: 400px"),
  maxlength: styled("textarea", "", { maxlength: "40" }),
};
