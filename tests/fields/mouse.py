"""What the mouse and the browser's menus do to a field, as Chromium does it.

In: a field under test, places in its frame's coordinates. Out: nothing; the field has changed.
"""

from __future__ import annotations

from typing import Any

from tests.browser.drawn import Box
from tests.fields.under_test import ACTIVE, SELECT_WORD, UnderTest

# Chromium's menu sends this event, then writes unless the page did; no protocol opens that menu.
REPLACE = """((word, replacement) => {
  const field = %s;
  const isControl = "value" in field;
  const textOf = () => isControl ? field.value : field.textContent;
  const before = textOf();
  const targetRanges = isControl ? [] : [new StaticRange(getRangeOf(field))];
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", replacement);
  const event = new InputEvent("beforeinput", {inputType: "insertReplacementText",
    data: isControl ? replacement : null, dataTransfer, targetRanges,
    bubbles: true, cancelable: true, composed: true});
  const taken = !field.dispatchEvent(event) || textOf() !== before;
  if (!taken) document.execCommand("insertText", false, replacement);
  function getRangeOf(field) {
    const root = field.getRootNode();
    return (root.getSelection?.() ?? document.getSelection()).getRangeAt(0);
  }
})(%r, %r)"""


def drag(under: UnderTest, word: Box, target: Box) -> None:
    """Double click on a word, then it is dragged to the place before another."""
    mouse = under.page.mouse
    mouse.dblclick(*under.drawn.on_page(word).centre)
    under.settle()
    mouse.down()
    mouse.move(*_before(under, target), steps=4)
    mouse.up()


def drop_text(under: UnderTest, text: str, target: Box) -> None:
    """Text of another program is dropped before a word."""
    x, y = _before(under, target)
    data = {"items": [{"mimeType": "text/plain", "data": text}], "dragOperationsMask": 1}
    session = under.page.context.new_cdp_session(under.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        event: dict[str, Any] = {"type": kind, "x": x, "y": y, "data": data}
        session.send("Input.dispatchDragEvent", event)
    session.detach()


def replace_as_browser(under: UnderTest, word: str, replacement: str) -> None:
    under.drawn.world.evaluate(SELECT_WORD % (ACTIVE, word))
    under.settle()
    under.drawn.world.evaluate(REPLACE % (ACTIVE, word, replacement))


def _before(under: UnderTest, target: Box) -> tuple[float, float]:
    place = under.drawn.on_page(target)
    return place.left + 1, place.centre[1]
