"""The kind of English and the length of ghost text, as chosen: seen in a real field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn
from tests.conftest import Extension
from tests.traffic import Traffic

CHOSEN = ["dialect", "ghost_length", "ghost_mid_word", "min_confidence"]


@pytest.fixture(autouse=True)
def chosen_anew(extension: Extension) -> Iterator[None]:
    yield
    extension.worker.evaluate("(keys) => chrome.storage.local.remove(keys)", CHOSEN)


def choose(extension: Extension, **settings: Any) -> None:
    extension.worker.evaluate("(change) => chrome.storage.local.set(change)", settings)


@pytest.mark.parametrize(
    ("dialect", "expected"), [("uk", ("re", "color")), ("us", ("er", "labour"))]
)
def test_spelling_follows_the_dialect(
    dialect: str, expected: tuple[str, str], extension: Extension, page: Page, drawn: Drawn
) -> None:
    ghost, marked = expected
    choose(extension, dialect=dialect, min_confidence=0)
    page.click("#area")
    page.keyboard.type("The color of labour is here. The museum is in the city cent")
    assert drawn.until(f"s.ghost.startsWith({ghost!r})")["ghost"]
    page.keyboard.press("Tab")
    written = page.input_value("#area")
    assert written.split("cent")[1].startswith(ghost)
    (mark,) = drawn.marks()
    assert drawn.open_card_at(mark)["old"] == marked


def test_a_change_of_dialect_is_seen_at_once(
    extension: Extension, page: Page, drawn: Drawn
) -> None:
    choose(extension, dialect="uk")
    page.click("#area")
    page.keyboard.type("The color of it is nice. ")
    assert len(drawn.marks()) == 1
    choose(extension, dialect="us")
    drawn.until("s.marks.length === 0")


def test_ghost_text_goes_as_far_as_wanted(extension: Extension, page: Page, drawn: Drawn) -> None:
    choose(extension, ghost_length="words", ghost_mid_word=False, min_confidence=0)
    traffic = Traffic(drawn.world)
    page.click("#area")
    page.keyboard.type("Please let me ")
    assert 1 <= len(drawn.ghost().split()) <= 2
    traffic.wait_for('"length":"words","mid_word":false')
    choose(extension, ghost_length="sentence")
    page.keyboard.press("Control+A")
    page.keyboard.type("Please let me ")
    drawn.until("s.ghost.trim().split(' ').length > 2")
