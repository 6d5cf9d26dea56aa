// The section "Corrections": the kinds of finding, each with an example and a switch, and the single
// findings that are not shown again. In: settings. Out: changes of them.
import { RULES, titleOf } from "../shared/rules";
import { withRule } from "../shared/settings";
import type { IgnoredFinding } from "../shared/settings_schema";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { Switch } from "../ui/switch";
import { type Entry, EntryList } from "./entry_list";
import type { Choices } from "./sections";

/** A mistake of the kind and how it is put right; "" for kinds this version does not know. */
function exampleOf(rule: string): string {
  return chrome.i18n.getMessage(`options_example_${rule}`);
}

function idOf({ kind, original, replacement }: IgnoredFinding): string {
  return JSON.stringify([kind, original, replacement]);
}

/** Of what is only put in or left out, the words say so. */
function entryOf(finding: IgnoredFinding): Entry {
  const { kind, original, replacement } = finding;
  const title =
    original.trim() === ""
      ? t("options_put_in", replacement.trim())
      : replacement.trim() === ""
        ? t("options_left_out", original.trim())
        : t("options_change", original, replacement);
  return { id: idOf(finding), title, detail: titleOf(kind) };
}

export function Corrections({ settings, stored }: Choices) {
  const { ignored_rules, ignored_findings } = stored;
  const others = ignored_rules.filter((rule) => !RULES.some((known) => known === rule));
  return (
    <>
      <p>{t("options_corrections_about")}</p>
      <div class="switches">
        {[...RULES, ...others].map((rule) => (
          <Switch
            key={rule}
            name={rule}
            title={titleOf(rule)}
            detail={exampleOf(rule)}
            on={!settings.ignored_rules.includes(rule)}
            onToggle={() => choose((now) => withRule(now, rule, now.ignored_rules.includes(rule)))}
          />
        ))}
      </div>
      <h3>{t("options_ignored")}</h3>
      <p>{t("options_ignored_about")}</p>
      <EntryList
        name="ignored"
        label={t("options_ignored")}
        entries={ignored_findings.map(entryOf).reverse()}
        empty={t("options_ignored_none")}
        removeLabel={t("options_take_back")}
        onRemove={(id) =>
          choose((now) => ({
            ignored_findings: now.ignored_findings.filter((finding) => idOf(finding) !== id),
          }))
        }
      />
    </>
  );
}
