"""One field in use: typed into like a person, read by its own model, looked at from inside Nib.

In: a page of the catalogue in a browser with the extension. Out: what checks.py asserts about.
All that is Chromium's own is here and in tests/browser/drawn.py; the checks know nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from playwright.sync_api import Frame, Page

from tests.browser.drawn import Box, Drawn, box_of
from tests.browser.pictures import Darkroom
from tests.fields.catalogue import FieldPage

# The innermost focused element, in Nib's own world, where closed roots are open.
ACTIVE = """(() => {
  let found = document.activeElement;
  for (;;) {
    const root = found && chrome.dom.openOrClosedShadowRoot(found);
    if (!root?.activeElement) break;
    found = root.activeElement;
  }
  while (found?.parentElement?.isContentEditable) found = found.parentElement;
  return found;
})()"""
WAIT_FRAMES = """async (wanted) => {
  for (let n = 0; n < 120 && !(%s); n++) await new Promise(requestAnimationFrame);
}"""
# Where a word stands by the browser's own layout; text controls have none to ask.
WORD_BOX = """((word) => {
  const field = %s;
  if (field.setSelectionRange) return null;
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const {left, top, right, bottom} = range.getBoundingClientRect();
    return {left, top, right, bottom};
  }
  return null;
})(%s)"""
SELECT = """((start, end) => { %s.setSelectionRange(start, end); })(%d, %d)"""
# The first place of a word, selected; resolves when the editor can have heard of it.
SELECT_WORD = """(async (field, word) => {
  if (field.setSelectionRange) {
    const at = field.value.indexOf(word);
    field.setSelectionRange(at, at + word.length);
  } else {
    const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (!node.data.includes(word)) node = walker.nextNode();
    const at = node.data.indexOf(word);
    const selection = field.getRootNode().getSelection?.() ?? document.getSelection();
    selection.setBaseAndExtent(node, at, node, at + word.length);
  }
  for (let n = 0; n < 2; n++) await new Promise(requestAnimationFrame);
})(%s, %r)"""
# Three frames after a move: what is drawn keeps its place beside the field, without lag.
FOLLOWS = """(async () => {
  const root = [...document.querySelectorAll("div[popover=manual]")]
    .map((host) => chrome.dom.openOrClosedShadowRoot(host)).find((found) => found);
  const ghost = root.querySelector(".ghost");
  const range = document.createRange();
  range.selectNodeContents(ghost);
  const field = %s;
  const beside = () => {
    const [a, b] = [range.getClientRects()[0], field.getBoundingClientRect()];
    return a ? [a.left - b.left, a.top - b.top] : null;
  };
  const frame = () => new Promise(requestAnimationFrame);
  const before = beside();
  %s;
  await frame(); await frame(); await frame();
  return [before, beside()];
})()"""


@dataclass
class UnderTest:
    """A field of the matrix, ready; `page` is the whole page, `frame` the one with the field."""

    field: FieldPage
    page: Page
    frame: Frame
    drawn: Drawn
    darkroom: Darkroom
    portraits: dict[str, bytes]

    # --- as a person

    def begin(self, *paragraphs: list[Any]) -> None:
        """An empty field (or one with content), clicked into, the caret at its end."""
        self._begin("set", list(paragraphs) or [[""]])

    def begin_list(self, items: list[str]) -> None:
        """Nothing but a list in the field, the caret at its end."""
        self._begin("setList", items)

    def _begin(self, how: str, content: object) -> None:
        # Draft.js and Material Web learn of their focus by its event, also with new content.
        self.drawn.world.evaluate(f"{ACTIVE}?.blur()")
        self.frame.evaluate(f"(content) => field.{how}(content)", content)
        self.frame.evaluate("(window.keys ?? []).length = 0")
        self.click()
        self.page.keyboard.press("Control+End")
        self.settle()

    def click(self) -> None:
        if self.field.before:
            self.page.evaluate(f"() => {{ {self.field.before}; }}")
        element = self.frame.evaluate_handle("field.element()").as_element()
        assert element, "the page says where its field is"
        element.click(position={"x": 40 if not self.field.rtl else 500, "y": 14})

    def type(self, text: str) -> None:
        """With real keys; a line break as people make one there."""
        for index, line in enumerate(text.split("\n")):
            if index:
                self.page.keyboard.press("Shift+Enter" if self.field.sends else "Enter")
            self.page.keyboard.type(line)

    @property
    def forward(self) -> str:
        """The key that accepts a word: on, in the direction of the field's text."""
        return "Control+ArrowLeft" if self.field.rtl else "Control+ArrowRight"

    def settle(self) -> None:
        """Some editors hear of a selection later; who types is never that quick."""
        self.frame.evaluate("field.settled?.()")

    @contextmanager
    def without_nib(self) -> Iterator[None]:
        """The field with Nib switched off in the whole browser."""
        try:
            self._switch(False)
            yield
        finally:
            self._switch(True)

    def _switch(self, on: bool) -> None:
        self.drawn.world.evaluate(f"chrome.storage.local.set({{enabled: {str(on).lower()}}})")
        said = f"Nib is {'on' if on else 'off'} here"
        self.drawn.until(f"s.status.startsWith({said!r})", 5_000)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    # --- the field's own model

    def text(self) -> str:
        """The editor's model as text; what stands at the end of a line may be a space or none."""
        text: str = self.frame.evaluate("field.text()")
        return text

    def marks(self) -> list[str]:
        marks: list[str] = self.frame.evaluate("field.marks()")
        return marks

    def items(self) -> list[str]:
        """The items of the lists in the editor's model."""
        items: list[str] = self.frame.evaluate("field.items()")
        return items

    def expect_text(self, wanted: str) -> None:
        """The model says so, at once or when the editor has drawn."""
        self.frame.evaluate(WAIT_FRAMES % "(await field.text()) === wanted", wanted)
        assert self.text() == wanted

    def expect_items(self, wanted: list[str]) -> None:
        same = "JSON.stringify(await field.items()) === JSON.stringify(wanted)"
        self.frame.evaluate(WAIT_FRAMES % same, wanted)
        assert self.items() == wanted

    def at_rest(self) -> str:
        """The text once it has not changed for some frames."""
        text: str = self.frame.evaluate(
            """async () => {
              let text = await field.text();
              for (let still = 0; still < 8; still++) {
                await new Promise(requestAnimationFrame);
                const now = await field.text();
                if (now !== text) still = 0;
                text = now;
              }
              return text;
            }"""
        )
        return text

    def until_text(self, fits: Callable[[str], bool]) -> None:
        """Waits some frames for the model's text to fit."""
        for _ in range(120):
            if fits(self.text()):
                return
            self.frame.evaluate("new Promise(requestAnimationFrame)")
        raise AssertionError(f"the text does not fit: {self.text()!r}")

    def redo(self) -> None:
        self.press("Control+y" if self.field.redo_y else "Control+Shift+z")

    def keys_seen(self) -> list[str]:
        keys: list[str] = self.frame.evaluate("keys.map(({key}) => key)")
        return keys

    def problems(self) -> list[str]:
        problems: list[str] = self.page.evaluate("window.problems ?? []")
        return problems + list(self.frame.evaluate("window.problems ?? []"))

    def take_problems(self) -> set[str]:
        """The problems so far, which are none of a check's any more."""
        found = set(self.problems())
        for one in (self.page, self.frame):
            one.evaluate("(window.problems ?? []).length = 0")
        return found

    def has_focus(self) -> bool:
        writes = f"(({{isContentEditable, value}}) => isContentEditable || value != null)({ACTIVE})"
        return bool(self.drawn.world.evaluate(writes))

    # --- what is seen

    def word_box(self, word: str, text: str) -> Box:
        """Where the browser paints a word of the field, in the frame's coordinates."""
        found = self.drawn.world.evaluate(WORD_BOX % (ACTIVE, repr(word)))
        if found:
            return box_of(found)
        start = len(text[: text.index(word)].encode("utf-16-le")) // 2
        return self._painted(start, start + len(word))

    def _painted(self, start: int, end: int) -> Box:
        """What changes on screen when text of a control is selected."""
        area = self.box()
        self.drawn.world.evaluate(SELECT % (ACTIVE, start, start))
        before = self.picture(area)
        self.drawn.world.evaluate(SELECT % (ACTIVE, start, end))
        after = self.picture(area)
        changed = self.darkroom.compare(before, after).changed
        assert changed, "selecting shows nothing"
        left, top = area.left, area.top
        return Box(
            left + changed.left, top + changed.top, left + changed.right, top + changed.bottom
        )

    def box(self) -> Box:
        """The focused field's own box, less its border, in the frame's coordinates."""
        found = box_of(self.drawn.world.evaluate(f"{ACTIVE}.getBoundingClientRect().toJSON()"))
        return Box(found.left + 3, found.top + 3, found.right - 3, found.bottom - 3)

    def picture(self, box: Box) -> bytes:
        return self.darkroom.take(self.page, self.drawn.on_page(box), self._caret)

    @property
    def _caret(self) -> Literal["hide", "initial"]:
        return "initial" if self.field.name == "strict" else "hide"

    def portray(self) -> None:
        """Keeps a picture of the field with what is shown on it, for the sheet."""
        field = self.drawn.on_page(self.box())
        top = max(0.0, field.top - 40)
        self.portraits[self.field.title] = self.darkroom.take(
            self.page, Box(0, top, 760, top + 260), self._caret
        )

    def beside(self, act: str) -> tuple[list[float], list[float]]:
        """Where the ghost stands beside the field, before and three frames after `act`."""
        before, after = self.drawn.world.evaluate(FOLLOWS % (ACTIVE, act))
        return before, after
