// The popup: what Nib does on this page and in its field, how its engine is, and the switches.
// In: settings, the active tab and its frames, the engine's states. Out: settings; acts for the
// page. popup.html shows the places of all at once; this draws over them as soon as settings and
// address are known, and what page and engine say fills places that are kept for it. Opening it
// starts nothing.

import "./page"; // first: its question is under way while the settings are read

import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type EngineLink, type EngineView, watchEngine } from "../shared/engine_link";
import type { BackgroundRequest } from "../shared/requests";
import type { Settings } from "../shared/settings";
import { isSnoozed } from "../shared/site_rules";
import { t } from "../shared/words";
import "../ui/language";
import { choose, useSettings } from "../ui/live_settings";
import { Switch } from "../ui/switch";
import { EngineCard } from "./engine_card";
import { FeatureTable } from "./feature_table";
import { FieldCard } from "./field_card";
import { openOptions } from "./open_options";
import { asked } from "./page";
import { type FieldAct, type FieldView, watchPage } from "./page_link";
import { whySilent } from "./page_words";
import { SiteCard } from "./site_card";

const HOUR_MS = 3_600_000;

const page = await asked;

function useEngine(): [EngineView | null, EngineLink] {
  const [view, setView] = useState<EngineView | null>(null);
  const link = useMemo(() => watchEngine(setView), []);
  return [view, link];
}

function useField(): [FieldView, (act: FieldAct) => void] {
  const [view, setView] = useState<FieldView>(null);
  const link = useMemo(() => (page.tabId === null ? null : watchPage(page.tabId, setView)), []);
  return [view, (act) => link?.act(act)];
}

/** Now; drawn anew each second of a snooze, which may end while the popup is open. */
function useNow(settings: Settings): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => {
      tick(Date.now());
      if (!isSnoozed(settings, Date.now())) clearInterval(timer);
    }, 1_000);
    return () => clearInterval(timer);
  }, [settings.snoozed_until]);
  return Date.now();
}

/** The browser shows the background this tab's address now: its icon can be right. */
function tellBackground(): void {
  const request: BackgroundRequest = { kind: "show_power" };
  void chrome.runtime.sendMessage(request);
}

function snooze(): void {
  void choose(() => ({ snoozed_until: Date.now() + HOUR_MS }));
}

function Header({ settings, now_ms }: { settings: Settings; now_ms: number }) {
  return (
    <header>
      <img src="../icons/nib-48.png" alt="" width="28" height="28" />
      <h1 id="brand">{t("extension_name")}</h1>
      {settings.enabled && !isSnoozed(settings, now_ms) && (
        <button type="button" class="link" data-name="snooze" onClick={snooze}>
          {t("popup_snooze")}
        </button>
      )}
      <Switch
        name="enabled"
        labelId="brand"
        on={settings.enabled}
        disabled={settings.locked.includes("enabled")}
        onToggle={() => choose((now) => ({ enabled: !now.enabled }))}
      />
    </header>
  );
}

function Footer() {
  return (
    <footer>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d="M4 7V5a4 4 0 0 1 8 0v2h1v8H3V7zm2 0h4V5a2 2 0 0 0-4 0z" />
      </svg>
      <span class="promise">{t("popup_promise")}</span>
      <button type="button" class="link" data-name="keys" onClick={() => openOptions("keys")}>
        {t("popup_keys")}
      </button>
      <button type="button" class="link" data-name="options" onClick={() => openOptions()}>
        {t("popup_options")}
      </button>
    </footer>
  );
}

function Popup() {
  const settings = useSettings();
  const now_ms = useNow(settings);
  const [engine, link] = useEngine();
  const [field, act] = useField();
  useEffect(tellBackground, []);
  const silence = whySilent(settings, page, now_ms);
  return (
    <>
      <Header settings={settings} now_ms={now_ms} />
      <main>
        <SiteCard page={page} settings={settings} now_ms={now_ms} />
        <EngineCard
          view={engine}
          isWanted={silence === null}
          onRetry={() => link.retry(settings)}
        />
        <FeatureTable page={page} settings={settings} />
        {silence === null && <FieldCard view={field} page={page} settings={settings} act={act} />}
      </main>
      <Footer />
    </>
  );
}

/** Chromium closes popups by Escape itself, Firefox not all. */
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") window.close();
});
document.body.replaceChildren();
render(<Popup />, document.body);
