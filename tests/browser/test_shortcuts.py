"""The browser's shortcuts: in its list, and carried out by the frame that has the focus."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import WAIT_MS, Drawn
from tests.browser.typing import type_into
from tests.conftest import Extension
from tests.menu import choose, press

MISTAKEN = "We recieve the parcels on Monday and definately need them."
CORRECTED = "We receive the parcels on Monday and definitely need them."
WHY = """async (title) => {
  const end = Date.now() + 5000;
  const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
  const isSaid = async () => await chrome.action.getBadgeText({tabId: tab.id}) === "!"
    && (await chrome.action.getTitle({tabId: tab.id})).includes(title);
  while (!(await isSaid()) && Date.now() < end) await new Promise((next) => setTimeout(next, 20));
  return chrome.action.getTitle({tabId: tab.id});
}"""
INSERT_FRAME = """(src) => new Promise((done) => {
  const frame = Object.assign(document.createElement("iframe"), {src, width: 800, height: 300});
  frame.onload = () => done();
  document.body.prepend(frame);
})"""
# One page with the words "Hello there."
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R
/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 43>>stream
BT /F 18 Tf 40 100 Td (She have one.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def expect_why(extension: Extension, title: str) -> None:
    """The icon of the tab is marked, and says this."""
    assert title in extension.worker.evaluate(WHY, title)


@pytest.fixture(autouse=True)
def settings(page: Page, extension: Extension) -> Iterator[None]:
    extension.worker.evaluate("() => chrome.storage.local.set({completion: false})")
    yield
    extension.worker.evaluate("() => chrome.storage.local.clear()")


def test_they_are_in_the_browsers_list_and_take_no_keys_unasked(extension: Extension) -> None:
    listed = extension.worker.evaluate("chrome.commands.getAll()")
    described = {one["name"]: one["description"] for one in listed}
    described.pop("_execute_action", None)
    assert described == {
        "fix_grammar": "Fix grammar",
        "fix_all": "Fix everything in the field",
        "show_sentiment": "Show sentiment",
        "complete_here": "Complete from here",
        "toggle_site": "Turn Nib on or off on this site",
    }
    assert {one["shortcut"] for one in listed} == {""}


def test_fix_grammar_of_the_selection_and_of_all(page: Page, extension: Extension) -> None:
    type_into(page, "#area", MISTAKEN)
    page.evaluate("area.setSelectionRange(0, 20)")
    press(extension, "fix_grammar", page)
    half = MISTAKEN.replace("recieve", "receive")
    expect(page.locator("#area")).to_have_value(half, timeout=WAIT_MS)
    press(extension, "fix_all", page)
    expect(page.locator("#area")).to_have_value(CORRECTED)
    page.keyboard.press("Control+z")
    expect(page.locator("#area")).to_have_value(half)


def test_complete_here(page: Page, drawn: Drawn, extension: Extension) -> None:
    type_into(page, "#area", "Thank you very much for your ")
    press(extension, "complete_here", page)
    ghost = drawn.ghost()
    page.keyboard.press("Tab")
    # The first words show before the rest is known; Tab takes what is there by then.
    taken = re.compile(f"^Thank you very much for your {ghost}")
    expect(page.locator("#area")).to_have_value(taken)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_frame_with_the_focus_carries_it_out(
    page: Page, extension: Extension, serve_pages: str, host: str
) -> None:
    page.evaluate(INSERT_FRAME, f"{serve_pages.replace('127.0.0.1', host)}/fields.html?inner")
    inner = page.frames[-1]
    type_into(page, "#area", MISTAKEN)
    inner.locator("#area").click()
    page.keyboard.type(MISTAKEN)
    press(extension, "fix_grammar", page)
    expect(inner.locator("#area")).to_have_value(CORRECTED, timeout=WAIT_MS)
    expect(page.locator("#area")).to_have_value(MISTAKEN)
    page.locator("#area").click()
    press(extension, "fix_grammar", page)
    expect(page.locator("#area")).to_have_value(CORRECTED, timeout=WAIT_MS)


def test_plain_text_of_a_frame_of_another_site(
    page: Page, extension: Extension, serve_pages: str
) -> None:
    page.evaluate(
        INSERT_FRAME, f"{serve_pages.replace('127.0.0.1', 'localhost')}/fields.html?plain"
    )
    inner = page.frames[-1]
    inner.evaluate(
        "(text) => document.body.prepend(Object.assign(document.createElement('p'), "
        "{id: 'text', textContent: text}))",
        MISTAKEN,
    )
    inner.locator("#text").click(click_count=3)
    press(extension, "fix_grammar", page)
    drawn = Drawn(page, frame=inner)
    card = drawn.until("s.card?.buttons.some((button) => button.label === 'Copy')")["card"]
    assert card["result"].strip() == CORRECTED


def test_the_site_is_turned_off_and_on(page: Page, drawn: Drawn, extension: Extension) -> None:
    type_into(page, "#area", MISTAKEN)
    drawn.marks(2)
    press(extension, "toggle_site", page)
    drawn.nothing()
    assert "Nib is off here" in drawn.now()["status"]
    press(extension, "toggle_site", page)
    drawn.until("s.status === 'Nib is on here.'", 5_000)
    page.keyboard.type(" Wich is it?")
    drawn.marks(3)


def test_a_private_window_stores_no_site(page: Page, extension: Extension) -> None:
    before = extension.worker.evaluate("chrome.storage.local.get()")
    press(extension, "toggle_site", page, incognito=True)
    expect_why(extension, "In a private window Nib stores nothing.")
    assert extension.worker.evaluate("chrome.storage.local.get()") == before


def test_while_nib_is_off_the_icon_says_so(page: Page, extension: Extension) -> None:
    extension.worker.evaluate("chrome.storage.local.set({enabled: false})")
    press(extension, "fix_grammar", page)
    expect_why(extension, "Nib is off.")


def test_a_pdf_says_that_nib_cannot_read_it(extension: Extension, serve_pages: str) -> None:
    page = extension.context.new_page()
    served = {"body": PDF, "content_type": "application/pdf"}
    page.route("**/letter.pdf", lambda route: route.fulfill(**served))  # type: ignore[arg-type]
    page.goto(f"{serve_pages}/letter.pdf")
    press(extension, "fix_grammar", page)
    expect_why(extension, "Nib cannot read PDF documents.")
    page.reload()
    choose(extension, "fix_grammar", page, frame_id=2**30)  # the viewer's own frame: no way in
    expect_why(extension, "Nib cannot read PDF documents.")
    page.close()


def test_the_browsers_own_pages_say_so(extension: Extension) -> None:
    page = extension.context.new_page()
    page.goto("chrome://version")
    press(extension, "fix_grammar", page)
    expect_why(extension, "Nib is not in this page.")
    press(extension, "toggle_site", page)
    expect_why(extension, "This page is not a site")
    page.close()
