// Web Awesome's fields: form-associated components, native control in an open shadow root.
import "@awesome.me/webawesome/dist/components/input/input.js";
import "@awesome.me/webawesome/dist/components/textarea/textarea.js";
import "@awesome.me/webawesome/dist/styles/themes/default.css";
import { component } from "./components_field";
import type { Mount } from "./contract";

export const FIELDS: Record<string, Mount> = {
  "webawesome-input": component("wa-input", { "with-clear": "" }),
  "webawesome-textarea": component("wa-textarea", { resize: "auto" }),
};
