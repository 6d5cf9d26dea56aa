"""Look at what Nib shows as its content script could: through the debugging protocol.

Nothing in the shipped code helps here: the isolated world of the content script is found by the
extension's name, and `chrome.dom.openOrClosedShadowRoot` opens the closed root for it alone.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import CDPSession, Error, Frame, Page

# Nib's host is the only popover that is a child of the document (or of a modal dialog) without
# attributes a page would give; a page of ours has no other.
WAIT = """new Promise((resolve) => {{
  const end = performance.now() + {timeout_ms};
  const look = () => {{
    const root = [...document.querySelectorAll("div[popover=manual]")]
      .map((host) => chrome.dom.openOrClosedShadowRoot(host))
      .find((found) => found);
    const seen = (selector) =>
      [...root.querySelectorAll(selector)].filter((node) => node.checkVisibility());
    const value = root && ({expression});
    if (value || performance.now() > end) resolve(value);
    else requestAnimationFrame(look);
  }};
  look();
}})"""


class ContentWorld:
    """Evaluates JavaScript in the content script's isolated world of a page, or of one frame in it,
    named by the end of its URL (same process) or given as a Frame (any process)."""

    def __init__(self, page: Page, frame_url_end: str = "", frame: Frame | None = None) -> None:
        self._contexts: dict[str, int] = {}  # by frame
        self._session: CDPSession = page.context.new_cdp_session(page)
        if frame and frame.parent_frame:
            frame_url_end = self._reach(frame) or frame_url_end
        self._session.on("Runtime.executionContextCreated", self._created)
        self._session.on("Runtime.executionContextsCleared", lambda _: self._contexts.clear())
        self._session.send("Runtime.enable")
        tree = self._session.send("Page.getFrameTree")["frameTree"]
        frames = [tree["frame"], *(child["frame"] for child in tree.get("childFrames", []))]
        self._frame: str = next(f["id"] for f in frames if f["url"].endswith(frame_url_end))

    def _reach(self, frame: Frame) -> str:
        """A frame of another site has a process and a session of its own; else its URL is it."""
        try:
            self._session = frame.page.context.new_cdp_session(frame)
        except Error:
            return frame.url
        return ""

    def _created(self, event: dict[str, Any]) -> None:
        context = event["context"]
        if context["origin"].startswith("chrome-extension://"):
            self._contexts[context["auxData"]["frameId"]] = context["id"]

    def evaluate(self, expression: str) -> Any:
        """The JSON value of `expression` (a promise is awaited)."""
        if self._frame not in self._contexts:
            raise LookupError("the content script's world is not there (yet)")
        answer = self._session.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": self._contexts[self._frame],
                "returnByValue": True,
                "awaitPromise": True,
            },
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait_for_ghost(self, timeout_ms: int) -> str:
        """The ghost text, once some is shown."""
        return str(self._wait_for("seen('.ghost')[0]?.textContent", timeout_ms))

    def wait_for_underlines(self, at_least: int, timeout_ms: int) -> None:
        count = "seen('.spelling, .grammar, .style').length"
        self._wait_for(f"{count} >= {at_least}", timeout_ms)

    def wait_for_tints(self, timeout_ms: int) -> None:
        self._wait_for("seen('.tint, .edge, .rule').length > 0", timeout_ms)

    def _wait_for(self, expression: str, timeout_ms: int) -> Any:
        """The first true value of `expression`; seen(selector): what Nib shows, not what it keeps
        hidden for another time."""
        answer = self.evaluate(WAIT.format(expression=expression, timeout_ms=timeout_ms))
        if not answer:
            raise LookupError(f"not shown within {timeout_ms / 1000:.0f} s: {expression}")
        return answer
