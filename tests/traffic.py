"""Hear what a page's content script sends: every message over ports and to the background.

In: a page's ContentWorld. Out: the messages, in order. It wraps the API in the content script's
own world, which no page can do; the shipped code is not touched.
"""

from __future__ import annotations

from typing import Any

from tests.inside import ContentWorld

RECORD = """(() => {
  const sent = globalThis.nibSent = [];
  const { runtime } = chrome;
  const { connect, sendMessage } = runtime;
  runtime.sendMessage = (...message) => {
    sent.push(message[0]);
    return sendMessage.apply(runtime, message);
  };
  runtime.connect = (...about) => {
    const port = connect.apply(runtime, about);
    const post = port.postMessage;
    port.postMessage = (message) => {
      sent.push(message);
      post.call(port, message);
    };
    return port;
  };
})()"""


class Traffic:
    """Recording starts here: make it before the page's fields are touched."""

    def __init__(self, world: ContentWorld) -> None:
        self._world = world
        world.evaluate(RECORD)

    def sent(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self._world.evaluate("globalThis.nibSent")
        return messages

    def wait_for(self, text: str) -> None:
        """Until some message carries `text`; the page's own clock looks again each frame."""
        self._world.evaluate(
            "new Promise((done, fail) => {"
            "  const until = performance.now() + 20000;"
            "  const look = () => {"
            f"    if (JSON.stringify(nibSent).includes({text!r})) done();"
            "    else if (performance.now() > until) fail(new Error('never sent'));"
            "    else requestAnimationFrame(look);"
            "  };"
            "  look();"
            "})"
        )
