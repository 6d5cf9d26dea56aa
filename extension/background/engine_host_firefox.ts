// The engine host in Firefox: the event page itself. It must listen from its first turn, for a
// page's port wakes it; Firefox suspends it after 50 s of idling and the worker goes with it
// (the next request starts it again, from the memory snapshot).

import { serveEngine } from "../../wasm/host";
import { isFirefox } from "../shared/browser";

if (isFirefox) serveEngine();

/** The host is there as soon as this module is. */
export async function ensureEngineHost(): Promise<void> {
  serveEngine();
}
