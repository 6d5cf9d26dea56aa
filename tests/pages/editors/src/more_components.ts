// Fields of more component libraries: Vaadin (the control slotted), Ionic (no shadow), Fluent
// (in a shadow root).
import { defineCustomElement as defineIonTextarea } from "@ionic/core/components/ion-textarea.js";
import "@ionic/core/css/core.css";
import { setTheme } from "@fluentui/web-components";
import "@fluentui/web-components/textarea.js";
import { webLightTheme } from "@fluentui/tokens";
import "@vaadin/text-area";
import { component } from "./components_field";
import type { Mount } from "./contract";

const ionic: Mount = async (root) => {
  defineIonTextarea();
  const field = await component("ion-textarea", {
    rows: "4",
    cols: "60",
    "label-placement": "stacked",
    fill: "outline",
    spellcheck: "true",
  })(root);
  while (!root.querySelector("textarea")) await new Promise(requestAnimationFrame);
  return field;
};

const fluent: Mount = (root) => {
  setTheme(webLightTheme);
  return component("fluent-textarea", { resize: "both", block: "" })(root);
};

export const FIELDS: Record<string, Mount> = {
  "vaadin-textarea": component("vaadin-text-area"),
  "ionic-textarea": ionic,
  "fluent-textarea": fluent,
};
