// Fields of component libraries: a native control in an open shadow root.
import "@material/web/textfield/filled-text-field.js";
import "@material/web/textfield/outlined-text-field.js";
import "@shoelace-style/shoelace/dist/components/input/input.js";
import "@shoelace-style/shoelace/dist/components/textarea/textarea.js";
import "@shoelace-style/shoelace/dist/themes/light.css";
import { component } from "./components_field";
import type { Mount } from "./contract";

export const FIELDS: Record<string, Mount> = {
  "material-outlined": component("md-outlined-text-field"),
  "material-filled": component("md-filled-text-field", { "supporting-text": "Be kind" }),
  "material-textarea": component("md-filled-text-field", { type: "textarea", rows: "3" }),
  "material-outlined-textarea": component("md-outlined-text-field", {
    type: "textarea",
    rows: "3",
  }),
  "shoelace-input": component("sl-input"),
  "shoelace-pill": component("sl-input", { pill: "", filled: "", clearable: "", size: "large" }),
  "shoelace-textarea": component("sl-textarea"),
  "shoelace-autogrow": component("sl-textarea", { resize: "auto", rows: "1", filled: "" }),
};
