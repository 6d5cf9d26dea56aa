// Everything as one file, and back: a summary comes before anything is changed, and it can be undone.
// In: settings, a file. Out: a file, what is stored. What a file may hold is settings_file.ts's, how it
// is gathered and put back everything.ts's.
import { useState } from "preact/hooks";
import type { LearnedMemory } from "../shared/messages";
import type { Settings, StoredSettings } from "../shared/settings";
import { MAX_DICTIONARY_WORDS } from "../shared/settings_schema";
import { readStatistics } from "../shared/statistics";
import { t } from "../shared/words";
import { gatherBefore, gatherLearned, putBack } from "./everything";
import { FileButton, saveFile } from "./file_button";
import { lookIntoMemory } from "./memory_link";
import { type Outcome, sizeWords } from "./model_words";
import { OutcomeLine } from "./outcome_line";
import type { Choices } from "./sections";
import {
  type All,
  changedKeys,
  fileText,
  MAX_FILE_BYTES,
  type Read,
  type Refused,
  readFile,
} from "./settings_file";

/** What was read, and is not taken yet. memory: what is in what was learned; "forbidden": left out. */
type Offer = Read & { name: string; memory: LearnedMemory | "forbidden" | null };
type Said = Outcome & { undo?: All };

function unchanged(reason: string): Said {
  return { good: false, text: `${reason} ${t("options_file_unchanged")}` };
}

function refusal(name: string, { problem, where }: Refused): Said {
  return unchanged(t(`options_file_${problem}`, name, where, sizeWords(MAX_FILE_BYTES)));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function readOffer(file: File, settings: Settings): Promise<Offer | Said> {
  const { name } = file;
  if (file.size > MAX_FILE_BYTES) return refusal(name, { problem: "too_large", where: "" });
  const read = readFile(await file.text());
  if ("problem" in read) return refusal(name, read);
  if (read.learned === null) return { ...read, name, memory: null };
  if (settings.locked.includes("learning"))
    return { ...read, learned: null, name, memory: "forbidden" };
  try {
    const memory = await lookIntoMemory(read.learned);
    return memory
      ? { ...read, name, memory }
      : refusal(name, { problem: "unfit", where: "learned" });
  } catch (error) {
    return unchanged(reasonOf(error));
  }
}

/** What importing would do, in lines. */
function summaryOf(stored: StoredSettings, offer: Offer): string[] {
  const { settings, saved, statistics, memory } = offer;
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
    ...(memory === null ? [] : [learnedLine(memory)]),
  ];
}

function learnedLine(memory: LearnedMemory | "forbidden"): string {
  if (memory === "forbidden") return t("options_file_learned_forbidden");
  const { word_count, phrase_count } = memory;
  return t("options_file_learned", word_count.toLocaleString(), phrase_count.toLocaleString());
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

/** Where the engine cannot tell what was learned, the rest is saved, and that is said. */
async function save(stored: StoredSettings): Promise<Said | null> {
  const [statistics, gathered] = await Promise.all([
    readStatistics(),
    gatherLearned(stored).catch((error: unknown) => ({ reason: reasonOf(error) })),
  ]);
  const learned = typeof gathered === "string" ? gathered : null;
  const now = new Date();
  const day = now.toISOString().slice(0, 10);
  const text = fileText({ settings: stored, statistics, learned }, now);
  saveFile(`nib-settings-${day}.json`, text, "application/json");
  if (typeof gathered === "string") return null;
  return { good: false, text: t("options_file_without_learned", gathered.reason) };
}

/** What is read or saved just now, what was read and may be taken, and what became of it. */
function useTransfer({ settings, stored }: Choices) {
  const [offer, setOffer] = useState<Offer | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const looking = () => {
    setOffer(null);
    setSaid({ good: true, text: t("learn_looking") });
  };
  const keep = async () => {
    looking();
    setSaid(await save(stored));
  };
  const open = async (file: File) => {
    looking();
    const read = await readOffer(file, settings);
    setSaid("good" in read ? read : null);
    if (!("good" in read)) setOffer(read);
  };
  const take = async (next: All, text: string, canUndo: boolean) => {
    looking();
    try {
      const before = await gatherBefore(stored, next);
      await putBack(next, before);
      setSaid({ good: true, text, ...(canUndo && { undo: before }) });
    } catch (error) {
      setSaid(unchanged(reasonOf(error)));
    }
  };
  return { offer, said, keep, open, take, drop: () => setOffer(null) };
}

export function SettingsTransfer(choices: Choices) {
  const { offer, said, keep, open, take, drop } = useTransfer(choices);
  const undo = said?.undo;
  return (
    <>
      <p>{t("options_file_about", MAX_DICTIONARY_WORDS.toLocaleString())}</p>
      <p class="actions">
        <button type="button" onClick={keep}>
          {t("options_file_save")}
        </button>
        <FileButton label={t("options_file_open")} accept=".json,application/json" onFile={open} />
      </p>
      {offer && (
        <Question
          offer={offer}
          stored={choices.stored}
          onYes={() => take(offer, t("options_file_done", offer.name), true)}
          onNo={drop}
        />
      )}
      <OutcomeLine outcome={said}>
        {undo && (
          <button type="button" onClick={() => take(undo, t("options_file_undone"), false)}>
            {t("options_undo")}
          </button>
        )}
      </OutcomeLine>
    </>
  );
}
