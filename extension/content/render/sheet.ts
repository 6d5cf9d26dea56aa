// The look of everything Nib draws on pages (two .css files, which the build puts in here, shortened):
// one constructed style sheet for our shadow root. Forced colours win over it.
import results from "./results.css";
import look from "./sheet.css";

const css = look + results;

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
