// Fills a field with plain text that has a mistake here and there, and notes the page's long tasks.
const SENTENCES = [
  "The parcels from the north arrived on Monday and were carried up to the second floor.",
  "Nobody could say who had ordered them, but every label had the name of the school on it.",
  "We opened the first of them and found a lamp, three books and a letter without a date.",
  "The second one was definately heavier than the others, so we left it where it was.",
  "After lunch the caretaker came by and told us that there was a list in the office.",
];

function textOf(units, between) {
  let text = "";
  for (let index = 0; text.length < units; index++)
    text += SENTENCES[index % SENTENCES.length] + (index % 5 === 4 ? between : " ");
  return text.slice(0, units - 1).trimEnd();
}

window.fill = (id, units) => {
  const field = document.getElementById(id);
  const text = textOf(units, field.tagName === "TEXTAREA" || id === "paragraphs" ? "\n" : " ");
  if ("value" in field) field.value = text;
  else
    field.replaceChildren(
      ...text.split("\n").map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
  field.scrollIntoView({ block: "center" });
  field.focus();
  if (id === "middle") field.setSelectionRange(units / 2, units / 2);
  else if ("value" in field) field.setSelectionRange(text.length, text.length);
  else getSelection().collapse(field.lastChild.firstChild, field.lastChild.firstChild.length);
};

window.longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longTasks.push(Math.round(duration));
}).observe({ type: "longtask" });
