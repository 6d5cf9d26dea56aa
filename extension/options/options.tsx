// The options page: a section a subject, one below the other. Draws what the sections' own files
// give; keeps nothing itself. Opened from the popup or the browser's page of extensions.
import { render } from "preact";
import { t } from "../shared/words";
import { useSettings } from "../ui/live_settings";
import { LanguageModel } from "./language_model";
import { ModelShelf } from "./model_shelf";
import { Statistics } from "./statistics";
import { Suggestions } from "./suggestions";

const shelf = await ModelShelf.open();

function Options() {
  const settings = useSettings();
  return (
    <>
      <header>
        <img src="../icons/nib-48.png" alt="" width="32" height="32" />
        <h1>Nib options</h1>
      </header>
      <main>
        <Suggestions settings={settings} />
        <section aria-labelledby="statistics">
          <h2 id="statistics">{t("stats_title")}</h2>
          <Statistics settings={settings} />
        </section>
        <LanguageModel shelf={shelf} />
      </main>
      <footer>Nothing you write leaves this machine.</footer>
    </>
  );
}

render(<Options />, document.body);
