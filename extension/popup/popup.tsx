// The popup: what Nib does on this page, how its engine is, and the switches for both.
// In: settings, the active tab, the engine's states. Out: settings. Opening it starts nothing.
import { render } from "preact";
import { useMemo, useState } from "preact/hooks";
import { type EngineLink, type EngineView, watchEngine } from "../shared/engine_link";
import type { Settings } from "../shared/settings";
import { isSiteOn, withSite } from "../shared/site_rules";
import { addressOf } from "../shared/sites";
import { choose, useSettings } from "../ui/live_settings";
import { SettingSwitches } from "../ui/setting_switches";
import { Switch } from "../ui/switch";
import { EngineCard } from "./engine_card";
import { type PageView, readPage } from "./page";
import { FEATURES, rivalWords, siteWords, whySilent } from "./words";

const page = await readPage();

function useEngine(): [EngineView, EngineLink] {
  const [view, setView] = useState<EngineView>({ state: null, refusal: null });
  const link = useMemo(() => watchEngine(setView), []);
  return [view, link];
}

function SiteSwitch({ page, settings }: { page: PageView; settings: Settings }) {
  const { site } = page;
  const silence = whySilent(settings, page);
  if (site === null) return silence && <p class="notice">{silence}</p>;
  const { title, detail, on } = siteWords(settings, page, site);
  return (
    <>
      <Switch
        name="site"
        title={title}
        detail={detail}
        on={on}
        disabled={!settings.enabled || page.private_window}
        onToggle={() => choose((now) => withSite(now, site, !isSiteOn(now, addressOf(site))))}
      />
      {silence && <p class="notice">{silence}</p>}
    </>
  );
}

/** Who else works on the page, and the way to have both. */
function Rivals({ page, settings }: { page: PageView; settings: Settings }) {
  const words = whySilent(settings, page) === null ? rivalWords(settings, page.rivals) : null;
  if (words === null) return null;
  return (
    <div class="notice" data-name="rivals">
      {words}
      <button type="button" class="action" onClick={() => choose(() => ({ beside_rivals: true }))}>
        Show them anyway
      </button>
    </div>
  );
}

function openOptions(): void {
  void chrome.runtime.openOptionsPage().then(() => window.close());
}

function Popup() {
  const settings = useSettings();
  const [engine, link] = useEngine();
  return (
    <>
      <header>
        <img src="../icons/nib-48.png" alt="" width="28" height="28" />
        <h1 id="brand">Nib</h1>
        <Switch
          name="enabled"
          labelId="brand"
          on={settings.enabled}
          onToggle={() => choose((now) => ({ enabled: !now.enabled }))}
        />
      </header>
      <main>
        <section aria-label="This site">
          <SiteSwitch page={page} settings={settings} />
          <Rivals page={page} settings={settings} />
        </section>
        <section aria-label="Features">
          <SettingSwitches words={FEATURES} settings={settings} disabled={!settings.enabled} />
        </section>
        <EngineCard view={engine} enabled={settings.enabled} onRetry={() => link.retry(settings)} />
      </main>
      <footer>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" />
        </svg>
        <span class="promise">Nothing you write leaves this machine.</span>
        <button type="button" class="link" onClick={openOptions}>
          Options
        </button>
      </footer>
    </>
  );
}

render(<Popup />, document.body);
