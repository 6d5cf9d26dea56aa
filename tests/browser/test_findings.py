"""Findings: lines under the right words, their card, applying, ignoring, the dictionary, undo."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Box, Drawn, box_of
from tests.browser.pictures import Darkroom
from tests.browser.typing import caret, expect_text, focused, keys_seen, read, type_into
from tests.conftest import Extension

TEXT = "We recieve the parcels on Monday and definately need them."
WRONG = ["recieve", "definately"]
RIGHT = "We receive the parcels on Monday and definitely need them."
FIELDS = ["#area", "#line", "#plain"]

SELECT = """([field, start, end]) => {
  if (field.value !== undefined) return field.setSelectionRange(start, end);
  const node = document.createTreeWalker(field, NodeFilter.SHOW_TEXT).nextNode();
  getSelection().setBaseAndExtent(node, start, node, end);
}"""


@pytest.fixture
def only_findings(extension: Extension, page: Page) -> None:
    """No completions, so that what changes on screen is ours to explain."""
    extension.worker.evaluate("chrome.storage.local.set({completion: false})")


def select(page: Page, selector: str, start: int, end: int) -> None:
    handle = page.locator(selector).element_handle()
    page.evaluate(SELECT, [handle, start, end])


def word_box(page: Page, darkroom: Darkroom, selector: str, word: str) -> Box:
    """Where a word is, from what the browser itself paints when it is selected."""
    field = page.locator(selector).bounding_box()
    assert field
    left, top = field["x"] + 3, field["y"] + 3
    area = Box(left, top, field["x"] + field["width"] - 3, field["y"] + field["height"] - 3)
    start = TEXT.index(word)
    select(page, selector, 0, 0)
    before = darkroom.take(page, area)
    select(page, selector, start, start + len(word))
    after = darkroom.take(page, area)
    select(page, selector, len(TEXT), len(TEXT))
    changed = darkroom.compare(before, after).changed
    assert changed
    return Box(left + changed.left, top + changed.top, left + changed.right, top + changed.bottom)


@pytest.mark.usefixtures("only_findings")
@pytest.mark.parametrize("field", ["#area", "#serif", "#line", "#plain", "#night"])
def test_lines_stand_under_the_wrong_words(
    page: Page, drawn: Drawn, darkroom: Darkroom, field: str
) -> None:
    type_into(page, field, TEXT)
    marks = drawn.marks(2)
    assert [mark["look"] for mark in marks] == ["spelling", "spelling"]
    for mark, word in zip(marks, WRONG, strict=True):
        line, place = box_of(mark), word_box(page, darkroom, field, word)
        assert line.left == pytest.approx(place.left, abs=2)
        assert line.right == pytest.approx(place.right, abs=2)
        assert place.top + (place.bottom - place.top) / 2 < line.top < place.bottom + 2


@pytest.mark.parametrize("field", FIELDS)
def test_a_click_opens_the_card_and_apply_lands(page: Page, drawn: Drawn, field: str) -> None:
    type_into(page, field, TEXT)
    card = drawn.open_card_at(drawn.marks(2)[0])
    assert (card["role"], card["title"]) == ("dialog", "Spelling")
    assert (card["old"], card["fresh"]) == ("recieve", "receive")
    assert card["reason"].endswith((".", "?"))
    assert focused(page) == field[1:], "the card must not take the focus"
    drawn.press_button("Apply")
    drawn.no_card()
    expect_text(page, field, TEXT.replace("recieve", "receive"))
    assert focused(page) == field[1:]
    page.keyboard.press("Control+z")
    assert read(page, field) == TEXT
    page.keyboard.press("Control+Shift+z")
    assert read(page, field) == TEXT.replace("recieve", "receive")


@pytest.mark.parametrize("field", FIELDS)
def test_fix_all_is_one_undo_step_and_the_caret_stays(page: Page, drawn: Drawn, field: str) -> None:
    type_into(page, field, TEXT)
    drawn.marks(2)
    page.keyboard.press("Alt+Shift+F")
    drawn.until("s.marks.length === 0", 5_000)
    assert read(page, field) == RIGHT
    assert caret(page, field) == len(RIGHT)
    page.keyboard.press("Control+z")
    assert read(page, field) == TEXT
    page.keyboard.press("Control+Shift+z")
    assert read(page, field) == RIGHT


def test_undo_takes_back_typing_in_groups_as_without_nib(page: Page, drawn: Drawn) -> None:
    """Chromium ends the group of keys when a node is removed anywhere: we must remove none."""
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.keyboard.type(" And we wait")
    page.keyboard.press("Control+z")
    assert read(page, "#area") == ""


def test_the_keyboard_walks_findings_and_enter_applies(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.keyboard.press("Alt+j")
    assert drawn.card()["old"] == "recieve"
    page.keyboard.press("Alt+j")
    drawn.until("s.card?.old === 'definately'", 5_000)
    page.keyboard.press("Alt+k")
    drawn.until("s.card?.old === 'recieve'", 5_000)
    assert "recieve" in drawn.now()["status"]
    page.keyboard.press("Enter")
    drawn.no_card()
    assert read(page, "#area") == TEXT.replace("recieve", "receive")
    assert "Enter" not in keys_seen(page)


def test_tab_enters_the_card_escape_gives_the_focus_back(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.keyboard.press("Alt+j")
    drawn.card()
    page.keyboard.press("Tab")
    drawn.until("s.card?.focused", 5_000)
    page.keyboard.press("Escape")
    drawn.no_card()
    assert focused(page) == "area"
    page.keyboard.press("Alt+j")
    page.keyboard.press("Tab")
    drawn.until("s.card?.focused", 5_000)
    page.keyboard.type("now")  # typing on loses no key
    drawn.no_card()
    assert read(page, "#area") == TEXT + "now"


def test_typing_on_while_a_card_is_open_loses_no_key(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.open_card_at(drawn.marks(2)[0])
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("More")
    drawn.no_card()
    assert read(page, "#area") == TEXT + "\nMore"


def test_ignore_removes_that_finding_only(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.open_card_at(drawn.marks(2)[0])
    drawn.press_button("Ignore")
    drawn.until("s.marks.length === 1", 5_000)
    page.keyboard.press("Alt+j")
    assert drawn.card()["old"] == "definately"


def test_a_word_added_to_the_dictionary_is_right_from_then_on(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", TEXT)
    drawn.open_card_at(drawn.marks(2)[0])
    drawn.press_button("Add to dictionary")
    drawn.until("s.marks.length === 1", 5_000)
    type_into(page, "#line", TEXT)  # another field, asked anew
    assert len(drawn.marks(1)) == 1
    page.keyboard.press("Alt+j")
    assert drawn.card()["old"] == "definately"
    stored = extension.worker.evaluate("chrome.storage.local.get('dictionary')")
    assert stored == {"dictionary": ["recieve"]}


def test_resting_on_a_line_opens_the_card_and_leaving_closes_it(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    x, y = box_of(drawn.marks(2)[0]).centre
    page.mouse.move(x, y - 6)
    card = box_of(drawn.card())
    page.mouse.move(*card.centre, steps=5)
    page.mouse.move(card.centre[0] + 2, card.centre[1])
    assert drawn.now()["card"] is not None
    page.mouse.move(900, 700, steps=5)
    drawn.no_card()


def test_marks_and_links_survive_fix_all_in_rich_text(page: Page, drawn: Drawn) -> None:
    page.evaluate(
        """document.querySelector("#rich").innerHTML =
        '<p>We will <b>definately</b> recieve the <a href="#x">parcels</a> on Monday.</p>'"""
    )
    type_into(page, "#rich", " Good.")
    drawn.marks(2)
    page.keyboard.press("Alt+Shift+F")
    drawn.until("s.marks.length === 0", 5_000)
    assert page.locator("#rich b").inner_text() == "definitely"
    assert page.locator("#rich a").inner_text() == "parcels"
    assert read(page, "#rich") == "We will definitely receive the parcels on Monday. Good."


def test_a_change_of_the_text_moves_the_lines_along(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    before = box_of(drawn.marks(2)[1])
    page.keyboard.press("Control+Home")
    page.keyboard.type("So ")
    drawn.until(f"s.marks.length === 2 && s.marks[1].left > {before.left + 10}", 5_000)


Act = Callable[[Extension], object]


def store(change: str) -> Act:
    return lambda extension: extension.worker.evaluate(f"chrome.storage.local.set({change})")


@pytest.mark.parametrize("change", ["{correction: false}", "{enabled: false}"])
def test_switching_off_works_at_once(
    page: Page, drawn: Drawn, extension: Extension, change: str
) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    store(change)(extension)
    try:
        drawn.nothing()
    finally:
        store("{enabled: true, correction: true}")(extension)


def test_sentiment_tints_with_a_shape_when_switched_on(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", "I love this wonderful garden. The service was terrible and rude.")
    store("{sentiment: true}")(extension)
    shown = drawn.until("s.tints.filter((t) => t.look.startsWith('edge')).length >= 2")
    looks = {tint["look"] for tint in shown["tints"]}
    assert {"edge positive", "edge negative"} <= looks
    store("{sentiment: false}")(extension)
    drawn.until("s.tints.length === 0", 5_000)
