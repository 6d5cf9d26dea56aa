// Everything as one file, and back: a summary comes before anything is changed, and it can be undone.
// In: settings, a file. Out: a file, settings. What a file may hold is settings_file.ts's.
import { useState } from "preact/hooks";
import type { StoredSettings } from "../shared/settings";
import { MAX_DICTIONARY_WORDS } from "../shared/settings_schema";
import { readStatistics, type Statistics, updateStatistics } from "../shared/statistics";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { FileButton, saveFile } from "./file_button";
import { type Outcome, sizeWords } from "./model_words";
import { OutcomeLine } from "./outcome_line";
import {
  changedKeys,
  fileText,
  MAX_FILE_BYTES,
  type Read,
  type Refused,
  readFile,
} from "./settings_file";

/** What was read, and is not taken yet. */
type Offer = Read & { name: string };
type All = Pick<Read, "settings" | "statistics">;
type Said = Outcome & { undo?: All };

function refusalWords(name: string, { problem, where }: Refused): string {
  return `${t(`options_file_${problem}`, name, where, sizeWords(MAX_FILE_BYTES))} ${t("options_file_unchanged")}`;
}

async function readOffer(file: File): Promise<Offer | Said> {
  const { name } = file;
  const tooLarge = file.size > MAX_FILE_BYTES;
  const read = tooLarge
    ? { problem: "too_large" as const, where: "" }
    : readFile(await file.text());
  if ("problem" in read) return { good: false, text: refusalWords(name, read) };
  return { ...read, name };
}

/** What importing would do, in lines. */
function summaryOf(stored: StoredSettings, { settings, saved, statistics }: Offer): string[] {
  const changed = changedKeys(stored, settings);
  const others = changed.filter((key) => key !== "dictionary").length;
  const before = stored.dictionary.length.toLocaleString();
  const after = settings.dictionary.length.toLocaleString();
  return [
    ...(saved === null ? [] : [t("options_file_saved", new Date(saved).toLocaleString())]),
    others === 0 ? t("options_file_same") : t("options_file_changes", others),
    before === after && !changed.includes("dictionary")
      ? t("options_file_same_words", before)
      : t("options_file_words", before, after),
    ...(statistics === null
      ? []
      : [t("options_file_days", Object.keys(statistics.days).length.toLocaleString())]),
  ];
}

function Question(props: {
  offer: Offer;
  stored: StoredSettings;
  onYes: () => void;
  onNo: () => void;
}) {
  const { offer, stored, onYes, onNo } = props;
  return (
    <div class="question" role="alertdialog" aria-labelledby="import-title" data-name="import">
      <p id="import-title">{t("options_file_question", offer.name)}</p>
      <ul class="plain">
        {summaryOf(stored, offer).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <span class="actions">
        <button type="button" class="primary" ref={(button) => button?.focus()} onClick={onYes}>
          {t("options_file_yes")}
        </button>
        <button type="button" onClick={onNo}>
          {t("options_cancel")}
        </button>
      </span>
    </div>
  );
}

async function save(stored: StoredSettings): Promise<void> {
  const statistics = await readStatistics();
  const now = new Date();
  const day = now.toISOString().slice(0, 10);
  saveFile(`nib-settings-${day}.json`, fileText(stored, statistics, now), "application/json");
}

/** All of it or nothing: false where the browser has no room. */
async function store({ settings, statistics }: All, before: Statistics): Promise<boolean> {
  try {
    if (statistics) await updateStatistics(() => statistics);
  } catch {
    return false;
  }
  const done = await choose(() => settings);
  if (!done && statistics) await updateStatistics(() => before);
  return done;
}

/** What was read and may be taken, and what became of it. */
function useImport() {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const open = async (file: File) => {
    setSaid(null);
    setOffer(null);
    const read = await readOffer(file);
    if ("good" in read) setSaid(read);
    else setOffer(read);
  };
  const take = async (all: All, text: string, undo?: StoredSettings) => {
    setOffer(null);
    const before = await readStatistics();
    const done = await store(all, before);
    if (!done) setSaid({ good: false, text: t("options_file_no_room") });
    else if (!undo) setSaid({ good: true, text });
    else setSaid({ good: true, text, undo: { settings: undo, statistics: before } });
  };
  return { offer, said, open, take, drop: () => setOffer(null) };
}

export function SettingsTransfer({ stored }: { stored: StoredSettings }) {
  const { offer, said, open, take, drop } = useImport();
  const undo = said?.undo;
  return (
    <>
      <p>{t("options_file_about", MAX_DICTIONARY_WORDS.toLocaleString())}</p>
      <p class="actions">
        <button type="button" onClick={() => save(stored)}>
          {t("options_file_save")}
        </button>
        <FileButton label={t("options_file_open")} accept=".json,application/json" onFile={open} />
      </p>
      {offer && (
        <Question
          offer={offer}
          stored={stored}
          onYes={() => take(offer, t("options_file_done", offer.name), stored)}
          onNo={drop}
        />
      )}
      <OutcomeLine outcome={said}>
        {undo && (
          <button type="button" onClick={() => take(undo, t("options_file_undone"))}>
            {t("options_undo")}
          </button>
        )}
      </OutcomeLine>
    </>
  );
}
