"""The card as a dialog: axe-core, the way of the keyboard, ignoring, small and zoomed windows."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations_of_card
from tests.browser.drawn import Box, Drawn, box_of
from tests.browser.options_page import OptionsPage
from tests.browser.typing import focused, type_into
from tests.chromium import ROOT
from tests.conftest import Extension

TEXT = "We recieve the parcels on monday, and definately need them."
RIGHT = "We receive the parcels on Monday, and definitely need them."
PICTURES = ROOT / "out" / "ui"
FOCUSED = """(() => {
  const root = chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"));
  const button = root.activeElement;
  return button && {
    name: button.textContent || button.ariaLabel,
    outline: getComputedStyle(button).outlineStyle};
})()"""


def open_card(page: Page, drawn: Drawn, field: str = "#area", old: str = "recieve") -> None:
    type_into(page, field, TEXT)
    drawn.marks(3)
    for _ in range(3):
        page.keyboard.press("Alt+j")
        if drawn.card()["old"] == old:
            return
    raise AssertionError(f"no card for {old}")


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_axe_finds_nothing_in_the_card(page: Page, drawn: Drawn, scheme: str) -> None:
    if scheme == "forced":
        page.emulate_media(forced_colors="active")
    field = "#night" if scheme == "dark" else "#area"
    open_card(page, drawn, field)
    assert violations_of_card(drawn) == []
    page.keyboard.press("Escape")
    page.locator(field).fill("")
    open_card(page, drawn, field, "monday")
    assert violations_of_card(drawn) == []
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"card-{scheme}.png", animations="disabled")


def test_axe_would_find_something(page: Page, drawn: Drawn) -> None:
    open_card(page, drawn)
    drawn.world.evaluate(
        """(() => {
          const host = document.querySelector("div[popover=manual]");
          const card = chrome.dom.openOrClosedShadowRoot(host).querySelector(".card:not([hidden])");
          card.removeAttribute("aria-labelledby");
          card.querySelector(".reason").style.color = "#bbb";
        })()"""
    )
    rules = {line.partition(":")[0] for line in violations_of_card(drawn)}
    assert rules == {"aria-dialog-name", "color-contrast"}


def test_tab_goes_round_in_the_card_and_escape_leaves_it(page: Page, drawn: Drawn) -> None:
    open_card(page, drawn)
    assert focused(page) == "area", "the card must not take the focus"
    page.evaluate("window.scrollTo(0, 3)")
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(drawn.world.evaluate(FOCUSED))
    assert [one["name"] for one in names] == [
        "Apply",
        "Fix all (3)",
        "Ignore once",
        "Add to dictionary",
        "Close",
        "Apply",
    ]
    assert {one["outline"] for one in names} == {"solid"}
    page.keyboard.press("Shift+Tab")
    assert drawn.world.evaluate(FOCUSED)["name"] == "Close"
    page.keyboard.press("Escape")
    drawn.no_card()
    assert focused(page) == "area"
    assert page.evaluate("window.scrollY") == 3


def test_the_card_says_what_it_is(page: Page, drawn: Drawn) -> None:
    open_card(page, drawn)
    described = drawn.world.evaluate(
        """(() => {
          const host = document.querySelector("div[popover=manual]");
          const root = chrome.dom.openOrClosedShadowRoot(host);
          const card = root.querySelector(".card:not([hidden])");
          return ["aria-labelledby", "aria-describedby"].map(
            (attribute) => root.getElementById(card.getAttribute(attribute)).textContent);
        })()"""
    )
    assert described[0] == "Spelling"
    assert "recieve" in described[1]
    assert "did you mean" in described[1]


@pytest.fixture
def options(extension: Extension) -> Iterator[OptionsPage]:
    options = OptionsPage(extension, "corrections")
    yield options
    options.page.close()


def test_an_ignored_rule_is_taken_back_in_the_options(
    page: Page, drawn: Drawn, options: OptionsPage, extension: Extension
) -> None:
    page.bring_to_front()
    open_card(page, drawn, old="monday")
    labels = [button["label"] for button in drawn.card()["buttons"]]
    assert labels == ["Apply", "Fix all (3)", "Ignore once", "Ignore always", "Ignore this rule"]
    drawn.press_button("Ignore this rule")
    drawn.no_card()
    drawn.until("s.marks.length === 2", 5_000)
    assert "options" in drawn.now()["status"]
    stored = extension.worker.evaluate("chrome.storage.local.get('ignored_rules')")
    assert stored == {"ignored_rules": ["capital"]}
    rule = options.page.get_by_role("switch", name="Capital letter")
    assert rule.get_attribute("aria-checked") == "false"
    options.page.bring_to_front()
    rule.click()
    page.bring_to_front()
    drawn.until("s.marks.length === 3", 5_000)  # at once, in the field that is open


def test_a_change_ignored_always_is_taken_back_in_the_options(
    page: Page, drawn: Drawn, options: OptionsPage, extension: Extension
) -> None:
    page.bring_to_front()
    open_card(page, drawn, old="monday")
    drawn.press_button("Ignore always")
    drawn.no_card()
    page.reload()
    type_into(page, "#area", "We met on monday, or on sunday.")
    assert len(drawn.marks(1)) == 1, "sunday only"
    stored = extension.worker.evaluate("chrome.storage.local.get('ignored_findings')")
    (ignored,) = stored["ignored_findings"]
    assert (ignored["original"], ignored["replacement"]) == ("monday", "Monday")
    options.page.bring_to_front()
    options.page.get_by_role("button", name=re.compile("monday")).click()
    page.bring_to_front()
    drawn.until("s.marks.length === 2", 5_000)  # at once, in the field that is open


def test_ignore_once_is_for_this_document(page: Page, drawn: Drawn, serve_pages: str) -> None:
    open_card(page, drawn)
    drawn.press_button("Ignore once")
    drawn.until("s.marks.length === 2", 5_000)
    page.goto(f"{serve_pages}/fields.html?again")
    again = Drawn(page)
    type_into(page, "#area", TEXT)
    again.marks(3)


SIZES = [(320, 300), (320, 640), (500, 160), (350, 250)]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_card_fits_into_small_windows(
    page: Page, drawn: Drawn, width: int, height: int
) -> None:
    """320 px is a phone, and a window of 640 at 200 %."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(reduced_motion="reduce")
    page.add_style_tag(content="textarea {max-width: 100%}")
    open_card(page, drawn)
    card = box_of(drawn.until("s.card?.left >= 0", 5_000)["card"])
    assert_within(card, Box(0, 0, width, height))
    for button in drawn.now()["card"]["buttons"]:
        assert box_of(button).right <= card.right
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"card-{width}x{height}.png", animations="disabled")


