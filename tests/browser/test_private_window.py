"""A real private window, in which a person allowed Nib: it helps there, and of what is written
nothing is learned, counted, added to the dictionary or kept in the menu."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests import chromium
from tests.browser.desk import SENTENCE, Desk
from tests.browser.drawn import Drawn, box_of
from tests.browser.private_window import open_private, private_allowed
from tests.browser.test_menus import ALWAYS, LISTEN, expect_menu
from tests.conftest import Extension
from tests.popup import FLAG, Popup

WRITTEN = "They will recieve it. Then they went home. "
ALL = "async () => [await chrome.storage.local.get(), await chrome.storage.session.get()]"


@pytest.fixture
def desk(
    playwright_instance: Playwright, tmp_path: Path, built: Path, serve_pages: str
) -> Iterator[Desk]:
    """With learning and statistics on."""
    with private_allowed(playwright_instance, tmp_path, built, (FLAG,)) as context:
        extension = Extension(context, chromium.extension_id(context))
        extension.worker.evaluate("chrome.storage.local.set({learning: true, statistics: true})")
        yield Desk(context, serve_pages)


def type_in(page: Page, selector: str, text: str) -> None:
    page.bring_to_front()
    page.locator(selector).fill("")
    page.locator(selector).click()
    page.keyboard.type(text)


def test_nib_helps_and_keeps_nothing(desk: Desk, serve_pages: str) -> None:
    desk.write(*[SENTENCE] * 3)  # the window beside it teaches
    before = desk.memory()
    private = open_private(desk.extension, f"{serve_pages}/fields.html")
    drawn = Drawn(private)
    assert drawn.world.evaluate("chrome.extension.inIncognitoContext") is True

    type_in(private, "#serif", "I would like to take this opport")
    assert drawn.ghost()
    private.keyboard.press("Tab")
    type_in(private, "#area", WRITTEN)
    (mark,) = drawn.marks()
    drawn.open_card_at(mark)
    drawn.press_button("Apply")
    expect(private.locator("#area")).to_have_value(WRITTEN.replace("recieve", "receive"))
    for _ in range(3):
        type_in(private, "#area", "Please ask Quexelby from Trondheim about the parcels.")
        private.locator("#line").click()

    after = desk.memory()
    assert after == {**before, "id": after["id"]}
    assert desk.memory("quexelby")["words"] == []
    kept = desk.extension.worker.evaluate(ALL)
    days = kept[0].get("statistics_days", {"days": {}})["days"].values()  # of the window beside it
    assert [day for day in days if day["accepted"] or day["corrected"]] == []
    kept = json.dumps(kept)
    assert "uexelby" not in kept
    assert "127.0.0.1" not in kept


def test_the_menu_offers_no_word_and_the_popup_says_so(desk: Desk, serve_pages: str) -> None:
    private = open_private(desk.extension, f"{serve_pages}/fields.html")
    drawn = Drawn(private)
    type_in(private, "#area", WRITTEN)
    desk.extension.worker.evaluate(LISTEN)
    x, y = box_of(drawn.marks()[0]).centre
    private.mouse.click(x, y - 6, button="right")
    expect_menu(desk.extension, **ALWAYS, site_off=True)
    private.keyboard.press("Escape")
    ask = """chrome.runtime.sendMessage({kind: "add_word", word: "Quexelby"})"""
    assert drawn.world.evaluate(ask)["message"] == "In a private window Nib stores nothing."
    private.locator("#area").click()
    popup = Popup(desk.context, desk.extension.id, private)
    popup.wait_for("document.body.innerText.includes('Private window: nothing is stored')")
    kept = json.dumps(desk.extension.worker.evaluate(ALL))
    assert "uexelby" not in kept
