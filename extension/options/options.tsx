// The options page: a section a subject, one below the other. Draws what the sections' own files
// give; keeps nothing itself. Opened from the popup or the browser's page of extensions.
import { render } from "preact";
import { LanguageModel } from "./language_model";
import { ModelShelf } from "./model_shelf";
import { Suggestions } from "./suggestions";

const shelf = await ModelShelf.open();

function Options() {
  return (
    <>
      <header>
        <img src="../icons/nib-48.png" alt="" width="32" height="32" />
        <h1>Nib options</h1>
      </header>
      <main>
        <Suggestions />
        <LanguageModel shelf={shelf} />
      </main>
      <footer>Nothing you write leaves this machine.</footer>
    </>
  );
}

render(<Options />, document.body);
