// The section "Sites": on or off where nothing else is said, and the sites where something is.
// In: settings. Out: changes of them. What is a pattern is site_patterns.ts's.
import { useState } from "preact/hooks";
import type { StoredSettings } from "../shared/settings";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { RadioChoices } from "../ui/radio_choices";
import { AddForm } from "./add_form";
import { type Entry, EntryList } from "./entry_list";
import type { Choices } from "./sections";
import { LISTS, type ListName, readPattern, withoutPattern, withPattern } from "./site_patterns";

const DEFAULTS = [
  { value: "on", title: t("options_sites_on"), detail: t("options_sites_on_detail") },
  { value: "off", title: t("options_sites_off"), detail: t("options_sites_off_detail") },
] as const;

/** By name, for one site may have several. */
function entriesOf(stored: StoredSettings): Entry[] {
  const entries = LISTS.flatMap((list) =>
    stored[list].map((pattern) => ({
      id: `${list} ${pattern}`,
      title: pattern,
      detail: t(`options_list_${list}`),
    })),
  );
  return entries.sort((one, other) => (one.title < other.title ? -1 : 1));
}

/** What becomes of what was typed; a fault, in words, where nothing does. */
function addSite(list: ListName, typed: string): string | null {
  const read = readPattern(typed);
  let fault = "fault" in read ? read.fault : null;
  if ("pattern" in read)
    void choose((now) => {
      const change = withPattern(now, list, read.pattern);
      if (!("fault" in change)) return change;
      fault = change.fault;
      return null;
    });
  return fault && t(fault, typed.trim().slice(0, 60));
}

function WhatThere({ list, onChoose }: { list: ListName; onChoose: (list: ListName) => void }) {
  return (
    <select
      aria-label={t("options_site_what")}
      value={list}
      onChange={({ currentTarget }) => onChoose(currentTarget.value as ListName)}
    >
      {LISTS.map((name) => (
        <option key={name} value={name} selected={name === list}>
          {t(`options_list_${name}`)}
        </option>
      ))}
    </select>
  );
}

function AddSite({ stored }: { stored: StoredSettings }) {
  const [list, setList] = useState<ListName>(stored.on_by_default ? "sites_off" : "sites_on");
  return (
    <AddForm
      name="site"
      label={t("options_site")}
      placeholder="example.org"
      help={t("options_site_help")}
      add={(typed) => addSite(list, typed)}
    >
      <WhatThere list={list} onChoose={setList} />
    </AddForm>
  );
}

function Forced({ on, off }: { on: readonly string[]; off: readonly string[] }) {
  if (on.length + off.length === 0) return null;
  const lines = [
    ...on.map((pattern) => [pattern, t("options_list_sites_on")]),
    ...off.map((pattern) => [pattern, t("options_list_sites_off")]),
  ];
  return (
    <>
      <h3>{t("options_locked")}</h3>
      <dl class="rows" data-name="forced">
        {lines.map(([pattern, state]) => (
          <div key={`${pattern} ${state}`}>
            <dt>{pattern}</dt>
            <dd>{state}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function Sites({ settings, stored }: Choices) {
  return (
    <>
      <RadioChoices
        name="on_by_default"
        legend={t("options_sites_default")}
        choices={DEFAULTS}
        chosen={settings.on_by_default ? "on" : "off"}
        locked={settings.locked.includes("on_by_default")}
        onChoose={(value) => choose(() => ({ on_by_default: value === "on" }))}
      />
      <h3>{t("options_exceptions")}</h3>
      <AddSite stored={stored} />
      <EntryList
        name="sites"
        label={t("options_exceptions")}
        entries={entriesOf(stored)}
        empty={t("options_sites_none")}
        removeLabel={t("options_remove")}
        onRemove={(id) => {
          const [list, pattern = ""] = id.split(" ") as [ListName, string?];
          void choose((now) => withoutPattern(now, list, pattern));
        }}
      />
      <Forced on={settings.forced_on} off={settings.forced_off} />
    </>
  );
}
