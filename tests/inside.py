"""Look at what Nib shows as its content script could: through the debugging protocol.

Nothing in the shipped code helps here: the isolated world of the content script is found by the
extension's name, and `chrome.dom.openOrClosedShadowRoot` opens the closed root for it alone.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Frame, Page


class ContentWorld:
    """Evaluates JavaScript in the content script's isolated world of a page or frame."""

    def __init__(self, target: Page | Frame) -> None:
        page = target if isinstance(target, Page) else target.page
        self._session: CDPSession = page.context.new_cdp_session(target)
        self._context: int | None = None
        self._session.on("Runtime.executionContextCreated", self._created)
        self._session.on("Runtime.executionContextsCleared", self._cleared)
        self._session.send("Runtime.enable")

    def _created(self, event: dict[str, Any]) -> None:
        context = event["context"]
        if context["origin"].startswith("chrome-extension://"):
            self._context = context["id"]

    def _cleared(self, _event: dict[str, Any]) -> None:
        self._context = None

    def evaluate(self, expression: str) -> Any:
        """The JSON value of `expression` (a promise is awaited)."""
        if self._context is None:
            raise LookupError("the content script's world is not there (yet)")
        answer = self._session.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": self._context,
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")
