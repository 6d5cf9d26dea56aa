// The browser's i18n for unit tests: reads the real messages, fills in their places.
import messages from "../../extension/_locales/en/messages.json";

const known: Record<string, { message: string }> = messages;

export function getMessage(key: string, places: string | string[] = []): string {
  const message = known[key]?.message ?? "";
  return message.replace(/\$(\d)/g, (_, place) => [places].flat()[Number(place) - 1] ?? "");
}

(globalThis as { chrome?: unknown }).chrome = {
  ...(globalThis as { chrome?: object }).chrome,
  i18n: { getMessage },
};
