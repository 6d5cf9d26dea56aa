// The look of everything Nib draws on pages: one constructed style sheet for our shadow root.
// Colours come as variables, so that a dark field changes them all; forced colours win over both.
// Kinds differ in shape as well (underline.ts, tint.ts): colour alone never carries meaning.

const LIGHT = `
  --surface: #fff; --ink: #1f2328; --muted: #59636e; --line: #d8dde3; --hover: #f2f4f7;
  --accent: #1f6feb; --accent-ink: #fff; --old: #b3261e; --new: #116329;
  --spelling: #d1242f; --grammar: #1f6feb; --style: #9a6700;
  --positive: 26 127 55; --negative: 188 76 0;
  --shadow: 0 0 0 1px rgb(31 35 40 / .08), 0 2px 6px rgb(31 35 40 / .08), 0 10px 28px rgb(31 35 40 / .16);`;
const DARK = `
  --surface: #23262d; --ink: #eef1f5; --muted: #a5adb8; --line: #3b414b; --hover: #2f343d;
  --accent: #6ea8ff; --accent-ink: #0b1526; --old: #ff9d94; --new: #7ee2a0;
  --spelling: #ff7b72; --grammar: #79b8ff; --style: #e3b341;
  --positive: 63 185 80; --negative: 240 136 62;
  --shadow: 0 0 0 1px rgb(255 255 255 / .1), 0 10px 28px rgb(0 0 0 / .55);`;

const HOST = `
:host {
  all: initial !important; display: block !important; position: fixed !important;
  inset: 0 auto auto 0 !important; width: 0 !important; height: 0 !important;
  overflow: visible !important; pointer-events: none !important; z-index: 2147483647 !important;
  background: none !important; border: 0 !important; direction: ltr !important;
}
.theme { ${LIGHT} }
.theme.dark { ${DARK} }
.origin { position: absolute; left: 0; top: 0; width: 100px; height: 100px; visibility: hidden; }
.clip { position: absolute; overflow: hidden; contain: layout style; }
.clip > * { position: absolute; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mirror { position: absolute; left: 0; top: 0; visibility: hidden; contain: layout style; box-sizing: border-box; border-style: solid; border-color: transparent; overflow: hidden; }
.mirror > div { min-height: 1lh; }
.mirror:not(.single) > div ~ div { text-indent: 0; }
.mirror > div[hidden] { display: none; }
.mirror.single { display: flex; align-items: center; white-space: pre; }
.mirror.single > div { flex: none; min-width: 100%; }
`;

const MARKS = `
.ghost { box-sizing: border-box; pointer-events: none; transform-origin: 0 0; opacity: .56; }
svg { left: 0; top: 0; overflow: visible; fill: none; stroke-linecap: round; stroke-linejoin: round; }
.spelling { stroke: var(--spelling); stroke-width: 1.4; }
.grammar { stroke: var(--grammar); stroke-width: 2; }
.style { stroke: var(--style); stroke-width: 2.4; }
.spelling.picked { stroke-width: 2; }
.grammar.picked, .style.picked { stroke-width: 3.2; }
.style { stroke-dasharray: 0 4; }
.tint.sentence.positive { fill: rgb(var(--positive) / .09); }
.tint.sentence.negative { fill: rgb(var(--negative) / .09); }
.tint.word { stroke-width: 1; stroke-opacity: .7; }
.tint.word.positive { fill: rgb(var(--positive) / .13); stroke: rgb(var(--positive)); }
.tint.word.negative { fill: rgb(var(--negative) / .13); stroke: rgb(var(--negative)); stroke-dasharray: 3 2.5; stroke-linecap: butt; }
.edge.positive { fill: rgb(var(--positive)); }
.edge.negative { fill: rgb(var(--negative)); }
`;

const CARD = `
.card {
  position: absolute; left: 0; top: 0; box-sizing: border-box; width: max-content; min-width: 200px; max-width: min(380px, calc(100vw - 16px));
  padding: 12px; border-radius: 8px; background: var(--surface); color: var(--ink); box-shadow: var(--shadow);
  font: 13px/1.45 system-ui, -apple-system, "Segoe UI", sans-serif; text-align: start; pointer-events: auto; cursor: default;
  animation: rise .12s ease-out; overflow-wrap: anywhere;
}
@keyframes rise { from { opacity: 0; translate: 0 3px; } }
.card[hidden] { display: none; }
.head { display: flex; align-items: center; gap: 7px; color: var(--muted); font-size: 12px; font-weight: 500; }
.head .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--kind, var(--accent)); flex: none; }
.head .name { flex: 1; }
.card[data-group=spelling] { --kind: var(--spelling); }
.card[data-group=grammar] { --kind: var(--grammar); }
.card[data-group=style] { --kind: var(--style); }
.change { margin: 7px 0 3px; font-size: 15px; line-height: 1.4; white-space: pre-wrap; }
.change .around { color: var(--muted); }
.change del { color: var(--old); text-decoration: line-through 1.5px; }
.change ins { color: var(--new); text-decoration: none; font-weight: 650; }
.change .space { text-decoration: none; border-radius: 3px; padding: 0 2px; background: color-mix(in srgb, currentColor 16%, transparent); }
.change del.space + ins.space { margin-inline-start: .3em; }
.change del:not(.space) + ins { margin-inline-start: .4em; }
.result { margin: 7px 0 3px; max-height: 180px; overflow: auto; white-space: pre-wrap; font-size: 14px; user-select: text; cursor: text; }
.reason { margin: 0; color: var(--muted); }
.actions { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 11px; }
button {
  all: unset; box-sizing: border-box; padding: 4px 8px; border-radius: 6px; border: 1px solid var(--line);
  font: 500 12.5px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); cursor: pointer; white-space: nowrap;
}
button:hover { background: var(--hover); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button.primary:hover { filter: brightness(1.07); }
button.close { border: 0; padding: 0; width: 22px; height: 22px; display: grid; place-items: center; color: var(--muted); margin: -4px -4px -4px 0; }
button.close svg { position: static; width: 10px; height: 10px; stroke: currentColor; stroke-width: 1.6; }
@media (prefers-reduced-motion: reduce) { .card { animation: none; } }
@media (forced-colors: active) {
  .card { border: 1px solid CanvasText; background: Canvas; color: CanvasText; }
  .ghost { color: GrayText !important; -webkit-text-fill-color: GrayText !important; opacity: 1; }
  .spelling, .grammar, .style, .tint.word.positive, .tint.word.negative { stroke: LinkText; }
  .edge.positive, .edge.negative { fill: LinkText; }
  .tint { fill: none !important; }
  .change del, .change ins, .reason, .head { color: CanvasText; }
  button { border: 1px solid ButtonText; }
}
`;

/** Styles for the root; a <style> element where constructed sheets are not to be had. */
export function addSheet(root: ShadowRoot): void {
  const css = HOST + MARKS + CARD;
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
