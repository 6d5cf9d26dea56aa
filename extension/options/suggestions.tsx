// The sections "Suggestions" and "Corrections": how suggestions reach the writer, and the rules
// that are followed. In: settings. Out: changes of them.
import { RULES, titleOf } from "../shared/rules";
import { type Settings, withRule } from "../shared/settings";
import { choose } from "../ui/live_settings";
import { SettingSwitches } from "../ui/setting_switches";
import { Switch } from "../ui/switch";

const SWITCHES = [
  {
    key: "announcements",
    title: "Tell screen readers about suggestions",
    detail: "Says grey words and the number of corrections when you rest; never at each key",
  },
  {
    key: "beside_rivals",
    title: "Suggest beside other checkers",
    detail: "Also where Grammarly, LanguageTool, Harper or Gmail's Smart Compose is at work",
  },
] as const;

export function Suggestions({ settings }: { settings: Settings }) {
  const others = settings.ignored_rules.filter((rule) => !RULES.some((known) => known === rule));
  return (
    <>
      <section aria-labelledby="suggestions">
        <h2 id="suggestions">Suggestions</h2>
        <div class="switches wide">
          <SettingSwitches words={SWITCHES} settings={settings} />
        </div>
      </section>
      <section aria-labelledby="corrections">
        <h2 id="corrections">Corrections</h2>
        <p>
          What is off is not corrected. “Ignore this rule” on a card switches its rule off here.
        </p>
        <div class="switches">
          {[...RULES, ...others].map((rule) => (
            <Switch
              key={rule}
              name={rule}
              title={titleOf(rule)}
              on={!settings.ignored_rules.includes(rule)}
              onToggle={() =>
                choose((now) => withRule(now, rule, now.ignored_rules.includes(rule)))
              }
            />
          ))}
        </div>
      </section>
    </>
  );
}
