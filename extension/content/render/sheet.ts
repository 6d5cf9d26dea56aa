// The look of everything Nib draws on pages (sheet.css, which the build puts in here, shortened):
// one constructed style sheet for our shadow root. Forced colours win over it.
import css from "./sheet.css";

/** Styles for the root; a <style> element where constructed sheets are not to be had. */
export function addSheet(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement("style");
    style.textContent = css;
    root.append(style);
  }
}
