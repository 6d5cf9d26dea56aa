// One field of a component library; its value property is the model. Has no FIELDS of its own.
import { type Mount, plainText } from "./contract";

type Component = HTMLElement & { value: string; updateComplete: Promise<unknown> };

export const component =
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
      text: () => element.value ?? "",
      marks: () => [],
      set: async (content) => {
        element.value = plainText(content);
        await element.updateComplete;
      },
    };
  };
