// The section "Language model": the models there are, and loading another from a folder.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../shared/words";
import { ModelCard } from "./model_card";
import { ModelShelf, type ShelfView } from "./model_shelf";
import { type Job, modelFacts, sizeWords, storageWords } from "./model_words";
import { OutcomeLine } from "./outcome_line";

/** The id of Nib's own model's card. */
const OWN = "own";

/** Opened with the page, for what was cut off is cleared away then; a copy goes on unseen. */
const opening = ModelShelf.open();

export function modelShelf(): Promise<ModelShelf> {
  return opening;
}

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
        {t("options_model_load")}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("options_model_folder")}
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
        {t("options_cancel")}
      </button>
    </div>
  );
}

function Models({ view, shelf }: { view: ShelfView; shelf: ModelShelf }) {
  const { own, models, active, job } = view;
  const ownFacts: [string, string][] = [
    [t("options_model_licence"), own.licence],
    [t("options_model_size"), sizeWords(own.bytes)],
    [t("options_model_comes_with"), t("options_model_nib")],
  ];
  return (
    <ul class="models">
      <ModelCard
        id={OWN}
        title={own.title}
        facts={ownFacts}
        inUse={active === null}
        useLabel={t("options_model_use_own")}
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
          useLabel={t("options_model_use")}
          busy={job !== null}
          onUse={() => void shelf.use(model.id)}
          onRemove={() => void shelf.remove(model.id)}
        />
      ))}
    </ul>
  );
}

export function LanguageModel() {
  const [shelf, setShelf] = useState<ModelShelf | null>(null);
  useEffect(() => void opening.then(setShelf), []);
  return shelf && <Shelf shelf={shelf} />;
}

function Shelf({ shelf }: { shelf: ModelShelf }) {
  const [view, setView] = useState(shelf.view);
  shelf.watch(setView);
  const { models, job, outcome, notice } = view;
  const used = models.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <>
      <p>{t("options_model_about")}</p>
      {notice && <p class="notice">{notice}</p>}
      <Models view={view} shelf={shelf} />
      {job && <Progress job={job} onCancel={() => void shelf.cancel()} />}
      <OutcomeLine outcome={outcome} />
      <Folder busy={job !== null} onFiles={(files) => shelf.load(files)} />
      <p class="storage">{storageWords(used)}</p>
    </>
  );
}
