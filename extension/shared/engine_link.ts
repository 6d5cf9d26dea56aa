// The line of popup and options to the engine host: shows its states, asks it to try again or to
// start anew. In: state events of the "nib-engine" port. Out: EngineView. Never makes the host:
// while there is none, it looks again now and then, for a field may be focused meanwhile.
import * as v from "valibot";
import { isFirefox } from "./browser";
import { EngineReply, type EngineState } from "./messages";
import type { BackgroundRequest, EngineRequest } from "./requests";
import type { Settings } from "./settings";
import { ENGINE_PORT } from "./wire";
import type { Wording } from "./words";

/** state: null while no engine host exists; refusal: why it would not try again just now. */
export type EngineView = { state: EngineState | null; refusal: Wording | null };
export type EngineLink = {
  retry: (settings: Settings) => void;
  /** Another model was chosen: the engine reads it when it is needed next. */
  restart: () => void;
};

const LOOK_AGAIN_MS = 500;

/** In Firefox the background is the host, and asking it for its state starts no engine. */
async function hostExists(): Promise<boolean> {
  if (isFirefox) return true;
  const contextTypes = ["OFFSCREEN_DOCUMENT" as chrome.runtime.ContextType];
  return (await chrome.runtime.getContexts({ contextTypes })).length > 0;
}

/** Loads what is switched on, at once, though it failed a moment ago. */
function warmAgain(settings: Settings, id: number): EngineRequest {
  const features = [
    ...(settings.completion ? ["complete" as const] : []),
    ...(settings.correction ? ["correct" as const] : []),
    ...(settings.sentiment ? ["sentiment" as const] : []),
  ];
  return { kind: "warm", id, features, again: true };
}

export function watchEngine(show: (view: EngineView) => void): EngineLink {
  let port: chrome.runtime.Port | undefined;
  let view: EngineView = { state: null, refusal: null };
  let nextId = 0;
  let isTold = false; // of anything yet, be it that there is no host

  const become = (change: Partial<EngineView>) => {
    isTold = true;
    view = { ...view, ...change };
    show(view);
  };

  const ask = (request: EngineRequest) => port?.postMessage(request);

  const receive = (message: unknown) => {
    const reply = v.safeParse(EngineReply, message);
    if (!reply.success) return;
    if (reply.output.kind === "state") become({ state: reply.output.state, refusal: null });
    if (reply.output.kind === "error") become({ refusal: reply.output.reason });
  };

  const connect = () => {
    port = chrome.runtime.connect({ name: ENGINE_PORT });
    port.onMessage.addListener(receive);
    port.onDisconnect.addListener(() => {
      void chrome.runtime.lastError; // reading it marks it as handled
      port = undefined;
      become({ state: null });
      setTimeout(look, LOOK_AGAIN_MS);
    });
    ask({ kind: "state", id: nextId++ });
  };

  const look = async () => {
    if (port) return;
    if (await hostExists()) return connect();
    if (!isTold) become({});
    setTimeout(look, LOOK_AGAIN_MS);
  };

  void look();

  return {
    restart: async () => {
      if (!port && (await hostExists())) connect();
      ask({ kind: "restart", id: nextId++ });
    },
    retry: async (settings) => {
      become({ refusal: null });
      const wake: BackgroundRequest = { kind: "wake_engine" };
      await chrome.runtime.sendMessage(wake);
      if (!port) connect();
      ask(warmAgain(settings, nextId++));
    },
  };
}
