// What the engine host has to know of the settings and cannot read itself: whether Nib learns, and
// the organisation's phrases. In: settings. Out: the request that tells it. Chromium's host is a
// document, told over a port like any other; it answers, so that who waits knows it was heard.
import type { EngineRequest } from "../shared/requests";
import type { Settings } from "../shared/settings";
import { ENGINE_PORT } from "../shared/wire";

export type Configuration = Extract<EngineRequest, { kind: "configure" }>;

export function configurationOf(settings: Settings): Configuration {
  const { learning, learning_paused, phrases } = settings;
  const mode = learning ? (learning_paused ? "paused" : "on") : "off";
  return { kind: "configure", id: 0, learning: mode, phrases };
}

/** Resolves when the host has heard it, or is gone. */
export function configureOverPort(configuration: Configuration): Promise<void> {
  return new Promise((resolve) => {
    const port = chrome.runtime.connect({ name: ENGINE_PORT });
    port.onMessage.addListener(() => {
      port.disconnect();
      resolve();
    });
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // reading it marks it as handled
      resolve();
    });
    port.postMessage(configuration);
  });
}
