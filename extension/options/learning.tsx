// The section "Learning": whether Nib learns, and what it has learned, to see and to erase. In:
// settings, the engine's view of the memory. Out: changes of settings, wishes to forget. Keeps
// nothing: what is shown is asked for anew after each change.
import { useRef, useState } from "preact/hooks";
import type { LearnedMemory } from "../shared/messages";
import type { Settings } from "../shared/settings";
import { t } from "../shared/words";
import { SettingSwitches } from "../ui/setting_switches";
import { forget, viewMemory } from "./memory_link";
import { sizeWords } from "./model_words";

type Entries = LearnedMemory["words"];

const PROBLEMS = {
  "": null,
  damaged: "learn_problem_damaged",
  full: "learn_problem_full",
  unreadable: "learn_problem_unreadable",
} as const;

const LEARNING = [
  { key: "learning", title: t("learn_switch"), detail: t("learn_switch_detail") },
] as const;
const PAUSED = [
  { key: "learning_paused", title: t("learn_pause"), detail: t("learn_pause_detail") },
] as const;

function summaryOf({ bytes, learned_words, phrase_count, word_count }: LearnedMemory): string {
  if (word_count === 0) return t("learn_nothing");
  const [learned, phrases, words] = [learned_words, phrase_count, word_count].map((count) =>
    count.toLocaleString(),
  ) as [string, string, string];
  return t("learn_summary", learned, phrases, words, sizeWords(bytes));
}

function List(props: { title: string; entries: Entries; onRemove: (text: string) => void }) {
  const { title, entries, onRemove } = props;
  if (entries.length === 0) return null;
  return (
    <div class="learned">
      <h3>{title}</h3>
      <ul>
        {entries.map(({ text, count }) => (
          <li key={text}>
            <span class="text">{text}</span>
            <span class="amount">{t("learn_times", Math.max(1, Math.round(count)))}</span>
            <button
              type="button"
              aria-label={t("learn_remove", text)}
              onClick={() => onRemove(text)}
            >
              {t("learn_remove_short")}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Erase({ onErase }: { onErase: () => void }) {
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <div class="actions">
        <button type="button" class="risky" data-name="erase" onClick={() => setAsking(true)}>
          {t("learn_erase")}
        </button>
      </div>
    );
  return (
    <div class="question">
      <p>{t("learn_erase_question")}</p>
      <div class="actions">
        <button
          type="button"
          class="risky"
          data-name="erase_yes"
          onClick={() => {
            setAsking(false);
            onErase();
          }}
        >
          {t("learn_erase_yes")}
        </button>
        <button
          type="button"
          data-name="erase_no"
          ref={(button) => button?.focus()}
          onClick={() => setAsking(false)}
        >
          {t("learn_erase_no")}
        </button>
      </div>
    </div>
  );
}

/** What Nib has learned, from the moment it is asked for. */
function Learned() {
  const [memory, setMemory] = useState<LearnedMemory | null>(null);
  const [said, setSaid] = useState("");
  const search = useRef("");
  const asked = useRef(0);

  const look = async (done = "") => {
    const number = ++asked.current;
    if (!memory) setSaid(t("learn_looking"));
    try {
      const found = await viewMemory(search.current);
      if (number !== asked.current) return; // a later search is under way
      setMemory(found);
      setSaid(done);
    } catch (error) {
      setSaid((error as Error).message);
    }
  };
  const erase = async (what?: string) => {
    try {
      await forget(what);
      await look(what === undefined ? t("learn_erased") : t("learn_removed", what));
    } catch (error) {
      setSaid((error as Error).message);
    }
  };

  const problem = memory && PROBLEMS[memory.problem];
  const isSome = memory !== null && memory.word_count > 0;
  return (
    <>
      {!memory && (
        <div class="actions">
          <button type="button" data-name="show_learned" onClick={() => void look()}>
            {t("learn_show")}
          </button>
        </div>
      )}
      {problem && <p class="notice">{t(problem)}</p>}
      {memory && (
        <p class="amount" data-name="learned_summary">
          {summaryOf(memory)}
        </p>
      )}
      {isSome && (
        <label class="search">
          <span>{t("learn_search")}</span>
          <input
            type="search"
            maxLength={200}
            onInput={({ currentTarget }) => {
              search.current = currentTarget.value;
              void look();
            }}
          />
        </label>
      )}
      {memory && (
        <>
          <List title={t("learn_phrases")} entries={memory.phrases} onRemove={erase} />
          <List title={t("learn_words")} entries={memory.words} onRemove={erase} />
        </>
      )}
      {isSome && search.current === "" && memory.words.length < memory.word_count && (
        <p class="storage">{t("learn_more")}</p>
      )}
      <p class="outcome good" role="status">
        {said}
      </p>
      {isSome && <Erase onErase={() => void erase()} />}
    </>
  );
}

export function Learning({ settings }: { settings: Settings }) {
  return (
    <section aria-labelledby="learning">
      <h2 id="learning">{t("learn_title")}</h2>
      <p>{t("learn_intro")}</p>
      <div class="switches wide">
        <SettingSwitches words={LEARNING} settings={settings} />
        <SettingSwitches words={PAUSED} settings={settings} disabled={!settings.learning} />
      </div>
      <p class="storage">{t("learn_check")}</p>
      <Learned />
    </section>
  );
}
