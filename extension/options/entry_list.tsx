// A list whose entries can be found and removed, also when there are very many: at most so many are
// drawn, and a search finds the others. In: entries in their order. Out: which one to remove.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../shared/words";

export type Entry = {
  id: string; // unique in the list
  title: string;
  detail?: string;
};

type Props = {
  name: string; // unique on the page
  label: string; // what the list is
  entries: readonly Entry[];
  empty: string; // said where there is none
  removeLabel: string;
  disabled?: boolean;
  onRemove: (id: string) => void;
};

/** So many are drawn at once; from so many on there is a search. */
const DRAWN = 100;
const SEARCHED_FROM = 8;

function foundIn(entries: readonly Entry[], search: string): readonly Entry[] {
  const sought = search.trim().toLowerCase();
  if (sought === "") return entries;
  return entries.filter(({ title, detail = "" }) =>
    `${title}\n${detail}`.toLowerCase().includes(sought),
  );
}

/** After a removal the focus is on the entry that took its place, or on the list. */
function useFocusAfterRemoval(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const removed = useRef<number | null>(null);
  useEffect(() => {
    if (removed.current === null) return;
    const buttons = list.current?.querySelectorAll("button") ?? [];
    const next = buttons[Math.min(removed.current, buttons.length - 1)];
    removed.current = null;
    (next ?? list.current?.parentElement)?.focus();
  }, [count]);
  return { list, removed };
}

type RowProps = { entry: Entry; label: string; disabled: boolean; onRemove: () => void };

function Row({ entry: { title, detail }, label, disabled, onRemove }: RowProps) {
  return (
    <li>
      <span class="words">
        <span class="title">{title}</span>
        {detail && <span class="detail">{detail}</span>}
      </span>
      <button
        type="button"
        aria-label={`${label}: ${title}${detail ? `, ${detail}` : ""}`}
        disabled={disabled}
        onClick={onRemove}
      >
        {label}
      </button>
    </li>
  );
}

export function EntryList(props: Props) {
  const { name, label, entries, empty, removeLabel, disabled = false, onRemove } = props;
  const [search, setSearch] = useState("");
  const { list, removed } = useFocusAfterRemoval(entries.length);
  const found = foundIn(entries, search);
  const drawn = found.slice(0, DRAWN);
  const remove = (id: string, index: number) => {
    removed.current = index;
    onRemove(id);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend that is seen
    <div class="entries" data-name={name} role="group" aria-label={label} tabIndex={-1}>
      {entries.length >= SEARCHED_FROM && (
        <input
          type="search"
          placeholder={t("options_search")}
          aria-label={t("options_search_in", label)}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      <p class="count" role="status">
        {entries.length === 0 ? empty : countWords(drawn.length, found.length, entries.length)}
      </p>
      <ul ref={list}>
        {drawn.map((entry, index) => (
          <Row
            key={entry.id}
            {...{ entry, label: removeLabel, disabled }}
            onRemove={() => remove(entry.id, index)}
          />
        ))}
      </ul>
    </div>
  );
}

function countWords(drawn: number, found: number, all: number): string {
  const [shown, matching, total] = [drawn, found, all].map((count) => count.toLocaleString());
  if (found < all && drawn < found) return t("options_shown_found", `${shown}`, `${matching}`);
  if (found < all) return t("options_found", `${matching}`, `${total}`);
  if (drawn < all) return t("options_shown_first", `${shown}`, `${total}`);
  return all === 1 ? t("options_entry") : t("options_entries", `${total}`);
}
