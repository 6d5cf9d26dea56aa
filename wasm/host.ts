// The engine host: takes the ports of content scripts and extension pages, checks who sends what,
// and passes valid requests to the one worker. Runs in the offscreen document (Chromium) or in the
// event page (Firefox). Keeps the last known EngineState and answers "state" itself, so that
// asking starts nothing. Knows neither Python nor models.
import * as v from "valibot";
import { runtime } from "../extension/shared/browser";
import { EngineReply, type EngineState } from "../extension/shared/messages";
import { EngineRequest } from "../extension/shared/requests";
import { ENGINE_PORT } from "../extension/shared/wire";
import type { Wording } from "../extension/shared/words";
import { EngineSupervisor } from "./supervisor";

type Port = chrome.runtime.Port;
type Listener = { port: Port; isPage: boolean; isPrivate: boolean; wantsState: boolean };

/** What a content script may not ask. */
const PAGES_ONLY = new Set<EngineRequest["kind"]>([
  "restart",
  "configure",
  "memory",
  "forget",
  "export_memory",
  "import_memory",
]);

/** Whether one of our own pages speaks, and not a content script. */
function isPage({ sender }: Port): boolean {
  return (sender?.url ?? "").startsWith(runtime.getURL(""));
}

/** Only our own content scripts and our own pages; `onConnect` already keeps strangers out. */
function isOurs(port: Port): boolean {
  const { sender, name } = port;
  if (name !== ENGINE_PORT || sender?.id !== runtime.id) return false;
  return sender.tab !== undefined || isPage(port);
}

export class EngineHost {
  private readonly listeners = new Map<number, Listener>();
  private nextKey = 1;
  private learns = false;
  private readonly supervisor = new EngineSupervisor({
    spawn: () => new Worker(runtime.getURL("wasm/worker.js"), { type: "module" }),
    whenReleased: (lock, callback) => void navigator.locks.request(lock, callback),
    now: () => Date.now(),
    onReply: (key, reply) => this.deliver(key, reply),
    onState: (state) => this.publish(state),
  });

  accept(port: Port): void {
    if (!isOurs(port)) {
      port.disconnect();
      return;
    }
    const key = this.nextKey++;
    const isPrivate = port.sender?.tab?.incognito ?? false;
    this.listeners.set(key, { port, isPage: isPage(port), isPrivate, wantsState: false });
    port.onMessage.addListener((message: unknown) => this.receive(key, message));
    port.onDisconnect.addListener(() => {
      void runtime.lastError; // reading it marks it as handled
      this.listeners.delete(key);
      this.supervisor.close(key);
    });
  }

  private receive(key: number, message: unknown): void {
    const parsed = v.safeParse(EngineRequest, message);
    if (!parsed.success) {
      this.refuse(key, message);
      return;
    }
    const request = parsed.output;
    const listener = this.listeners.get(key);
    if (!listener || !this.mayAsk(listener, request)) {
      this.refuse(key, message);
      return;
    }
    if (request.kind === "restart") this.supervisor.restart();
    if (request.kind === "configure") this.configure(request);
    if (this.isAnsweredHere(request)) {
      listener.wantsState ||= request.kind !== "configure";
      this.post(key, { kind: "state", id: request.id, state: this.supervisor.state });
      return;
    }
    this.supervisor.send(key, request);
  }

  /** Whether Nib learns, and the organisation's phrases. */
  configure(request: Extract<EngineRequest, { kind: "configure" }>): void {
    this.learns = request.learning === "on";
    this.supervisor.configure(request);
  }

  /** A private window teaches nothing, whatever it asks; nor does any while learning is off. */
  private mayAsk({ isPage, isPrivate }: Listener, request: EngineRequest): boolean {
    if (request.kind === "learn") return this.learns && !isPrivate;
    return isPage || !PAGES_ONLY.has(request.kind);
  }

  private isAnsweredHere({ kind }: EngineRequest): boolean {
    return kind === "state" || kind === "restart" || kind === "configure";
  }

  /** A request that does not fit is answered if it has a usable id, and dropped otherwise. */
  private refuse(key: number, message: unknown): void {
    const withId = v.safeParse(v.object({ id: EngineRequest.options[0].entries.id }), message);
    if (!withId.success) return;
    const reason: Wording = ["engine_bad_request"];
    this.post(key, { kind: "error", id: withId.output.id, code: "bad_request", reason });
  }

  private deliver(key: number, reply: string): void {
    const parsed = v.safeParse(EngineReply, JSON.parse(reply));
    if (parsed.success) this.post(key, parsed.output);
    else console.error("nib: the engine sent a reply that does not fit messages.ts");
  }

  /** State events go to ports that asked for the state once: the popup, not every page. */
  private publish(state: EngineState): void {
    for (const [key, listener] of this.listeners) {
      if (listener.wantsState) this.post(key, { kind: "state", state });
    }
  }

  private post(key: number, reply: EngineReply): void {
    this.listeners.get(key)?.port.postMessage(reply);
  }
}

let host: EngineHost | undefined;

/** Start listening for ports; the worker comes with the first request. Safe to call twice. */
export function serveEngine(): EngineHost {
  if (host) return host;
  const started = new EngineHost();
  host = started;
  runtime.onConnect.addListener((port) => {
    if (port.name === ENGINE_PORT) started.accept(port);
  });
  return started;
}
