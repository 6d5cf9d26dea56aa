// What every page of the field matrix gives its tests: the field's own model, never what is drawn.
// Each source file of this folder exports mount(), which makes one field; page.ts does the rest.

export type Run = string | { text: string; bold?: true; link?: string };
/** Paragraphs of runs. */
export type Content = readonly (readonly Run[])[];

export interface TestField {
  /** Plain text of the editor's own model; paragraphs joined by "\n", none at the end. */
  text(): string | Promise<string>;
  /** Marks of the own model in order: "bold:definately", "link:parcels". */
  marks(): string[] | Promise<string[]>;
  /** Replaces all content, through the editor's own API; its history starts anew if it can. */
  set(content: Content): void | Promise<void>;
  /** The element people click to write. */
  element(): HTMLElement;
  /** Replaces all content with one list, as `set` does, in editors that have lists. */
  setList?(items: readonly string[]): void | Promise<void>;
  /** The items of the lists in the own model. */
  items?(): string[] | Promise<string[]>;
  /** Resolves when the editor has heard of the selection people see. */
  settled?(): Promise<void>;
  /** What a chat composer sent. */
  sent?(): string[];
  /** Makes the field, moves it, or takes it away, as pages do. */
  act?(): void;
}

export type Mount = (root: HTMLElement) => TestField | Promise<TestField>;

export const plainText = (content: Content): string =>
  content.map((runs) => runs.map((run) => partsOf(run).text).join("")).join("\n");

/** The content as HTML, escaped, for editors that take HTML. */
export const html = (content: Content): string =>
  content.map((runs) => `<p>${runs.map(runHtml).join("") || "<br>"}</p>`).join("");

export const listHtml = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${runHtml(item)}</li>`).join("")}</ul>`;

/** A run with all its parts. */
export const partsOf = (run: Run): { text: string; bold: boolean; link: string } => ({
  bold: false,
  link: "",
  ...(typeof run === "string" ? { text: run } : run),
});

export function runHtml(run: Run): string {
  const { text, bold, link } = partsOf(run);
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const inner = bold ? `<strong>${escaped}</strong>` : escaped;
  return link ? `<a href="${link}">${inner}</a>` : inner;
}

/** Text as tests compare it: no-break spaces are spaces, what keeps a place open is nothing. */
export const clean = (text: string): string =>
  text
    .replace(/\u00A0/g, " ")
    .replace(/[\uFEFF\u200B]/g, "")
    .replace(/\n+$/, "");
