"""The browser's real context menu and a real shortcut, opened and pressed by a real pointer and
keyboard on a screen nobody sees. All other tests of menus dispatch the browser's own events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests import chromium
from tests.browser.drawn import Drawn, box_of
from tests.browser.test_menus import LISTEN, stored
from tests.browser.typing import type_into
from tests.conftest import Extension
from tests.real_screen import Screen, open_screen

PICTURES = chromium.ROOT / "out" / "ui"
WAIT_MS = 40_000
MISTAKEN = "They recieve it on monday. Then they went home. "
CORRECTED = "They receive it on Monday. Then they went home. "
BIND = """([id, name, keys]) => new Promise((done) =>
  chrome.developerPrivate.updateExtensionCommand(
    {extensionId: id, commandName: name, keybinding: keys}, done))"""
BOUND = "async () => (await chrome.commands.getAll()).map(({name, shortcut}) => [name, shortcut])"
# Where the page lies on the screen: what the pointer's place there is in the page.
POINTED = """() => new Promise((done) =>
  addEventListener("mousemove", (event) => done([event.clientX, event.clientY]), {once: true}))"""
NAMED = """async (title) => {
  const end = Date.now() + 10_000;
  const isShown = (item) => item?.visible && item.title === title;
  while (!isShown(self.menu?.add_word) && Date.now() < end)
    await new Promise((next) => setTimeout(next, 20));
  return self.menu?.add_word;
}"""


class Desk:
    def __init__(self, screen: Screen, extension: Extension, page: Page) -> None:
        self.screen, self.extension, self.page = screen, extension, page
        page.evaluate(f"() => {{ window.pointed = ({POINTED})(); }}")
        screen.do("mousemove", "600", "600")
        x, y = page.evaluate("window.pointed")
        self._left, self._top = 600 - x, 600 - y

    def point(self, x: float, y: float) -> None:
        self.screen.do("mousemove", str(round(x + self._left)), str(round(y + self._top)))

    def open_menu(self) -> None:
        self.screen.do("click", "3")
        self.screen.until_windows(2)

    def open_ours(self) -> None:
        """Nib's own is the last but one, above the browser's "Inspect"."""
        self.screen.do("key", "--delay", "60", "Up", "Up", "Right")
        self.screen.until_windows(3)

    def choose(self, number: int) -> None:
        """The item of that number, from 0; the first is marked already."""
        self.screen.do("key", "--delay", "60", *["Down"] * number, "Return")
        self.screen.until_windows(1)


@pytest.fixture
def desk(
    playwright_instance: Playwright, tmp_path: Path, built: Path, serve_pages: str
) -> Iterator[Desk]:
    (tmp_path / "screen").mkdir()
    with (
        open_screen(tmp_path / "screen") as screen,
        chromium.launch(
            playwright_instance,
            tmp_path / "profile",
            extension=built,
            headless=False,
            display=screen.display,
        ) as context,
    ):
        extension = Extension(context, chromium.extension_id(context))
        page = context.new_page()
        page.goto(f"{serve_pages}/fields.html")
        page.bring_to_front()
        yield Desk(screen, extension, page)


def test_a_flagged_word_is_added_by_the_real_menu(desk: Desk) -> None:
    page, drawn = desk.page, Drawn(desk.page)
    type_into(page, "#area", MISTAKEN)
    x, y = box_of(drawn.marks(2)[0]).centre
    desk.extension.worker.evaluate(LISTEN)
    desk.point(x, y - 6)
    # The item is there from the pointer on; a menu that is open no longer changes.
    assert desk.extension.worker.evaluate(NAMED, "Add to dictionary")["visible"] is True
    desk.open_menu()
    named = "Add “recieve” to dictionary"
    assert desk.extension.worker.evaluate(NAMED, named)["visible"] is True
    desk.open_ours()
    desk.screen.picture(PICTURES / "real-menu-word.png")
    desk.choose(3)  # Fix grammar, Show sentiment, Complete from here, Add ... to dictionary
    drawn.until("s.status === '“recieve” is in your dictionary now.'", WAIT_MS)
    drawn.until("s.marks.length === 1", WAIT_MS)
    assert stored(desk.extension)["dictionary"] == ["recieve"]


def test_a_selection_is_fixed_by_the_real_menu(desk: Desk) -> None:
    page, drawn = desk.page, Drawn(desk.page)
    type_into(page, "#area", MISTAKEN)
    x, y = box_of(drawn.marks(2)[0]).centre
    page.evaluate("area.setSelectionRange(0, 16)")
    desk.point(x, y - 6)
    desk.open_menu()
    desk.open_ours()
    desk.screen.picture(PICTURES / "real-menu-selection.png")
    desk.choose(0)
    half = MISTAKEN.replace("recieve", "receive")
    expect(page.locator("#area")).to_have_value(half, timeout=WAIT_MS)


def test_a_real_shortcut_fixes_the_field(desk: Desk) -> None:
    page, drawn = desk.page, Drawn(desk.page)
    shortcuts = desk.extension.context.new_page()
    shortcuts.goto("chrome://extensions/shortcuts")
    shortcuts.evaluate(BIND, [desk.extension.id, "fix_all", "Ctrl+Shift+Y"])
    assert ["fix_all", "Ctrl+Shift+Y"] in desk.extension.worker.evaluate(BOUND)
    shortcuts.close()
    page.bring_to_front()
    type_into(page, "#area", MISTAKEN)
    drawn.marks(2)
    desk.screen.do("key", "ctrl+shift+y")
    expect(page.locator("#area")).to_have_value(CORRECTED, timeout=WAIT_MS)
    desk.screen.do("key", "ctrl+z")
    expect(page.locator("#area")).to_have_value(MISTAKEN)
