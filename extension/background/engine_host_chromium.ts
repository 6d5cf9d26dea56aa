// The engine host in Chromium: one offscreen document, made on demand and kept. The service worker
// itself never runs the engine: it dies after 30 s. Calls at the same time share one creation.
import type { Settings } from "../shared/settings";
import { heldSettings } from "./held_settings";
import { configurationOf, configureOverPort } from "./learning";

const PATH = "wasm/offscreen.html";

let creating: Promise<void> | undefined;

/** Resolves when the offscreen document listens for ports and knows the settings. */
export async function ensureEngineHost(): Promise<void> {
  if (!creating && (await hostExists())) return;
  creating ??= createHost().finally(() => {
    creating = undefined;
  });
  await creating;
}

/** Tells the host what changed; one that is made later is told then. */
export async function configureEngineHost(settings: Settings): Promise<void> {
  if (await hostExists()) await configureOverPort(configurationOf(settings));
}

async function hostExists(): Promise<boolean> {
  const existing = await chrome.runtime.getContexts({
    contextTypes: ["OFFSCREEN_DOCUMENT" as chrome.runtime.ContextType],
  });
  return existing.length > 0;
}

async function createHost(): Promise<void> {
  await chrome.offscreen.createDocument({
    url: PATH,
    reasons: ["WORKERS" as chrome.offscreen.Reason],
    justification: "Runs Nib's language engine in a worker, so that nothing leaves this machine.",
  });
  await configureOverPort(configurationOf(await heldSettings()));
}
