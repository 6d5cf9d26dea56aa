"""Other frames, the context menu, and the extension reloaded under a page's feet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn
from tests.browser.typing import focused, read, type_into
from tests.conftest import Extension
from tests.menu import choose

TEXT = "We recieve the parcels on Monday and definately need them."
RIGHT = "We receive the parcels on Monday and definitely need them."

FRAME = """(html) => new Promise((resolve) => {
  const frame = document.createElement("iframe");
  frame.width = 600; frame.height = 160; frame.name = "inner";
  if (html) frame.srcdoc = html;
  document.body.prepend(frame);
  if (!html) {
    frame.contentDocument.body.innerHTML = "<textarea id=field rows=4 cols=60></textarea>";
    resolve();
  } else frame.onload = () => resolve();
})"""


@pytest.mark.parametrize(
    ("html", "url"),
    [("", "about:blank"), ("<textarea id=field rows=4 cols=60></textarea>", "about:srcdoc")],
)
def test_frames_without_an_address_have_suggestions_too(page: Page, html: str, url: str) -> None:
    page.evaluate(FRAME, html)
    frame = page.frame("inner")
    assert frame
    assert frame.url == url
    frame.locator("#field").click()
    page.keyboard.type(TEXT)
    drawn = Drawn(page, url)
    drawn.marks(2)
    page.keyboard.press("Alt+Shift+F")
    drawn.until("s.marks.length === 0", 5_000)
    assert frame.locator("#field").input_value() == RIGHT


def test_the_menu_corrects_the_whole_field(page: Page, drawn: Drawn, extension: Extension) -> None:
    page.evaluate("(text) => { area.value = text; }", TEXT)
    page.locator("#area").click()
    choose(extension, "fix_grammar", page, editable=True)
    drawn.until("s.status.includes('corrections made')")
    assert read(page, "#area") == RIGHT
    page.keyboard.press("Control+z")
    assert read(page, "#area") == TEXT


def test_the_menu_corrects_only_the_selection(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    page.evaluate("(text) => { area.value = text; }", TEXT)
    page.locator("#area").click()
    page.evaluate("area.setSelectionRange(0, 20)")
    choose(extension, "fix_grammar", page, editable=True)
    drawn.until("s.status.includes('Corrected')")
    assert read(page, "#area") == TEXT.replace("recieve", "receive")


def test_the_menu_shows_sentiment_though_it_is_off(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    page.evaluate("area.value = 'I love this wonderful garden.'")
    page.locator("#area").click()
    choose(extension, "show_sentiment", page, editable=True)
    drawn.until("s.tints.some((tint) => tint.look === 'edge positive')")


def test_the_menu_completes_from_the_caret(page: Page, drawn: Drawn, extension: Extension) -> None:
    page.evaluate("area.value = 'I would like to take this opport'")
    page.locator("#area").click()
    page.keyboard.press("Control+End")
    choose(extension, "complete_here", page, editable=True)
    ghost = drawn.ghost()
    page.keyboard.press("Tab")
    # Asked for, it goes on for as long as it can: it may have grown since it was looked at.
    assert read(page, "#area").startswith("I would like to take this opport" + ghost)


SELECT_TEXT = """(text) => {
  const line = document.body.insertBefore(document.createElement("p"), document.body.firstChild);
  line.textContent = text;
  getSelection().selectAllChildren(line);
}"""


def test_plain_text_is_corrected_in_a_card_with_copy(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    page.evaluate(SELECT_TEXT, TEXT)
    choose(extension, "fix_grammar", page, selection=TEXT)
    card = drawn.until("s.card?.result")["card"]
    assert card["result"] == RIGHT
    drawn.press_button("Copy")
    drawn.no_card()
    page.locator("#area").click()
    page.keyboard.press("Control+v")
    assert read(page, "#area") == RIGHT


def test_the_sentiment_of_plain_text_is_told_in_a_card(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    text = "I love this wonderful garden."
    page.evaluate(SELECT_TEXT, text)
    choose(extension, "show_sentiment", page, selection=text)
    drawn.until("s.card?.title === 'Sentiment: Positive'")
    page.keyboard.press("Escape")
    drawn.no_card()


def test_a_site_switched_off_is_left_alone_at_once(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    extension.worker.evaluate("chrome.storage.local.set({sites_off: ['127.0.0.1']})")
    try:
        drawn.nothing()
    finally:
        extension.worker.evaluate("chrome.storage.local.set({sites_off: []})")
    drawn.until("s.marks.length === 0", 1_000)


def test_a_reloaded_extension_leaves_no_trace(fresh_extension: Extension, serve_pages: str) -> None:
    page = fresh_extension.context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{serve_pages}/fields.html")
    type_into(page, "#area", TEXT)
    Drawn(page).marks(2)
    hosts: Callable[[], int] = page.locator("div[popover=manual]").count
    assert hosts() == 1
    fresh_extension.worker.evaluate("setTimeout(() => chrome.runtime.reload(), 0)")
    page.wait_for_function("!document.querySelector('div[popover=manual]')")
    type_into(page, "#line", TEXT)
    page.keyboard.press("Tab")
    assert focused(page) == "search"
    assert read(page, "#line") == TEXT
    assert hosts() == 0
    assert errors + page.evaluate("window.problems") == []
