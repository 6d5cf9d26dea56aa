"""What the options say of looks and of when ghost text comes, seen in a real field."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn, box_of
from tests.browser.test_contrast import COLOURS, parts
from tests.browser.typing import expect_text, type_into
from tests.conftest import Extension

MISTAKES = "We recieve it. She go to school every day."
FEELINGS = "I love this wonderful garden. The service was terrible and rude."
OPENING = "I would like to take this opport"
LINES = """(() => {
  const root = chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"));
  return [...root.querySelectorAll(".spelling, .grammar, .feeling")]
    .filter((path) => path.getAttribute("d")).map((path) => {
      const {stroke, strokeDasharray, strokeWidth} = getComputedStyle(path);
      return {kind: path.getAttribute("class"), wavy: path.getAttribute("d").includes("q"),
        stroke, dashes: strokeDasharray, width: parseFloat(strokeWidth)};
    });
})()"""
GHOST_COLOUR = """(() => {
  const root = chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"));
  const {color, opacity} = getComputedStyle(root.querySelector(".ghost"));
  return {color, opacity};
})()"""

Store = Callable[..., None]


@pytest.fixture
def store(extension: Extension) -> Store:
    def write(**settings: object) -> None:
        extension.worker.evaluate("(change) => chrome.storage.local.set(change)", settings)

    return write


def lines(drawn: Drawn) -> dict[str, dict[str, Any]]:
    return {line["kind"]: line for line in drawn.world.evaluate(LINES)}


@pytest.mark.parametrize(
    ("style", "shape"),
    [
        ("wavy", (True, "none")),
        ("solid", (False, "none")),
        ("dotted", (False, "0px, 4px")),
        ("dashed", (False, "5px, 4px")),
    ],
)
def test_one_style_for_all_lines(
    page: Page, drawn: Drawn, store: Store, style: str, shape: tuple[bool, str]
) -> None:
    store(underline_style=style)
    type_into(page, "#area", MISTAKES)
    drawn.until("new Set(s.marks.map((mark) => mark.look)).size === 2")
    assert {(line["wavy"], line["dashes"]) for line in lines(drawn).values()} == {shape}


def test_colours_change_at_once_and_still_stand_out(page: Page, drawn: Drawn, store: Store) -> None:
    type_into(page, "#area", MISTAKES)
    drawn.until("new Set(s.marks.map((mark) => mark.look)).size === 2")
    before = lines(drawn)["grammar"]
    store(spelling_color="#006400", grammar_color="#ffffff", high_contrast=True)
    strokes = "[...new Set(s.marks.map((mark) => mark.look))].length === 2"
    for _ in range(50):
        drawn.until(strokes)
        now = lines(drawn)
        if now["grammar"]["stroke"] != before["stroke"]:
            break
    assert parts(now["spelling"]["stroke"]) == [0, 100, 0]
    assert max(parts(now["grammar"]["stroke"])) < 160, "white on white would not be seen"
    assert now["grammar"]["width"] > before["width"]


def test_ghost_text_in_a_colour_of_ones_own(page: Page, drawn: Drawn, store: Store) -> None:
    store(ghost_color="#8a2be2", correction=False)
    type_into(page, "#area", OPENING)
    drawn.ghost()
    look = drawn.world.evaluate(GHOST_COLOUR)
    assert (parts(look["color"]), look["opacity"]) == ([138, 43, 226], "1")


def test_high_contrast_ghost_text_is_marked(page: Page, drawn: Drawn, store: Store) -> None:
    store(high_contrast=True, correction=False)
    type_into(page, "#area", OPENING)
    drawn.ghost()
    assert drawn.world.evaluate(COLOURS)["underlined"]


def test_feelings_as_lines_and_in_the_margin(page: Page, drawn: Drawn, store: Store) -> None:
    store(sentiment=True, sentiment_style="underline", correction=False, completion=False)
    type_into(page, "#area", FEELINGS)
    drawn.until("s.tints.filter((t) => t.look.startsWith('edge')).length >= 2")
    found = lines(drawn)
    assert found["feeling sentence positive"]["dashes"] == "none"
    assert found["feeling sentence negative"]["dashes"] != "none"
    store(sentiment_style="margin")
    drawn.until("s.tints.length === 2 && Math.abs(s.tints[0].left - s.tints[1].left) < 1", 5_000)
    assert set(lines(drawn)) == {"feeling positive", "feeling negative"}
    field = page.locator("#area").bounding_box()
    assert field
    for edge in drawn.now()["tints"]:
        assert field["x"] <= box_of(edge).left < field["x"] + 8


def test_ghost_text_waits_as_long_as_it_is_told(page: Page, drawn: Drawn, store: Store) -> None:
    type_into(page, "#area", OPENING)
    drawn.ghost()  # the models are loaded
    store(ghost_delay_ms=1_500)
    page.locator("#line").click()
    started = time.monotonic()
    page.keyboard.type(OPENING)
    drawn.ghost()
    assert time.monotonic() - started > 1.5


def test_ghost_text_of_two_words(page: Page, drawn: Drawn, store: Store) -> None:
    store(min_confidence=0.1)
    type_into(page, "#area", "Thank you for your help. Please let me ")
    long = drawn.until("s.ghost.trim().split(' ').length > 2")["ghost"]
    store(ghost_length="words")
    page.locator("#line").click()
    page.keyboard.type("Thank you for your help. Please let me ")
    assert 1 <= len(drawn.ghost().split()) <= 2, long


def test_ghost_text_only_behind_a_space(page: Page, drawn: Drawn, store: Store) -> None:
    type_into(page, "#area", OPENING)
    drawn.ghost()
    store(ghost_mid_word=False, min_confidence=0.1)
    page.locator("#line").click()
    page.keyboard.type(OPENING)
    drawn.until("s.ghost === ''", 5_000)
    page.keyboard.type("unity to say that we ")
    drawn.ghost()


def test_keys_of_ones_own(page: Page, drawn: Drawn, store: Store) -> None:
    store(keys={"accept": "Ctrl+Enter", "dismiss": "Alt+X"}, correction=False)
    type_into(page, "#area", OPENING)
    ghost = drawn.ghost()
    page.keyboard.press("Escape")
    assert drawn.now()["ghost"] == ghost, "no longer its key"
    page.keyboard.press("Control+Enter")
    expect_text(page, "#area", OPENING + ghost)


def test_spelling_follows_the_dialect(page: Page, drawn: Drawn, store: Store) -> None:
    store(dialect="uk", completion=False)
    type_into(page, "#area", "The color of the door is nice.")
    drawn.marks(1)
    page.keyboard.press("Alt+Shift+F")
    expect_text(page, "#area", "The colour of the door is nice.")
    store(dialect="us")
    page.keyboard.type(" I like it.")
    drawn.marks(1)
    page.keyboard.press("Alt+Shift+F")
    expect_text(page, "#area", "The color of the door is nice. I like it.")


def test_a_change_that_is_ignored_for_good(page: Page, drawn: Drawn, store: Store) -> None:
    ignored = {"kind": "spelling", "original": "recieve", "replacement": "receive"}
    store(ignored_findings=[ignored], completion=False)
    type_into(page, "#area", "We recieve it and definately need it.")
    assert len(drawn.marks(1)) == 1
    page.keyboard.press("Alt+Shift+F")
    expect_text(page, "#area", "We recieve it and definitely need it.")


def test_fields_whose_page_asks_for_no_marks(page: Page, drawn: Drawn, store: Store) -> None:
    page.locator("#area").evaluate("(field) => { field.spellcheck = false }")
    type_into(page, "#area", "We recieve it. ")
    drawn.nothing()
    store(in_spellcheck_off=True)
    page.keyboard.type("We definately do.")
    drawn.marks(2)


def test_single_lines_left_alone(page: Page, drawn: Drawn, store: Store) -> None:
    type_into(page, "#line", "We recieve it.")
    drawn.marks(1)
    store(in_one_line=False)
    drawn.nothing()


def test_one_feature_off_at_this_site(page: Page, drawn: Drawn, store: Store) -> None:
    store(completion_off=["127.0.0.1"])
    type_into(page, "#area", "We recieve it. " + OPENING)
    drawn.until("s.marks.length > 0")
    assert drawn.now()["ghost"] == ""


def test_snoozed_and_awake_again(page: Page, drawn: Drawn, store: Store) -> None:
    type_into(page, "#area", "We recieve it.")
    drawn.marks(1)
    until_ms = int(time.time() * 1000) + 3_000
    store(snoozed_until=until_ms)
    drawn.nothing()
    drawn.until(f"Date.now() > {until_ms + 500}")
    page.keyboard.type(" We definately do.")
    drawn.marks(2)
