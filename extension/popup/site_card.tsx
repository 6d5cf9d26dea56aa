// The site: its switch, and why Nib is silent there by what was chosen; a snooze can be ended.
// In: settings, the page, the time. Out: changes of settings.
import type { Settings } from "../shared/settings";
import { isSiteForced, isSiteOn, isSnoozed } from "../shared/site_rules";
import { t } from "../shared/words";
import { choose } from "../ui/live_settings";
import { Switch } from "../ui/switch";
import { withNibHere } from "./here";
import type { PageView } from "./page";
import { leftWords, siteDetail, whySilent } from "./page_words";

type Props = { page: PageView; settings: Settings; now_ms: number };

export function SiteCard({ page, settings, now_ms }: Props) {
  const { site, url } = page;
  const silence = whySilent(settings, page, now_ms);
  const isAsleep = settings.enabled && isSnoozed(settings, now_ms);
  return (
    <section aria-label={t("popup_site")}>
      {site !== null && (
        <Switch
          name="site"
          title={site}
          detail={siteDetail(settings, page)}
          on={isSiteOn(settings, url)}
          disabled={!settings.enabled || page.isPrivate || isSiteForced(settings, url)}
          onToggle={() =>
            choose((now) => withNibHere(now, url, !isSiteOn({ ...settings, ...now }, url)))
          }
        />
      )}
      {silence !== null && (
        <div class="notice" data-name="silence">
          <span role="status">{silence}</span>
          {isAsleep && (
            <>
              <span class="left">{leftWords(settings.snoozed_until, now_ms)}</span>
              <button type="button" class="action" data-name="wake" onClick={wake}>
                {t("popup_wake")}
              </button>
            </>
          )}
        </div>
      )}
    </section>
  );
}

function wake(): void {
  void choose(() => ({ snoozed_until: 0 }));
}