def assert_within(inner: Box, outer: Box) -> None:
    assert inner.left >= outer.left
    assert inner.top >= outer.top
    assert inner.right <= outer.right
    assert inner.bottom <= outer.bottom


def test_no_motion_where_none_is_wanted(page: Page, drawn: Drawn) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_card(page, drawn)
    name = """getComputedStyle(chrome.dom.openOrClosedShadowRoot(
      document.querySelector("div[popover=manual]")).querySelector(".card:not([hidden])"))
      .animationName"""
    assert drawn.world.evaluate(name) == "none"


def test_corrections_and_ghosts_are_announced_after_a_rest(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", "We recieve it")
    page.keyboard.type(" and definately need it.", delay=20)
    said = drawn.until("/corrections?\\./.test(s.status)", 10_000)["status"]
    assert "Alt+J shows" in said
    drawn.until("/^2 corrections\\. Alt\\+J shows the first\\./.test(s.status)", 10_000)
    page.locator("#area").fill("")
    type_into(page, "#area", "I would like to take this opport")
    ghost = drawn.ghost().strip()
    drawn.until("s.status.includes('Tab takes it')", 5_000)
    assert ghost.split()[0] in drawn.now()["status"]


def test_announcements_are_off_where_switched_off(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    extension.worker.evaluate("chrome.storage.local.set({announcements: false})")
    type_into(page, "#area", TEXT)
    drawn.marks(3)
    rested = time.monotonic() + 3
    drawn.world.evaluate("new Promise((done) => setTimeout(done, 3000))")
    assert time.monotonic() >= rested - 0.2
    assert drawn.now()["status"] == ""
    page.keyboard.press("Alt+j")
    assert "recieve" in drawn.until("s.status !== ''", 5_000)["status"]  # a key is answered
