// The section "Dictionary": the words Nib never flags, one by one or as files. In: settings, files.
// Out: changes of settings, files. Formats are word_lists.ts's, sentences dictionary_words.ts's.
import { useMemo, useState } from "preact/hooks";
import type { StoredSettings } from "../shared/settings";
import { MAX_DICTIONARY_WORDS } from "../shared/settings_schema";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { AddForm } from "./add_form";
import { count, fullWords, merge, mergedWords, refusalWords } from "./dictionary_words";
import { EntryList } from "./entry_list";
import { FileButton, saveFile } from "./file_button";
import type { Outcome } from "./model_words";
import { OutcomeLine } from "./outcome_line";
import type { Choices } from "./sections";
import {
  faultOf,
  type ListFormat,
  listText,
  MAX_LIST_BYTES,
  parseWords,
  textOf,
} from "./word_lists";

type Said = Outcome & { undo?: readonly string[] }; // undo: the words that were added

async function importList(file: File, stored: StoredSettings): Promise<Said> {
  const { name } = file;
  if (file.size > MAX_LIST_BYTES) return { good: false, text: refusalWords("too_large", name) };
  const read = textOf(new Uint8Array(await file.arrayBuffer()));
  if ("refused" in read) return { good: false, text: refusalWords(read.refused, name) };
  const list = parseWords(read.text);
  if (list.words.length === 0) return { good: false, text: refusalWords("empty", name) };
  const merged = merge(stored.dictionary, list);
  if (!merged) return { good: false, text: fullWords(name, list, stored.dictionary.length) };
  const { added } = merged;
  const withAdded = (now: StoredSettings) => ({
    dictionary: [...new Set([...now.dictionary, ...added])],
  });
  if (added.length > 0 && !(await choose(withAdded)))
    return { good: false, text: t("options_list_no_room", name) };
  const undo = added.length > 0 ? { undo: added } : {};
  return { good: true, text: mergedWords(name, merged, list.skipped), ...undo };
}

/** Why a typed word cannot be added; null when it can. */
function wordFault(word: string, { dictionary }: StoredSettings): string | null {
  if (word === "") return t("options_word_empty");
  const fault = faultOf(word);
  if (fault) return t(`options_word_${fault}`);
  if (dictionary.includes(word)) return t("options_word_there", word);
  return dictionary.length >= MAX_DICTIONARY_WORDS ? t("options_word_full") : null;
}

/** What becomes of a word that was typed; why nothing does, in words, where it cannot be added. */
function addWord(typed: string): string | null {
  const word = typed.trim();
  let fault: string | null = null;
  void choose((now) => {
    fault = wordFault(word, now);
    return fault === null ? { dictionary: [...now.dictionary, word] } : null;
  });
  return fault;
}

function Files({ stored }: { stored: StoredSettings }) {
  const [said, setSaid] = useState<Said | null>(null);
  const save = (format: ListFormat) =>
    saveFile(`nib-dictionary.${format}`, listText(stored.dictionary, format), "text/plain");
  const takeBack = (words: readonly string[]) => {
    const added = new Set(words);
    setSaid(null);
    void choose((now) => ({ dictionary: now.dictionary.filter((word) => !added.has(word)) }));
  };
  const isEmpty = stored.dictionary.length === 0;
  return (
    <>
      <h3>{t("options_lists")}</h3>
      <p>{t("options_lists_about")}</p>
      <p class="actions">
        <FileButton
          label={t("options_list_import")}
          accept=".txt,.dic,text/plain"
          onFile={async (file) => setSaid(await importList(file, stored))}
        />
        <button type="button" disabled={isEmpty} onClick={() => save("txt")}>
          {t("options_list_save_txt")}
        </button>
        <button type="button" disabled={isEmpty} onClick={() => save("dic")}>
          {t("options_list_save_dic")}
        </button>
      </p>
      <OutcomeLine outcome={said}>
        {said?.undo && (
          <button type="button" onClick={() => takeBack(said.undo ?? [])}>
            {t("options_undo")}
          </button>
        )}
      </OutcomeLine>
    </>
  );
}

export function Dictionary({ settings, stored }: Choices) {
  const { dictionary } = stored;
  const entries = useMemo(
    () => dictionary.map((word) => ({ id: word, title: word })).reverse(),
    [dictionary],
  );
  const given = settings.given_words.length;
  return (
    <>
      <p>{t("options_dictionary_about")}</p>
      {given > 0 && <p class="set">{t("options_dictionary_given", count(given))}</p>}
      <AddForm name="word" label={t("options_word")} add={addWord} />
      <EntryList
        name="dictionary"
        label={t("options_dictionary")}
        entries={entries}
        empty={t("options_dictionary_none")}
        removeLabel={t("options_remove")}
        onRemove={(removed) =>
          choose((now) => ({ dictionary: now.dictionary.filter((word) => word !== removed) }))
        }
      />
      <Files stored={stored} />
    </>
  );
}
