"""Ghost text: where it stands, what takes it, what sends it away, and what a page notices of it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn, around, box_of
from tests.browser.pictures import Darkroom
from tests.browser.typing import caret, focused, keys_seen, read, type_into

START = "I would like to take this opport"
FIELDS = ["#area", "#line", "#search", "#plain"]


@pytest.mark.parametrize("field", FIELDS)
def test_tab_accepts_what_is_shown_and_one_undo_takes_it_back(
    page: Page, drawn: Drawn, field: str
) -> None:
    type_into(page, field, START)
    ghost = drawn.ghost()
    page.keyboard.press("Tab")
    assert read(page, field) == START + ghost
    assert caret(page, field) == len(START + ghost)
    assert focused(page) == field[1:]
    assert "Tab" not in keys_seen(page)
    page.keyboard.press("Control+z")
    assert read(page, field).rstrip() == START.rstrip()
    page.keyboard.press("Control+Shift+z")
    assert read(page, field) == START + ghost


@pytest.mark.parametrize("field", ["#area", "#serif", "#line", "#plain", "#night", "#small"])
def test_accepted_letters_are_where_the_ghosts_were(
    page: Page, drawn: Drawn, darkroom: Darkroom, field: str
) -> None:
    """Pixels before and after Tab: same font, same size, same baseline, same place."""
    type_into(page, field, START)
    shown = drawn.until("s.ghost !== ''")
    lines = [box_of(line) for line in shown["lines"]]
    where = around(lines)
    before = darkroom.take(page, where)
    page.keyboard.press("Tab")
    drawn.until("s.ghost === ''")
    after = darkroom.take(page, where)
    comparison = darkroom.compare(before, after)
    assert comparison.shift == (0, 0)
    assert comparison.overlap > 0.5  # paler ink and another run of letters: not pixel for pixel


def test_the_ghost_has_the_fields_font_and_lies_inside_it(page: Page, drawn: Drawn) -> None:
    type_into(page, "#serif", START)
    lines = [box_of(line) for line in drawn.until("s.ghost !== ''")["lines"]]
    field = page.locator("#serif").bounding_box()
    assert field
    for line in lines:
        assert field["x"] <= line.left and line.right <= field["x"] + field["width"]
        assert field["y"] <= line.top and line.bottom <= field["y"] + field["height"]


FIT = """(field, start) => {
  const {font, paddingLeft, paddingRight} = getComputedStyle(field);
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.font = font;
  const text = pen.measureText(start).width;
  const around = parseFloat(paddingLeft) + parseFloat(paddingRight) + 2 * field.clientLeft;
  field.style.cssText = `box-sizing: border-box; overflow: hidden; width: ${text + around + 9}px`;
}"""


def test_what_has_no_room_behind_a_begun_word_stands_below_it(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", START)
    before = box_of(drawn.until("s.ghost !== ''")["lines"][0])
    page.locator("#area").evaluate(FIT, START)
    drawn.until(f"s.lines[0]?.top > {before.bottom} - 2", 5_000)
    shown = drawn.ghost()
    page.keyboard.press("Tab")
    assert read(page, "#area") == START + shown


@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_control_right_accepts_a_word_at_a_time(page: Page, drawn: Drawn, field: str) -> None:
    type_into(page, field, START)
    ghost = drawn.ghost()
    first = ghost[: len(ghost) - len(ghost.lstrip())] + ghost.split()[0]
    page.keyboard.press("Control+ArrowRight")
    assert read(page, field) == START + first
    if ghost != first:
        drawn.until(f"s.ghost === {ghost[len(first) :]!r}", 5_000)


def test_escape_dismisses_and_then_keys_are_the_pages(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", START)
    drawn.ghost()
    page.keyboard.press("Escape")
    drawn.until("s.ghost === ''", 5_000)
    assert read(page, "#area") == START
    assert "Escape" not in keys_seen(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert keys_seen(page)[-2:] == ["Escape", "Tab"]
    assert focused(page) == "serif"


def test_typing_along_keeps_the_ghost_and_another_way_drops_it(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", START)
    ghost = drawn.ghost()
    page.keyboard.type(ghost[0])
    drawn.until(f"s.ghost === {json.dumps(ghost[1:])}", 1_000)
    page.keyboard.type("#")
    drawn.until("s.ghost === ''", 1_000)


@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_typed_along_each_letter_stays_where_it_was(page: Page, drawn: Drawn, field: str) -> None:
    type_into(page, field, START)
    shown = drawn.until("s.lines.length > 0")
    ghost, right = shown["ghost"], shown["lines"][-1]["right"]
    lefts = [shown["lines"][0]["left"]]
    for typed in range(1, 5):
        page.keyboard.type(ghost[typed - 1])
        shown = drawn.until(f"s.ghost === {json.dumps(ghost[typed:])}", 2_000)
        assert shown["lines"][-1]["right"] == pytest.approx(right, abs=0.6)
        lefts.append(shown["lines"][0]["left"])
    assert lefts == sorted(set(lefts)), "what is typed is no longer ghost text"


def test_a_moved_caret_and_a_lost_focus_end_the_ghost(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", START)
    drawn.ghost()
    page.keyboard.press("ArrowLeft")
    drawn.until("s.ghost === ''", 5_000)
    type_into(page, "#line", START)
    drawn.ghost()
    page.locator("#open-dialog").focus()
    drawn.nothing()


def test_the_ghost_follows_scrolling_and_resizing(page: Page, drawn: Drawn) -> None:
    type_into(page, "#plain", START)
    before = box_of(drawn.until("s.ghost !== ''")["lines"][0])
    page.evaluate("document.body.style.paddingTop = '40px'")
    drawn.until(f"Math.abs(s.lines[0]?.top - {before.top + 40}) < 1", 5_000)
    page.evaluate("scrollTo(0, 25)")
    drawn.until(f"Math.abs(s.lines[0]?.top - {before.top + 15}) < 1", 5_000)


def test_ghost_and_card_work_in_a_modal_dialog(page: Page, drawn: Drawn) -> None:
    page.locator("#open-dialog").click()
    type_into(page, "#modal", START)
    ghost = drawn.ghost()
    page.keyboard.press("Tab")
    assert read(page, "#modal") == START + ghost


def test_two_quick_accepts_do_no_harm(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", START)
    ghost = drawn.ghost()
    word = ghost[: len(ghost) - len(ghost.lstrip())] + ghost.split()[0]
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Control+ArrowRight")
    text = read(page, "#area")
    assert text.startswith(START + word)
    assert (START + ghost).startswith(text)


def test_it_is_announced_politely(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", START)
    ghost = drawn.ghost()
    drawn.until(f"s.status.includes({ghost.strip()!r})", 5_000)
