// The engine host in Chromium: one offscreen document, made on demand and kept. The service worker
// itself never runs the engine: it dies after 30 s. Calls at the same time share one creation.
const PATH = "wasm/offscreen.html";

let creating: Promise<void> | undefined;

/** Resolves when the offscreen document listens for ports. */
export async function ensureEngineHost(): Promise<void> {
  const existing = await chrome.runtime.getContexts({
    contextTypes: ["OFFSCREEN_DOCUMENT" as chrome.runtime.ContextType],
  });
  if (existing.length > 0 && !creating) return;
  creating ??= chrome.offscreen
    .createDocument({
      url: PATH,
      reasons: ["WORKERS" as chrome.offscreen.Reason],
      justification: "Runs Nib's language engine in a worker, so that nothing leaves this machine.",
    })
    .finally(() => {
      creating = undefined;
    });
  await creating;
}
