// Other checkers at work in a field, and the page's own suggestions: what Nib then holds back, so
// that nothing is drawn twice. In: signs, as rival_watch.ts reads them. Out: who is there, and
// which of Nib's features wait. Pure.

export type Checker = "Grammarly" | "LanguageTool" | "Harper";
export type Rival = Checker | "Smart Compose";

interface Traces {
  /**
   * Elements it adds beside the field it works on or one of its ancestors. Attributes of html and
   * body (data-gr-ext-installed, data-lt-installed) are no sign: many pages were saved with those of
   * their author's browser.
   */
  readonly drawn: readonly string[];
  /** What it puts on the very field; "" for nothing. */
  readonly marked: string;
  /** What keeps it out of a field, or of the page. */
  readonly refused: string;
  readonly takesOneLine: boolean;
}

export const CHECKERS: Readonly<Record<Checker, Traces>> = {
  Grammarly: {
    drawn: ["grammarly-extension", "grammarly-desktop-integration"],
    marked: "",
    refused:
      "[data-gramm=false],[data-gramm_editor=false],[data-enable-grammarly=false],[data-gr-ext-disabled]",
    takesOneLine: false,
  },
  LanguageTool: {
    drawn: ["lt-highlighter", "lt-toolbar", "lt-div"],
    marked: "[data-lt-tmp-id]",
    refused: "[data-lt-active=false]",
    takesOneLine: false,
  },
  Harper: { drawn: ["harper-render-box"], marked: "", refused: "", takesOneLine: true },
};

export interface Signs {
  readonly drawn: readonly Checker[];
  readonly marked: readonly Checker[];
  readonly refused: readonly Checker[];
  readonly oneLine: boolean;
}

/** The checkers at work in the field: their marks are sure, their elements mean fields of their kind. */
export function checkersIn({ drawn, marked, refused, oneLine }: Signs): Checker[] {
  const names = Object.keys(CHECKERS) as Checker[];
  return names.filter(
    (name) =>
      !refused.includes(name) &&
      (marked.includes(name) ||
        (drawn.includes(name) && (!oneLine || CHECKERS[name].takesOneLine))),
  );
}

/** Where the page may write ahead itself. */
export function hasSmartCompose(host: string): boolean {
  return host === "mail.google.com";
}
