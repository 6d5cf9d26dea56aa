// The welcome page, opened once after Nib was installed: what it does, tried in a real field; the
// keys; the promise about data and how to check it; a few choices. In: settings. Out: settings. The
// English that is written is guessed from the browser's language when the page is first shown.
import { render } from "preact";
import { readSettings } from "../shared/settings";
import { t } from "../shared/words";
import "../ui/language";
import { choose, useSettings } from "../ui/live_settings";
import { Choices } from "./choices";
import { dialectOf } from "./dialect";
import { Keys, keyOf } from "./keys";
import { DataPromise } from "./promise";
import { TryIt } from "./try_it";

/** A guess, and only where nothing was chosen before: here, or by sync, or by an organisation. */
async function guessDialect(): Promise<void> {
  const dialect = dialectOf(navigator.language);
  const [stored, { locked }] = await Promise.all([
    chrome.storage.local.get<{ dialect?: unknown }>("dialect"),
    readSettings(),
  ]);
  if (stored.dialect !== undefined || dialect === "any" || locked.includes("dialect")) return;
  await choose(() => ({ dialect }));
}

/** The browser lets no page close a tab that it did not open itself, but an extension's its own. */
async function done(): Promise<void> {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
}

function Welcome() {
  const settings = useSettings();
  return (
    <>
      <header>
        <img src="../icons/nib-128.png" alt="" width="56" height="56" />
        <div>
          <h1>{t("welcome_title")}</h1>
          <p>{t("welcome_lead")}</p>
        </div>
      </header>
      <main>
        <TryIt settings={settings} keyOf={(action) => keyOf(settings, action)} />
        <Keys settings={settings} />
        <Choices settings={settings} />
        <DataPromise />
      </main>
      <footer>
        <button type="button" class="primary" onClick={() => void done()}>
          {t("welcome_done")}
        </button>
        <button type="button" class="link" onClick={() => void chrome.runtime.openOptionsPage()}>
          {t("welcome_options")}
        </button>
      </footer>
    </>
  );
}

document.title = t("welcome_title");
await guessDialect();
render(<Welcome />, document.body);
