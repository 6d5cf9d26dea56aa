"""Talk to the engine the way content scripts do: an extension page with an open engine port.

In: a browser with the extension. Out: replies as dictionaries. The page is the popup's own, in a
tab; nothing is added to the extension for tests.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Page

from tests import chromium

CONNECT = """async () => {
  await chrome.runtime.sendMessage({kind: "wake_engine"});
  const port = chrome.runtime.connect({name: "nib-engine"});
  const waiting = new Map();
  const nib = {port, next: 1, events: [], disconnected: false};
  const watching = new Map();
  port.onMessage.addListener((reply) => {
    if (reply.id === undefined) nib.events.push(reply);
    watching.get(reply.id)?.(reply);
    if (reply.partial || !waiting.has(reply.id)) return;
    waiting.get(reply.id)(reply);
    waiting.delete(reply.id);
  });
  port.onDisconnect.addListener(() => { nib.disconnected = true; });
  nib.post = (request, onReply) => {
    const id = nib.next++;
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    if (onReply) {
      watching.set(id, onReply);
      answer.then(() => watching.delete(id));
    }
    port.postMessage({...request, id});
    return {id, answer};
  };
  globalThis.nib = nib;
}"""
ASK = "(request) => nib.post(request).answer"
ASK_ALL = "(requests) => Promise.all(requests.map((request) => nib.post(request).answer))"
TIMED = """async (request) => {
  const started = performance.now();
  const reply = await nib.post(request).answer;
  return [performance.now() - started, reply];
}"""
STREAMED = """async (request) => {
  const started = performance.now();
  const replies = [];
  await nib.post(request, (reply) => replies.push([performance.now() - started, reply])).answer;
  return replies;
}"""


class EnginePort:
    """One engine port, in its own tab."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        extension_id = chromium.extension_id(context)
        self.page.goto(f"chrome-extension://{extension_id}/popup/popup.html")
        self.page.evaluate(CONNECT)

    def ask(self, **request: Any) -> dict[str, Any]:
        """One request; its reply."""
        reply: dict[str, Any] = self.page.evaluate(ASK, request)
        return reply

    def ask_all(self, requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """All requests at once; their replies in the order of the requests."""
        replies: list[dict[str, Any]] = self.page.evaluate(ASK_ALL, requests)
        return replies

    def timed(self, **request: Any) -> tuple[float, dict[str, Any]]:
        """Milliseconds from the port's page and back, and the reply."""
        elapsed_ms, reply = self.page.evaluate(TIMED, request)
        return elapsed_ms, reply

    def streamed(self, **request: Any) -> list[tuple[float, dict[str, Any]]]:
        """Every reply to one request, partial ones first, with the milliseconds it took."""
        return [(ms, reply) for ms, reply in self.page.evaluate(STREAMED, request)]

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self.ask(kind="state")["state"]
        return state

    def warm(self, *features: str) -> dict[str, Any]:
        """Load features and wait for it; the state then."""
        state: dict[str, Any] = self.ask(kind="warm", features=list(features))["state"]
        return state

    def close(self) -> None:
        self.page.close()
