// The popup: what Nib does on this page, how its engine is, and the switches for both.
// In: settings, the active tab, the engine's states. Out: settings. Opening it starts nothing.
import { render } from "preact";
import { useMemo, useState } from "preact/hooks";
import { type EngineLink, type EngineView, watchEngine } from "../shared/engine_link";
import {
  onSettingsChanged,
  readSettings,
  type Settings,
  withSite,
  writeSettings,
} from "../shared/settings";
import { EngineCard } from "./engine_card";
import { type PageView, readPage } from "./page";
import { Switch } from "./switch";
import { FEATURES, siteWords, whySilent } from "./words";

const [first, page] = await Promise.all([readSettings(), readPage()]);

/** What is stored and what was clicked since: a quick second click on a switch is away from it. */
let latest = first;
let show: (settings: Settings) => void = () => {};

// Before anything is drawn: an effect would come after the first paint, and miss what came sooner.
onSettingsChanged((stored) => {
  latest = stored;
  show(stored);
});

/** Hands a change to the browser within the click: the popup may be closed in the next moment. */
function choose(change: (now: Settings) => Partial<Settings> | null): void {
  const changed = change(latest);
  if (!changed) return;
  latest = { ...latest, ...changed };
  void writeSettings(changed);
}

function useSettings(): Settings {
  const [settings, setSettings] = useState(latest);
  show = setSettings;
  return settings;
}

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
        onToggle={() => choose((now) => withSite(now, site, now.sites_off.includes(site)))}
      />
      {silence && <p class="notice">{silence}</p>}
    </>
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
        </section>
        <section aria-label="Features">
          {FEATURES.map(({ key, title, detail }) => (
            <Switch
              key={key}
              name={key}
              title={title}
              detail={detail}
              on={settings[key]}
              disabled={!settings.enabled}
              onToggle={() => choose((now) => ({ [key]: !now[key] }))}
            />
          ))}
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
