// Everything Nib keeps, erased: asked twice, the second time with a word to type. In: clicks, the
// word. Out: an empty storage, and an engine with Nib's own model. Where things lie is
// stored_data.ts's.
import { useState } from "preact/hooks";
import { t } from "../shared/words";
import type { Outcome } from "./model_words";
import { OutcomeLine } from "./outcome_line";
import { eraseAll } from "./stored_data";

type QuestionProps = { onYes: () => void; onNo: () => void };

function Question({ onYes, onNo }: QuestionProps) {
  const [typed, setTyped] = useState("");
  const word = t("options_erase_word");
  const isRight = typed.trim().toLowerCase() === word;
  const submit = (event: Event) => {
    event.preventDefault();
    if (isRight) onYes();
  };
  return (
    <form class="question" onSubmit={submit} data-name="erase">
      <p>{t("options_erase_question")}</p>
      <label for="erase-word">{t("options_erase_type", word)}</label>
      <input
        id="erase-word"
        type="text"
        autocomplete="off"
        spellcheck={false}
        ref={(input) => input?.focus()}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <span class="actions">
        <button type="submit" class="risky" disabled={!isRight}>
          {t("options_erase_yes")}
        </button>
        <button type="button" onClick={onNo}>
          {t("options_erase_no")}
        </button>
      </span>
    </form>
  );
}

export function EraseAll({ onErased }: { onErased: () => void }) {
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState<Outcome | null>(null);
  const erase = async () => {
    setAsking(false);
    try {
      await eraseAll();
      setSaid({ good: true, text: t("options_erased") });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setSaid({ good: false, text: t("options_not_erased", reason) });
    }
    onErased();
  };
  return (
    <>
      <p>{t("options_erase_about")}</p>
      {asking ? (
        <Question onYes={erase} onNo={() => setAsking(false)} />
      ) : (
        <p class="actions">
          <button
            type="button"
            class="risky"
            onClick={() => {
              setSaid(null);
              setAsking(true);
            }}
          >
            {t("options_erase")}
          </button>
        </p>
      )}
      <OutcomeLine outcome={said} />
    </>
  );
}
