// The frame's line to the engine: one long port, opened at the first use and again when it closed.
// In: requests without ids. Out: replies, which the host validated; every request gets an end, also when the port
// goes. Knows nothing of fields. After the extension was reloaded it is silent for good.
import type { EngineReply } from "../shared/messages";
import type { EngineRequest } from "../shared/requests";
import { ENGINE_PORT, MAX_TEXT } from "../shared/wire";

type Asked = Extract<EngineRequest, { kind: "complete" | "correct" | "sentiment" }>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
export type Ask = WithoutId<Asked>;
export type Reply = Extract<EngineReply, { kind: Asked["kind"] }>;
export type Feature = Extract<EngineRequest, { kind: "warm" }>["features"][number];

export interface Listener {
  onReply(reply: Reply): void;
  /** The request ended without an answer: cancelled, failed, or the line went down. */
  onEnd?(code: string): void;
}

const FIRST_RETRY_MS = 250;
const MAX_RETRY_MS = 10_000;

export class EngineClient {
  private port: chrome.runtime.Port | null = null;
  private connecting: Promise<chrome.runtime.Port | null> | null = null;
  private nextId = 1;
  private retryMs = FIRST_RETRY_MS;
  private notBefore = 0;
  private readonly pending = new Map<number, Listener>();

  constructor(private readonly onOrphaned: () => void) {}

  /** Loads what the features need; nothing comes back. */
  warm(features: Feature[]): void {
    if (features.length > 0) void this.send({ kind: "warm", id: this.nextId++, features });
  }

  /** What the person wrote; nothing comes back. */
  learn(text: string, accepted?: string): void {
    const piece = text.slice(-MAX_TEXT);
    void this.send({
      kind: "learn",
      id: this.nextId++,
      text: piece,
      ...(accepted && { accepted }),
    });
  }

  /**
   * Sends a request; the returned function cancels it. That it is replaced by another of its kind
   * the engine sees by itself (py/nib/schedule.py).
   */
  ask(request: Ask, listener: Listener): (isReplaced?: boolean) => void {
    const id = this.nextId++;
    this.pending.set(id, listener);
    void this.send({ ...request, id } as EngineRequest).then((sent) => {
      if (!sent) this.end(id, "disconnected");
    });
    return (isReplaced) => {
      if (!this.pending.delete(id) || isReplaced) return;
      void this.send({ kind: "cancel", id: this.nextId++, target: id });
    };
  }

  dispose(): void {
    this.pending.clear();
    try {
      this.port?.disconnect();
    } catch {
      // Already gone with the extension.
    }
    this.port = null;
  }

  private async send(message: EngineRequest): Promise<boolean> {
    try {
      const port = this.port ?? (await this.connect());
      if (!port || port !== this.port) return false;
      port.postMessage(message);
      return true;
    } catch {
      this.checkOrphaned();
      return false;
    }
  }

  /** At most one attempt at a time, and none sooner than the last failure allows. */
  private connect(): Promise<chrome.runtime.Port | null> {
    if (Date.now() < this.notBefore || this.checkOrphaned()) return Promise.resolve(null);
    this.connecting ??= this.open().finally(() => {
      this.connecting = null;
    });
    return this.connecting;
  }

  private async open(): Promise<chrome.runtime.Port | null> {
    const answer: unknown = await chrome.runtime.sendMessage({ kind: "wake_engine" });
    if ((answer as { ok?: unknown } | undefined)?.ok !== true) {
      this.backOff();
      return null;
    }
    const port = chrome.runtime.connect({ name: ENGINE_PORT });
    port.onMessage.addListener((reply: EngineReply) => this.receive(reply));
    port.onDisconnect.addListener(() => this.closed(port));
    this.port = port;
    return port;
  }

  private receive(reply: EngineReply): void {
    this.retryMs = FIRST_RETRY_MS;
    if (reply.kind === "state") return;
    if (reply.kind === "cancelled" || reply.kind === "error") {
      this.end(reply.id, reply.kind === "error" ? reply.code : "cancelled");
      return;
    }
    const listener = this.pending.get(reply.id);
    if (!("partial" in reply && reply.partial)) this.pending.delete(reply.id);
    listener?.onReply(reply as Reply);
  }

  private closed(port: chrome.runtime.Port): void {
    try {
      void chrome.runtime.lastError; // reading it marks it as handled
    } catch {
      // The extension itself is gone.
    }
    if (port !== this.port) return;
    this.port = null;
    if (this.checkOrphaned()) return;
    this.backOff();
    for (const id of [...this.pending.keys()]) this.end(id, "disconnected");
  }

  private backOff(): void {
    this.notBefore = Date.now() + this.retryMs;
    this.retryMs = Math.min(this.retryMs * 2, MAX_RETRY_MS);
  }

  private end(id: number, code: string): void {
    const listener = this.pending.get(id);
    this.pending.delete(id);
    listener?.onEnd?.(code);
  }

  /** A reloaded extension leaves its old content scripts behind: they must fall silent. */
  private checkOrphaned(): boolean {
    if (isExtensionAlive()) return false;
    this.onOrphaned();
    return true;
  }
}

export function isExtensionAlive(): boolean {
  try {
    return chrome.runtime?.id !== undefined;
  } catch {
    return false;
  }
}
