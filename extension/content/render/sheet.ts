// Puts the look of what is drawn into our shadow root: one constructed style sheet, over which forced
// colours win. In: the sheet's text, from the background (look.ts there).

/** Styles for the root; a <style> element where constructed sheets are not to be had. */
export function addSheet(root: ShadowRoot, css: string): void {
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
