"""The real popup, opened as a click on the toolbar icon opens it, and driven by real input.

`Extensions.triggerAction` is that click: it grants activeTab and opens the popup's own window,
which Playwright does not show as a page. So it is attached to through the debugging protocol, and
mouse and keys reach it as input events. Needs the flag FLAG.
"""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page

FLAG = "--enable-unsafe-extension-debugging"
WAIT_S = 15.0
KEY_CODES = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "ArrowDown": 40}


class Popup:
    """One open popup. Waits poll the browser itself; nothing sleeps."""

    def __init__(
        self, context: BrowserContext, extension_id: str, page: Page, shown: str = "footer button"
    ) -> None:
        """shown: what is there once it is drawn; the footer itself is painted before."""
        assert context.browser is not None
        self._browser = context.browser.new_browser_cdp_session()
        self._url = f"chrome-extension://{extension_id}/popup/popup.html"
        self._answers: dict[int, dict[str, Any]] = {}
        self._last_id = 0
        self._browser.on("Target.receivedMessageFromTarget", self._receive)
        self._open(extension_id, page)
        self.wait_for(f"document.querySelector('{shown}') !== null")

    def _open(self, extension_id: str, page: Page) -> None:
        page.bring_to_front()
        target = tab_target(self._browser, page)
        self._browser.send("Extensions.triggerAction", {"id": extension_id, "targetId": target})
        deadline = time.monotonic() + WAIT_S
        while not (found := self._targets()):
            assert time.monotonic() < deadline, "the popup did not open"
        arguments = {"targetId": found[0], "flatten": False}
        self._session = self._browser.send("Target.attachToTarget", arguments)["sessionId"]

    def _targets(self) -> list[str]:
        targets = self._browser.send("Target.getTargets")["targetInfos"]
        return [target["targetId"] for target in targets if target["url"] == self._url]

    def _receive(self, event: dict[str, Any]) -> None:
        message = json.loads(event["message"])
        if event["sessionId"] == self._session and "id" in message:
            self._answers[message["id"]] = message

    def send(self, method: str, **arguments: Any) -> dict[str, Any]:
        """One command of the debugging protocol, to the popup's own target."""
        self._last_id += 1
        message = {"id": self._last_id, "method": method, "params": arguments}
        envelope = {"sessionId": self._session, "message": json.dumps(message)}
        self._browser.send("Target.sendMessageToTarget", envelope)
        deadline = time.monotonic() + WAIT_S
        while self._last_id not in self._answers:
            assert time.monotonic() < deadline, f"the popup did not answer {method}"
            self._browser.send("Browser.getVersion")  # lets the answer in
        answer = self._answers.pop(self._last_id)
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def evaluate(self, expression: str) -> Any:
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_for(self, expression: str, wait_s: float = WAIT_S) -> Any:
        """The first true value of `expression`."""
        deadline = time.monotonic() + wait_s
        while not (value := self.evaluate(expression)):
            assert time.monotonic() < deadline, f"never true: {expression}\n{self.text()}"
        return value

    def text(self) -> str:
        return str(self.evaluate("document.body.innerText"))

    def is_on(self, name: str) -> bool:
        state = f"document.querySelector('[data-name={name}]').getAttribute('aria-checked')"
        return bool(self.evaluate(state) == "true")

    def click(self, selector: str) -> None:
        """A real click, in the middle of the element."""
        element = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{element}.scrollIntoView({{block: 'nearest'}})")
        box = self.evaluate(
            f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])"
            f"({element}.getBoundingClientRect())"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )

    def press(self, key: str, shift: bool = False) -> None:
        """A real key, by its DOM name (Tab, Enter, or a space)."""
        code = "Space" if key == " " else key
        text = {"text": " "} if key == " " else {"text": "\r"} if key == "Enter" else {}
        about = {"key": key, "code": code, "windowsVirtualKeyCode": KEY_CODES[key]}
        about["modifiers"] = 8 if shift else 0
        self.send("Input.dispatchKeyEvent", type="keyDown", **about, **text)
        self.send("Input.dispatchKeyEvent", type="keyUp", **about)

    def prefer(self, **media: str) -> None:
        """CSS media features, such as prefers_color_scheme="dark"."""
        features = [{"name": k.replace("_", "-"), "value": v} for k, v in media.items()]
        self.send("Emulation.setEmulatedMedia", features=features)

    def screenshot(self, path: Path) -> None:
        """What its window shows, which is 600 px high at most."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))

    def wait_until_closed(self) -> None:
        deadline = time.monotonic() + WAIT_S
        while self._targets():
            assert time.monotonic() < deadline, "the popup is still open"

    def focused(self) -> str:
        """data-name, or the words, of what has the focus."""
        element = "document.activeElement"
        return str(self.evaluate(f"{element}.dataset.name ?? {element}.innerText"))

    def close(self) -> None:
        for target in self._targets():
            self._browser.send("Target.closeTarget", {"targetId": target})
        self._browser.detach()


def tab_target(browser: CDPSession, page: Page) -> str:
    """The id of the tab that shows `page`."""
    targets = browser.send("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
    active = [t["targetId"] for t in targets if t.get("embedderData", {}).get("tabActive")]
    matching = [t["targetId"] for t in targets if t["url"] == page.url]
    found: str = next((target for target in active if target in matching), "")
    assert found, f"no active tab shows {page.url}"
    return found
