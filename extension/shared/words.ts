// What people read, in their language: the messages of _locales, by key. In: a key and what fills
// its places ($1, $2). Out: the text. tsc knows the keys; a browser without the language at hand
// falls back to English itself.
import type messages from "../_locales/en/messages.json";

export type MessageKey = keyof typeof messages;
/** A sentence not yet in anyone's language, as engine and worker send it: t(...wording) is its text. */
export type Wording = [key: MessageKey, ...places: string[]];

export function t(key: MessageKey, ...places: (string | number)[]): string {
  return chrome.i18n.getMessage(key, places.map(String));
}
