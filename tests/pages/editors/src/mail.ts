// A mail composer without an editor library, as web mail has it: lines are divs, and the mail that is
// answered stands above them in the same editable. Only the own lines are the field's text.
import { type Content, clean, listHtml, type Mount, runHtml } from "./contract";
import { itemsIn } from "./html_model";
import { make } from "./native";

const QUOTE = `<div class="quote"><div dir="ltr">On Mon, 3 Mar 2025 at 09:12, Ada Lovelace wrote:<br></div>
  <blockquote style="margin:0 0 0 8px;border-left:1px solid #ccc;padding-left:8px">
  <div dir="ltr">Hello,<div><br></div><div>The office opens on Monday. Can you join us?</div></div>
  </blockquote></div>`;

const linesHtml = (content: Content) =>
  content.map((runs) => `<div>${runs.map(runHtml).join("") || "<br>"}</div>`).join("");

const mail: Mount = (root) => {
  const element = make("editable", { "aria-multiline": "true" });
  root.append(element);
  const set = (content: Content) => {
    element.innerHTML = `${QUOTE}${linesHtml(content)}`;
  };
  set([[]]);
  const own = () => {
    const copy = element.cloneNode(true) as HTMLElement;
    copy.querySelector(".quote")?.remove();
    return copy;
  };
  return {
    element: () => element.lastElementChild as HTMLElement,
    // Lines as the sender sees them: each div one, a br within a line another.
    text: () =>
      clean(
        [...own().childNodes]
          .map((line) => (line.nodeName === "BR" ? "" : (line.textContent ?? "")))
          .join("\n"),
      ),
    marks: () =>
      [...own().querySelectorAll("b, strong, a")].map(
        (node) => `${node.nodeName === "A" ? "link" : "bold"}:${clean(node.textContent ?? "")}`,
      ),
    setList: (items) => {
      element.innerHTML = `${QUOTE}${listHtml(items)}`;
    },
    items: () => itemsIn(own()),
    set,
  };
};

export const FIELDS: Record<string, Mount> = { mail };
