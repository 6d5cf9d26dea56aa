"""What Nib draws on a page, read through the debugging protocol (tests/inside.py), and waited for.

In: a page with the extension. Out: plain values in viewport coordinates. Nothing in the shipped
code helps here, and nothing sleeps: every wait is for something to be shown or gone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Frame, Page

from tests.inside import ContentWorld

# The first ghost or underline waits for Python and the models to load.
WAIT_MS = 40_000

SNAPSHOT = """(() => {
  const root = [...document.querySelectorAll("div[popover=manual]")]
    .map((host) => chrome.dom.openOrClosedShadowRoot(host)).find((found) => found);
  if (!root) return {ghost: "", marks: [], tints: [], card: null, status: ""};
  const box = (rect) => ({left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom});
  const ghost = root.querySelector(".ghost");
  const range = document.createRange();
  if (ghost) range.selectNodeContents(ghost);
  const shapes = (selector) => [...root.querySelectorAll(selector)]
    .filter((shape) => shape.getAttribute("d"))
    .map((shape) => ({look: shape.getAttribute("class"), ...box(shape.getBoundingClientRect())}));
  const card = root.querySelector(".card:not([hidden])");
  const text = (selector) => card.querySelector(selector)?.textContent ?? "";
  return {
    ghost: ghost?.textContent ?? "",
    lines: ghost?.textContent
      ? [...range.getClientRects()].filter((rect) => rect.width > 0).map(box) : [],
    marks: shapes(".spelling, .grammar, .style"),
    tints: shapes(".tint, .edge"),
    card: card && {
      ...box(card.getBoundingClientRect()),
      role: card.getAttribute("role"), title: text(".name"), reason: text(".reason"),
      old: text("del"), fresh: text("ins"),
      result: [...(card.querySelector(".result")?.childNodes ?? [])]
        .filter((node) => node.nodeName !== "DEL").map((node) => node.textContent).join(""),
      sentences: [...card.querySelectorAll("li")].map((line) => (
        {text: line.firstChild.textContent, score: line.querySelector("[role=img]").ariaLabel,
         bar: box(line.querySelector("i").getBoundingClientRect())})),
      focused: card.matches(":focus-within"),
      buttons: [...card.querySelectorAll(".actions button, .more button")].map((button) => (
        {label: button.textContent, ...box(button.getBoundingClientRect())})),
    },
    status: root.querySelector("[role=status]").textContent,
  };
})()"""

UNTIL = """new Promise((resolve) => {
  const end = performance.now() + %(timeout_ms)d;
  const look = () => {
    const s = %(snapshot)s;
    if (%(condition)s) resolve({found: true, s});
    else if (performance.now() > end) resolve({found: false, s});
    else setTimeout(look, 16);
  };
  // Nib draws once a frame: what the last key changed is seen in the next. Hidden pages have none.
  let begun = false;
  const begin = () => { if (!begun) look(); begun = true; };
  requestAnimationFrame(() => requestAnimationFrame(begin));
  setTimeout(begin, 100);
})"""


FRAME_ORIGIN = """(frame) => {
  const {left, top} = frame.getBoundingClientRect();
  const {paddingLeft, paddingTop} = getComputedStyle(frame);
  return [left + frame.clientLeft + parseFloat(paddingLeft),
          top + frame.clientTop + parseFloat(paddingTop)];
}"""


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def around(boxes: Sequence[Box]) -> Box:
    """All of the boxes, with room for ink that stands out of them."""
    return Box(
        min(box.left for box in boxes) - 3,
        min(box.top for box in boxes) - 1,
        max(box.right for box in boxes) + 3,
        max(box.bottom for box in boxes) + 1,
    )


def box_of(drawn: dict[str, Any]) -> Box:
    return Box(drawn["left"], drawn["top"], drawn["right"], drawn["bottom"])


class Drawn:
    """What is shown on one page (or one frame of it, in that frame's own coordinates)."""

    def __init__(self, page: Page, frame_url_end: str = "", frame: Frame | None = None) -> None:
        self.page = page
        self.world = ContentWorld(page, frame_url_end, frame)
        self._frame = frame if frame and frame.parent_frame else None

    def now(self) -> dict[str, Any]:
        return self.until("true")

    def until(self, condition: str, timeout_ms: int = WAIT_MS) -> dict[str, Any]:
        """The first snapshot `s` for which the JavaScript condition holds."""
        expression = UNTIL % {
            "timeout_ms": timeout_ms,
            "snapshot": SNAPSHOT,
            "condition": condition,
        }
        answer = self.world.evaluate(expression)
        assert answer["found"], f"not shown: {condition}; shown: {json.dumps(answer['s'])[:2000]}"
        shown: dict[str, Any] = answer["s"]
        return shown

    def ghost(self) -> str:
        """The ghost text, once there is one that stays while nothing is typed."""
        return str(self.until("s.ghost !== ''")["ghost"])

    def marks(self, at_least: int = 1) -> list[dict[str, Any]]:
        shown: list[dict[str, Any]] = self.until(f"s.marks.length >= {at_least}")["marks"]
        return shown

    def card(self) -> dict[str, Any]:
        shown: dict[str, Any] = self.until("s.card !== null", 5_000)["card"]
        return shown

    def no_card(self) -> None:
        self.until("s.card === null", 5_000)

    def nothing(self) -> None:
        self.until("s.ghost === '' && s.marks.length === 0 && s.tints.length === 0", 5_000)

    def silent(self, quiet_ms: int = 1_500) -> None:
        """Nothing is drawn for so long, while the engine is there to have it drawn."""
        something = "s.ghost !== '' || s.marks.length > 0 || s.tints.length > 0"
        expression = UNTIL % {"timeout_ms": quiet_ms, "snapshot": SNAPSHOT, "condition": something}
        answer = self.world.evaluate(expression)
        assert not answer["found"], f"shown: {json.dumps(answer['s'])[:2000]}"

    def press_button(self, label: str) -> None:
        """Click a button of the open card with the mouse, as a person would."""
        shown = self.until(f"s.card?.buttons.some((b) => b.label.startsWith({label!r}))", 5_000)
        button = next(b for b in shown["card"]["buttons"] if b["label"].startswith(label))
        self.page.mouse.click(*self.on_page(box_of(button)).centre)

    def open_card_at(self, mark: dict[str, Any]) -> dict[str, Any]:
        x, y = self.on_page(box_of(mark)).centre
        self.page.mouse.click(x, y - 6)  # on the word above the line
        return self.card()

    def on_page(self, box: Box) -> Box:
        """A box of the frame in the coordinates of the whole page."""
        if not self._frame:
            return box
        x, y = self._frame.frame_element().evaluate(FRAME_ORIGIN)
        return Box(box.left + x, box.top + y, box.right + x, box.bottom + y)
