// The section "Language model": the models there are, and loading another from a folder.
import { useRef, useState } from "preact/hooks";
import { ModelCard } from "./model_card";
import type { ModelShelf, ShelfView } from "./model_shelf";
import { type Job, modelFacts, sizeWords, storageWords } from "./model_words";

/** The id of Nib's own model's card. */
const OWN = "own";

function Folder({ busy, onFiles }: { busy: boolean; onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="primary"
        data-name="load"
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        Load a model from a folder...
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Folder of a model"
        {...{ webkitdirectory: true }}
        onChange={({ currentTarget }) => {
          const files = Array.from(currentTarget.files ?? []);
          currentTarget.value = ""; // the same folder may be chosen again
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

function Progress({ job, onCancel }: { job: Job; onCancel: () => void }) {
  const { title, amount, progress } = job;
  return (
    <div class="job">
      <label for="job">{title}</label>
      <span class="amount">{amount}</span>
      {progress ? (
        <progress id="job" max={progress.total_bytes} value={progress.done_bytes} />
      ) : (
        <progress id="job" />
      )}
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
    </div>
  );
}

function Models({ view, shelf }: { view: ShelfView; shelf: ModelShelf }) {
  const { own, models, active, job } = view;
  const ownFacts: [string, string][] = [
    ["Licence", own.licence],
    ["Size", sizeWords(own.bytes)],
    ["Comes with", "Nib"],
  ];
  return (
    <ul class="models">
      <ModelCard
        id={OWN}
        title={own.title}
        facts={ownFacts}
        inUse={active === null}
        useLabel="Use the built-in model"
        busy={job !== null}
        onUse={() => void shelf.use(null)}
      />
      {models.map((model) => (
        <ModelCard
          key={model.id}
          id={model.id}
          title={model.manifest.title}
          facts={modelFacts(model)}
          inUse={model.id === active}
          useLabel="Use this model"
          busy={job !== null}
          onUse={() => void shelf.use(model.id)}
          onRemove={() => void shelf.remove(model.id)}
        />
      ))}
    </ul>
  );
}

export function LanguageModel({ shelf }: { shelf: ModelShelf }) {
  const [view, setView] = useState(shelf.view);
  shelf.watch(setView);
  const { models, job, outcome, notice } = view;
  const used = models.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <section aria-labelledby="language-model">
      <h2 id="language-model">Language model</h2>
      <p>
        It finds the words Nib completes, and judges corrections. Another one can take its place:
        make a folder of it with the command <code>nib convert</code>, and load that folder here. It
        is copied into this browser and stays on this machine.
      </p>
      {notice && <p class="notice">{notice}</p>}
      <Models view={view} shelf={shelf} />
      {job && <Progress job={job} onCancel={() => void shelf.cancel()} />}
      <p class={`outcome ${outcome?.good === false ? "bad" : "good"}`} role="status">
        {outcome?.text}
      </p>
      <Folder busy={job !== null} onFiles={(files) => shelf.load(files)} />
      <p class="storage">{storageWords(used)}</p>
    </section>
  );
}
