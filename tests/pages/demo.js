// Puts one field into an open shadow root, as component libraries do.
const root = document.getElementById("shadow-host").attachShadow({ mode: "open" });
const field = document.createElement("textarea");
field.id = "shadowed";
field.rows = 3;
field.setAttribute("aria-label", "In a shadow root");
field.style.cssText =
  "box-sizing: border-box; width: 100%; font: 16px/1.5 Georgia, serif; padding: 10px; border: 1px solid #c9c9cf; border-radius: 6px";
root.append(field);
