// Fields of component libraries: a native control in an open shadow root.
import "@material/web/textfield/filled-text-field.js";
import "@material/web/textfield/outlined-text-field.js";
import "@shoelace-style/shoelace/dist/components/input/input.js";
import "@shoelace-style/shoelace/dist/components/textarea/textarea.js";
import "@shoelace-style/shoelace/dist/themes/light.css";
import { type Mount, plainText } from "./contract";

type Component = HTMLElement & { value: string; updateComplete: Promise<unknown> };

const component =
  (tag: string, options: Record<string, string> = {}): Mount =>
  async (root) => {
    const element = document.createElement(tag) as Component;
    for (const [name, value] of Object.entries({ label: "Message", ...options }))
      element.setAttribute(name, value);
    element.style.setProperty("width", "560px");
    root.append(element);
    await element.updateComplete;
    return {
      element: () => element,
      text: () => element.value,
      marks: () => [],
      set: (content) => {
        element.value = plainText(content);
      },
    };
  };

export const FIELDS: Record<string, Mount> = {
  "material-outlined": component("md-outlined-text-field"),
  "material-textarea": component("md-filled-text-field", { type: "textarea", rows: "3" }),
  "shoelace-input": component("sl-input"),
  "shoelace-textarea": component("sl-textarea"),
};
