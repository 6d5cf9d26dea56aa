"""What is chosen of looks, and of when ghost text comes, is stored and seen in a field."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import Drawn
from tests.browser.options_page import OptionsPage
from tests.browser.typing import type_into
from tests.conftest import Extension

START = "I would like to take this opport"
ROOT = """chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"))"""
LINE_STYLE = f"""(() => {{
  const {{stroke, strokeDasharray}} = getComputedStyle({ROOT}.querySelector(".spelling"));
  return [stroke, strokeDasharray];
}})()"""
COUNT = f"[...{ROOT}.querySelectorAll('{{}}')].filter((path) => path.getAttribute('d')).length"


@pytest.fixture
def options(extension: Extension) -> Iterator[OptionsPage]:
    """The page with nothing stored; nothing is left behind."""
    extension.worker.evaluate("chrome.storage.local.clear()")
    options = OptionsPage(extension, "features")
    options.page.set_default_timeout(15_000)
    yield options
    assert options.problems == []
    options.page.close()
    extension.worker.evaluate("chrome.storage.local.clear()")


# --- how it looks


def test_lines_and_colours_are_chosen_previewed_and_drawn(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    options.go("appearance")
    finding = options.page.locator("[data-name=preview] .finding.spelling")
    expect(finding).to_have_css("text-decoration-style", "wavy")
    options.page.get_by_role("radio", name="Dashed").check()
    options.expect_setting("underline_style", "dashed")
    expect(finding).to_have_css("text-decoration-style", "dashed")
    colour = options.page.get_by_label("Spelling", exact=True)
    colour.fill("#7a1fa2")
    options.expect_setting("spelling_color", "#7a1fa2")
    expect(finding).to_have_css("text-decoration-color", "rgb(122, 31, 162)")
    page.bring_to_front()
    type_into(page, "#area", "We recieve a lot of mail. ")
    drawn.marks(1)
    style = drawn.world.evaluate(LINE_STYLE)
    assert style == ["rgb(122, 31, 162)", "5px, 4px"]
    options.page.bring_to_front()
    options.page.get_by_role("button", name="Reset: Spelling").click()
    options.expect_setting("spelling_color", "auto")


def test_high_contrast_is_previewed_and_stored(options: OptionsPage) -> None:
    options.go("appearance")
    finding = options.page.locator("[data-name=preview] .finding.grammar")
    expect(finding).to_have_css("text-decoration-thickness", "2px")
    options.switch("high_contrast")
    options.expect_setting("high_contrast", True)
    expect(finding).to_have_css("text-decoration-thickness", "3.2px")


@pytest.mark.parametrize(("style", "look"), [("Underline", ".feeling"), ("Margin", ".feeling")])
def test_sentiment_is_marked_as_chosen(
    options: OptionsPage, page: Page, drawn: Drawn, style: str, look: str
) -> None:
    options.go("sentiment")
    options.switch("sentiment")
    options.page.get_by_role("radio", name=style).check()
    options.expect_setting("sentiment_style", style.lower())
    page.bring_to_front()
    type_into(page, "#area", "The food was wonderful and the people were very kind. ")
    drawn.until("s.tints.length > 0")
    assert drawn.world.evaluate(COUNT.format(look)) > 0
    assert drawn.world.evaluate(COUNT.format(".tint")) == 0


# --- when ghost text comes, and how much


def test_ghost_text_waits_as_long_as_it_is_told(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    page.bring_to_front()
    type_into(page, "#area", START)
    drawn.ghost()  # everything is loaded
    options.page.bring_to_front()
    options.go("ghost-text")
    options.page.get_by_label("Wait after the last key").fill("2000")
    options.expect_setting("ghost_delay_ms", 2000)
    page.bring_to_front()
    page.locator("#serif").click()
    page.keyboard.type(START)
    started = time.monotonic()
    drawn.ghost()
    assert time.monotonic() - started > 1.5


def test_quiet_says_less_than_eager(options: OptionsPage, page: Page, drawn: Drawn) -> None:
    options.store(correction=False)  # "to" may be a mistake
    options.go("ghost-text")
    options.page.get_by_label("How sure Nib has to be").fill("0.95")
    options.expect_setting("min_confidence", 0.95)
    page.bring_to_front()
    type_into(page, "#serif", START)
    drawn.ghost()  # of this it is surer still
    type_into(page, "#area", "to be or not")
    drawn.silent()
    options.page.bring_to_front()
    options.page.get_by_role("radio", name="Eager").check()
    options.expect_setting("min_confidence", 0.25)
    expect(options.page.locator("[data-name=min_confidence] output")).to_have_text("25 %")
    page.bring_to_front()
    page.locator("#area").fill("")
    type_into(page, "#area", "to be or not")
    assert drawn.ghost().startswith(" to")


def test_a_few_words_or_a_sentence(options: OptionsPage, page: Page, drawn: Drawn) -> None:
    options.store(min_confidence=0.05)
    page.bring_to_front()
    type_into(page, "#area", START)
    whole = drawn.until("s.ghost.split(' ').length > 3")["ghost"]
    options.page.bring_to_front()
    options.go("ghost-text")
    options.page.get_by_role("radio", name="Words").check()
    options.expect_setting("ghost_length", "words")
    page.bring_to_front()
    type_into(page, "#serif", START)
    short = drawn.ghost()
    assert len(short.split()) < len(whole.split())
    assert whole.startswith(short)


def test_only_after_a_space(options: OptionsPage, page: Page, drawn: Drawn) -> None:
    options.go("ghost-text")
    page.bring_to_front()
    type_into(page, "#serif", START)
    drawn.ghost()
    options.page.bring_to_front()
    options.switch("ghost_mid_word")
    options.expect_setting("ghost_mid_word", False)
    page.bring_to_front()
    type_into(page, "#area", START)
    drawn.silent()
    page.keyboard.type("unity ")
    drawn.ghost()
