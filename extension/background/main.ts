// The background's start: service worker in Chromium, event page in Firefox, from the same file.
// In: the browser's events. Out: listeners, all registered at once, synchronously, as both
// browsers demand of a background that sleeps. Decides nothing itself.
import { isFirefox } from "../shared/browser";
import { migrateSettings, type Settings } from "../shared/settings";
import { listenToShortcuts } from "./commands";
import * as offscreenHost from "./engine_host_chromium";
import * as eventPageHost from "./engine_host_firefox";
import { freshSettings, holdSettings } from "./held_settings";
import { createMenus, listenToMenus, showMenus } from "./menus";
import { reportPolicy } from "./policy_report";
import { listenToRequests } from "./router";
import { listenToSync } from "./sync";
import { followPower } from "./toolbar";
import { welcome } from "./welcome";

const engineHost = isFirefox ? eventPageHost : offscreenHost;

async function refresh(settings: Settings): Promise<void> {
  await Promise.all([showMenus(settings), followPower()]);
}

/** Menus and icon are made anew when the extension or the browser starts, then follow the settings. */
async function start(): Promise<void> {
  await migrateSettings();
  const settings = await freshSettings();
  await createMenus();
  await refresh(settings);
}

// Before all that asks for settings when they change.
holdSettings((settings) => {
  void refresh(settings);
  void engineHost.configureEngineHost(settings);
});
listenToRequests(engineHost.ensureEngineHost);
listenToMenus();
listenToShortcuts();
reportPolicy();
listenToSync();
chrome.runtime.onInstalled.addListener((details) => {
  void start();
  void welcome(details);
});
chrome.runtime.onStartup.addListener(() => void start());
void followPower();
