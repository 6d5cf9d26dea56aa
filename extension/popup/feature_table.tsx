// The three features, each with a switch for this site and one for everywhere, as a table: the
// headings say what a column switches, the rows what. Where there is no site there is no such column.
// In: settings, the page. Out: changes of settings.
import type { Settings } from "../shared/settings";
import { FEATURES, type Feature } from "../shared/site_rules";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { Switch } from "../ui/switch";
import { isFeatureOffHere, withFeatureHere } from "./here";
import type { PageView } from "./page";
import { featureWords } from "./page_words";

type Props = { page: PageView; settings: Settings };

function Row({ feature, page, settings }: Props & { feature: Feature }) {
  const { url, site, isPrivate } = page;
  const { title, detail } = featureWords(settings, feature, url);
  const isOffHere = isFeatureOffHere(settings, feature, url);
  const { enabled, locked } = settings;
  return (
    <tr>
      <th scope="row">
        <span class="words">
          <span class="title" id={`${feature}-title`}>
            {title}
          </span>
          <span class="detail">{detail}</span>
        </span>
      </th>
      {site !== null && (
        <td>
          <Switch
            name={`${feature}_here`}
            labelId={`${feature}-title here`}
            on={settings[feature] && !isOffHere}
            disabled={!enabled || !settings[feature] || isPrivate}
            onToggle={() =>
              choose((now) =>
                withFeatureHere(now, feature, url, isFeatureOffHere(now, feature, url)),
              )
            }
          />
        </td>
      )}
      <td>
        <Switch
          name={feature}
          labelId={`${feature}-title everywhere`}
          on={settings[feature]}
          disabled={!enabled || locked.includes(feature)}
          onToggle={() => choose((now) => ({ [feature]: !now[feature] }))}
        />
      </td>
    </tr>
  );
}

export function FeatureTable({ page, settings }: Props) {
  return (
    <section aria-label={t("popup_features")}>
      <table>
        <thead>
          <tr>
            <td />
            {page.site !== null && (
              <th scope="col" id="here">
                {t("popup_here")}
              </th>
            )}
            <th scope="col" id="everywhere">
              {t("popup_everywhere")}
            </th>
          </tr>
        </thead>
        <tbody>
          {FEATURES.map((feature) => (
            <Row key={feature} feature={feature} page={page} settings={settings} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
