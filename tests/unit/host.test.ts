// Who may ask the engine host to learn, and what only Nib's own pages may ask.
/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import type { EngineReply } from "../../extension/shared/messages";
import type { EngineRequest } from "../../extension/shared/requests";

const ORIGIN = "chrome-extension://abcdefghijklmnop";
const ID = "abcdefghijklmnop";
const toWorker: string[] = [];

class FakeWorker {
  onmessage = null;
  onerror = null;
  postMessage(message: { request?: string }): void {
    if (message.request) toWorker.push(JSON.parse(message.request).kind);
  }
  terminate(): void {}
}
Object.assign(globalThis, {
  Worker: FakeWorker,
  chrome: { runtime: { id: ID, getURL: (path: string) => `${ORIGIN}/${path}` } },
});
const { EngineHost } = await import("../../wasm/host");

/** A port of this sender to `host`; its answers, in turn. */
function portTo(
  host: InstanceType<typeof EngineHost>,
  sender: Partial<chrome.runtime.MessageSender>,
) {
  const answers: EngineReply[] = [];
  let hear: (message: unknown) => void = () => {};
  const port = {
    name: "nib-engine",
    sender: { id: ID, ...sender },
    onMessage: { addListener: (listener: typeof hear) => (hear = listener) },
    onDisconnect: { addListener: () => {} },
    postMessage: (reply: EngineReply) => answers.push(reply),
    disconnect: () => {},
  };
  host.accept(port as unknown as chrome.runtime.Port);
  return { answers, ask: (request: EngineRequest) => hear(request) };
}

const tab = (incognito: boolean) => ({ id: 4, incognito }) as chrome.tabs.Tab;
const frame = { tab: tab(false), frameId: 0, url: "https://example.org/" };
const privateFrame = { ...frame, tab: tab(true) };
const page = { url: `${ORIGIN}/options/options.html` };
const LEARN = { kind: "learn", id: 7, text: "We met at noon." } as const;
const configure = (learning: "off" | "paused" | "on"): EngineRequest => ({
  kind: "configure",
  id: 1,
  learning,
  phrases: [],
});

function taught(mode: "off" | "paused" | "on" | null, sender: object): boolean {
  toWorker.length = 0;
  const host = new EngineHost();
  if (mode) portTo(host, page).ask(configure(mode));
  const { answers, ask } = portTo(host, sender);
  ask(LEARN);
  assert.equal(answers[0]?.kind === "error", !toWorker.includes("learn"));
  return toWorker.includes("learn");
}

test("a frame teaches while learning is on, and a private one never does", () => {
  assert.ok(taught("on", frame));
  assert.ok(!taught("on", privateFrame));
  assert.ok(!taught("on", { ...page, tab: tab(true) }));
});

test("nobody teaches while learning is off, paused or not yet known", () => {
  for (const mode of ["off", "paused", null] as const) assert.ok(!taught(mode, frame));
});

test("what was learned is seen, forgotten and configured by Nib's own pages only", () => {
  const asked: EngineRequest[] = [
    configure("on"),
    { kind: "memory", id: 2 },
    { kind: "forget", id: 3 },
    { kind: "forget", id: 4, what: "noon" },
    { kind: "export_memory", id: 5 },
    { kind: "import_memory", id: 6, content: "AAAA" },
  ];
  toWorker.length = 0;
  const refused = portTo(new EngineHost(), frame);
  for (const request of asked) refused.ask(request);
  assert.deepEqual(
    refused.answers.map(({ kind }) => kind),
    asked.map(() => "error"),
  );
  assert.deepEqual(toWorker, []);
  const heard = portTo(new EngineHost(), page);
  for (const request of asked) heard.ask(request);
  assert.deepEqual(
    toWorker,
    asked.map(({ kind }) => kind),
  );
});
