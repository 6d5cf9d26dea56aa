// The numbers and names that both ends of a line must share: pages and engine, popup and pages.
// Apart from messages.ts, so that the content script carries no validator. Pure.

/** The port's name; the engine host takes no other. */
export const ENGINE_PORT = "nib-engine";

/** Longest text one request may carry, in UTF-16 units; sessions cut to what is near the caret. */
export const MAX_TEXT = 20_000;

/** The port from the popup to the frames of a tab, and the one page that they answer. */
export const PAGE_PORT = "nib-page";
export const POPUP_PATH = "popup/popup.html";
/** So many findings of a field the popup lists, each of its texts cut to so many units. */
export const MAX_ROWS = 50;
export const MAX_ROW_UNITS = 80;

export function clip(text: string): string {
  return text.length > MAX_ROW_UNITS ? `${text.slice(0, MAX_ROW_UNITS - 1)}…` : text;
}
