// The engine host in Firefox: the event page itself. It must listen from its first turn, for a
// page's port wakes it; Firefox suspends it after 50 s of idling and the worker goes with it
// (the next request starts it again, from the memory snapshot).

import { serveEngine } from "../../wasm/host";
import { isFirefox } from "../shared/browser";
import type { Settings } from "../shared/settings";
import { heldSettings } from "./held_settings";
import { configurationOf } from "./learning";

if (isFirefox) serveEngine();

let configured: Promise<void> | undefined;

/** The host is there as soon as this module is; resolves when it knows the settings. */
export async function ensureEngineHost(): Promise<void> {
  configured ??= heldSettings().then(configureEngineHost);
  await configured;
}

export async function configureEngineHost(settings: Settings): Promise<void> {
  serveEngine().configure(configurationOf(settings));
}
