// The field in use: what Nib found in it, to be applied from here, how it sounds, or why Nib shows
// nothing there. In: FieldView, settings. Out: acts for the page, changes of settings.
import { useEffect, useRef } from "preact/hooks";
import type { FieldState } from "../shared/messages";
import type { Settings } from "../shared/settings";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { openOptions } from "./open_options";
import type { PageView } from "./page";
import type { FieldAct, FieldView } from "./page_link";
import { fieldNote, findingsWords, languageWords, rivalWords, toneWords } from "./page_words";

type Act = (act: FieldAct) => void;
type Row = FieldState["findings"][number];

/** Space that is all there is to see is shown as dots. */
function shown(text: string): string {
  return text.trim() === "" ? text.replaceAll(" ", "·") : text;
}

/** What is struck out and what is bold is said as well. */
function FindingRow({ row, onApply }: { row: Row; onApply: () => void }) {
  const { original, replacement, message } = row;
  const verb = original.trim() === "" ? "add" : replacement.trim() === "" ? "remove" : "change";
  return (
    <li>
      <button type="button" class="finding" onClick={onApply}>
        <span class="change">
          {verb !== "change" && <span class="unseen">{t(`popup_${verb}`)}</span>}
          {original && <del>{shown(original)}</del>}
          {verb === "change" && <span class="unseen">{t("popup_change_to")}</span>}
          {replacement && <ins>{shown(replacement)}</ins>}
        </span>{" "}
        <span class="detail">{message}</span>
      </button>
    </li>
  );
}

/** A row that is applied goes, and the focus with it: it stays in the list, or at its heading. */
function useKeptFocus(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const hadFocus = useRef(false);
  useEffect(() => {
    if (!hadFocus.current || document.activeElement !== document.body) return;
    const rows = list.current?.querySelectorAll("button");
    (rows?.[rows.length - 1] ?? heading.current)?.focus();
  }, [count]);
  const onFocusIn = () => {
    hadFocus.current = true;
  };
  return { list, heading, onFocusIn };
}

function Findings({ field, act }: { field: FieldState; act: Act }) {
  const { findings, count } = field;
  const { list, heading, onFocusIn } = useKeptFocus(count);
  return (
    <div onFocusIn={onFocusIn}>
      <div class="head">
        <h2 ref={heading} tabIndex={-1}>
          <span role="status">{findingsWords(field)}</span>
        </h2>
        {count > 1 && (
          <button
            type="button"
            class="action"
            data-name="fix_all"
            onClick={() => act({ kind: "fix_all" })}
          >
            {t("popup_fix_all")}
          </button>
        )}
        {field.grammar === "unread" && !field.blank && (
          <button
            type="button"
            class="action"
            data-name="check"
            onClick={() => act({ kind: "check" })}
          >
            {t("popup_check")}
          </button>
        )}
      </div>
      {count > 0 && (
        <ul class="findings" ref={list}>
          {findings.map((row, index) => {
            const { original, replacement } = row;
            const onApply = () => act({ kind: "apply_finding", index, original, replacement });
            // By place, so that the focus stays at its place in the list.
            return <FindingRow key={index} row={row} onApply={onApply} />;
          })}
        </ul>
      )}
      {count > findings.length && <p class="more">{t("popup_more", count - findings.length)}</p>}
    </div>
  );
}

function Tone({ field, act }: { field: FieldState; act: Act }) {
  if (field.blank) return null;
  const words = toneWords(field.tone);
  if (words !== null)
    return (
      <p class="tone" role="status">
        {words}
      </p>
    );
  return (
    <button type="button" class="link" data-name="tone" onClick={() => act({ kind: "check_tone" })}>
      {t("popup_check_tone")}
    </button>
  );
}

/** Who else works on the page, and the way to have both. */
function Rivals({ words, isLocked }: { words: string; isLocked: boolean }) {
  return (
    <div class="notice" data-name="rivals">
      {words}
      {!isLocked && (
        <button
          type="button"
          class="action"
          onClick={() => choose(() => ({ beside_rivals: true }))}
        >
          {t("popup_beside_rivals")}
        </button>
      )}
    </div>
  );
}

type Props = { view: FieldView; page: PageView; settings: Settings; act: Act };

export function FieldCard({ view, page, settings, act }: Props) {
  const note = view && fieldNote(page, view);
  const field = view?.field;
  const rivals = field && rivalWords(settings, field.rivals);
  const foreign = field && field.count === 0 ? languageWords(field.language) : null;
  return (
    <section class="field" aria-label={t("popup_field")}>
      {note && (
        <p class="note" role="status">
          {note.text}{" "}
          {note.link && (
            <button type="button" class="link" onClick={() => openOptions(note.link)}>
              {t("popup_change_this")}
            </button>
          )}
        </p>
      )}
      {rivals && <Rivals words={rivals} isLocked={settings.locked.includes("beside_rivals")} />}
      {foreign && <p class="notice">{foreign}</p>}
      {field && !rivals && <Findings field={field} act={act} />}
      {field && <Tone field={field} act={act} />}
    </section>
  );
}
