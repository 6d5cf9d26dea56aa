// The line of the options to what Nib has learned: sees it, forgets of it, carries it off as a file
// and takes one in its place. In: wishes. Out: LearnedMemory as the engine tells it, or an error for
// people. The engine is made if there is
// none, for only it can read the memory; the port is closed with the page.
import * as v from "valibot";
import { EngineReply, type LearnedMemory } from "../shared/messages";
import type { BackgroundRequest, EngineRequest } from "../shared/requests";
import { ENGINE_PORT } from "../shared/wire";
import { t } from "../shared/words";

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
type Kind = "memory" | "forget" | "export_memory" | "import_memory";
type Asked = Extract<EngineRequest, { kind: Kind }>;
type Waiting = { resolve: (reply: EngineReply) => void; reject: (error: Error) => void };

/** What the engine says no to: `code` as it names it. */
class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

let port: chrome.runtime.Port | undefined;
let nextId = 1;
const waiting = new Map<number, Waiting>();

async function connect(): Promise<chrome.runtime.Port> {
  const wake: BackgroundRequest = { kind: "wake_engine" };
  await chrome.runtime.sendMessage(wake);
  if (port) return port;
  const opened = chrome.runtime.connect({ name: ENGINE_PORT });
  opened.onMessage.addListener((message: unknown) => {
    const reply = v.safeParse(EngineReply, message);
    if (reply.success && reply.output.id !== undefined) settle(reply.output.id, reply.output);
  });
  opened.onDisconnect.addListener(() => {
    void chrome.runtime.lastError; // reading it marks it as handled
    port = undefined;
    for (const { reject } of waiting.values()) reject(new Error(t("learn_no_engine")));
    waiting.clear();
  });
  port = opened;
  return opened;
}

function settle(id: number, reply: EngineReply): void {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (reply.kind === "error") asked?.reject(new Refusal(reply.code, t(...reply.reason)));
  else asked?.resolve(reply);
}

async function ask(request: WithoutId<Asked>): Promise<EngineReply> {
  const line = await connect();
  return new Promise((resolve, reject) => {
    const id = nextId++;
    waiting.set(id, { resolve, reject });
    line.postMessage({ ...request, id });
  });
}

/** The most used of what has `search` in it. Rejects with an error for people. */
export async function viewMemory(search: string): Promise<LearnedMemory> {
  const reply = await ask({ kind: "memory", ...(search && { search }) });
  if (reply.kind !== "memory") throw new Error(t("learn_no_engine"));
  return reply;
}

/** One word or phrase; everything without it. */
export async function forget(what?: string): Promise<void> {
  await ask({ kind: "forget", ...(what !== undefined && { what }) });
}

/** All of it as base64; "" where nothing was learned. Rejects with an error for people. */
export async function exportMemory(): Promise<string> {
  const reply = await ask({ kind: "export_memory" });
  if (reply.kind !== "memory_file") throw new Error(t("learn_no_engine"));
  return reply.content;
}

/** What is in such a file; null where it is none. Changes nothing. */
export async function lookIntoMemory(content: string): Promise<LearnedMemory | null> {
  try {
    const reply = await ask({ kind: "import_memory", content, only_look: true });
    return reply.kind === "memory" ? reply : null;
  } catch (error) {
    if (error instanceof Refusal && error.code === "unfit") return null;
    throw error;
  }
}

/** Takes the place of all that was learned; "": nothing does. Rejects with an error for people. */
export async function importMemory(content: string): Promise<void> {
  await ask(content === "" ? { kind: "forget" } : { kind: "import_memory", content });
}
