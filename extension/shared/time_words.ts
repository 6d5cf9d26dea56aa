// Times as people read them, in the browser's language. Pure but for that.

/** "15:40", or "3:40 PM" where that is usual. */
export function timeOf(time_ms: number): string {
  const language = chrome.i18n.getUILanguage();
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(time_ms);
}
