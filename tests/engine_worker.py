"""Reach into the engine's worker from outside, through the debugging protocol.

The worker is a child of the offscreen document, so messages to it travel in two envelopes.
Nothing in the shipped code helps here.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession


class EngineWorker:
    """The running engine worker of one browser. Raises LookupError when none runs."""

    def __init__(self, context: BrowserContext) -> None:
        browser = context.browser
        assert browser is not None, "a launched context has its browser"
        self._session: CDPSession = browser.new_browser_cdp_session()
        self._session.on("Target.receivedMessageFromTarget", self._received)
        self._worker_session = ""
        self._answers: dict[int, Any] = {}
        self._count = 0
        targets = self._session.send("Target.getTargets", {"filter": [{}]})["targetInfos"]
        hosts = [t for t in targets if t["url"].endswith("/wasm/offscreen.html")]
        hosts = [t for t in hosts if t["type"] != "tab"]
        if not hosts:
            raise LookupError("there is no offscreen document")
        attach = {"targetId": hosts[0]["targetId"], "flatten": False}
        self._host_session: str = self._session.send("Target.attachToTarget", attach)["sessionId"]
        listen = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self._to_host("Target.setAutoAttach", listen)
        self._until(lambda: bool(self._worker_session))

    def kill(self) -> None:
        """End the worker at once, without a word to its host."""
        self._to_worker("Runtime.evaluate", {"expression": "self.close()"})

    def evaluate(self, expression: str) -> Any:
        """The JSON value of `expression` in the worker (a promise is awaited)."""
        wanted = {"expression": expression, "returnByValue": True, "awaitPromise": True}
        number = self._to_worker("Runtime.evaluate", wanted)
        self._until(lambda: number in self._answers)
        return self._answers[number]["result"]["result"].get("value")

    def _to_host(self, method: str, params: dict[str, Any]) -> int:
        self._count += 1
        message = json.dumps({"id": self._count, "method": method, "params": params})
        envelope = {"sessionId": self._host_session, "message": message}
        self._session.send("Target.sendMessageToTarget", envelope)
        return self._count

    def _to_worker(self, method: str, params: dict[str, Any]) -> int:
        self._count += 1
        number = self._count
        message = json.dumps({"id": number, "method": method, "params": params})
        envelope = {"sessionId": self._worker_session, "message": message}
        self._to_host("Target.sendMessageToTarget", envelope)
        return number

    def _received(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        params = message.get("params", {})
        if message.get("method") == "Target.attachedToTarget":
            if params["targetInfo"]["type"] == "worker":
                self._worker_session = params["sessionId"]
        elif params.get("sessionId") == self._worker_session and "message" in params:
            inner = json.loads(params["message"])
            if "id" in inner:
                self._answers[inner["id"]] = inner

    def _until(self, is_done: Any, rounds: int = 2000) -> None:
        """Handle events until `is_done`; each round is one message there and back."""
        for _ in range(rounds):
            if is_done():
                return
            self._session.send("Target.getTargets")
        raise LookupError("the engine's worker does not answer")
