"""What only the grammar tagger finds, from key to undo; and the word being typed left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import SNAPSHOT, Drawn, box_of
from tests.browser.typing import caret, expect_text, read, type_into
from tests.conftest import Extension
from tests.engine_port import EnginePort

#: A mistake, the card's heading, the words struck out and put in, and the sentence then.
MISTAKES = [
    (
        "I have never seen such beautiful place in my life.",
        ("Article", "", " a"),
        "I have never seen such a beautiful place in my life.",
    ),
    ("I am agree with you on this.", ("Extra word", " am", ""), "I agree with you on this."),
    (
        "This is one of the most important problem today.",
        ("Agreement", "problem", "problems"),
        "This is one of the most important problems today.",
    ),
]

# Notes in every frame how many lines there are, and when the last key went down.
WATCH = f"""(() => {{
  globalThis.nibSeen = {{marks: 0}};
  const look = () => {{
    nibSeen.marks = Math.max(nibSeen.marks, {SNAPSHOT}.marks.length);
    nibSeen.frame = requestAnimationFrame(look);
  }};
  look();
}})()"""
STOP_WATCHING = "(cancelAnimationFrame(nibSeen.frame), nibSeen.marks)"


@pytest.fixture(autouse=True)
def loaded(extension: Extension, page: Page) -> Iterator[None]:
    """No completions, and all of the corrector there: an early answer would be the rules' alone."""
    extension.worker.evaluate("chrome.storage.local.set({completion: false})")
    engine = EnginePort(extension.context)
    engine.warm("correct")
    engine.close()
    page.bring_to_front()
    yield


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake[1][0])
@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_a_grammar_mistake_is_underlined_explained_fixed_and_undone(
    page: Page, drawn: Drawn, field: str, mistake: tuple[str, tuple[str, str, str], str]
) -> None:
    text, shown, corrected = mistake
    type_into(page, field, text)
    (mark,) = drawn.marks(1)
    assert mark["look"] == "grammar"
    card = drawn.open_card_at(mark)
    assert (card["title"], card["old"], card["fresh"]) == shown
    assert card["reason"].endswith(".")
    drawn.press_button("Apply")
    drawn.no_card()
    expect_text(page, field, corrected)
    page.keyboard.press("Control+z")
    assert read(page, field) == text
    page.keyboard.press("Control+Shift+z")
    assert read(page, field) == corrected


@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_the_word_being_typed_is_left_alone_until_the_caret_leaves_it(
    page: Page, drawn: Drawn, field: str
) -> None:
    type_into(page, field, "I dont know. They was here. We always ")
    drawn.marks(2)
    drawn.world.evaluate(WATCH)
    page.keyboard.type("recieve", delay=600)  # slow enough for an answer after each key
    assert drawn.world.evaluate(STOP_WATCHING) == 2, "a line under a word that is being typed"
    page.keyboard.type(" ")
    last = drawn.marks(3)[-1]
    assert last["look"] == "spelling"
    assert read(page, field).rstrip().endswith("recieve")


def test_a_line_clicked_while_still_typing_stays_and_stands_out(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", "I am agree with you on this. We always")
    drawn.open_card_at(drawn.marks(1)[0])
    drawn.until("s.marks.length === 1 && s.marks[0].look === 'grammar picked'", 5_000)
    page.keyboard.press("Escape")
    drawn.until("s.marks.length === 1 && s.marks[0].look === 'grammar'", 5_000)


def test_moving_the_caret_out_of_the_word_is_enough(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", "We need them and we recieve")
    page.keyboard.press("Home")
    (mark,) = drawn.marks(1)
    assert caret(page, "#area") == 0
    assert box_of(mark).left > 100


def test_at_rest_the_last_word_is_checked_too(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", "We need them and we recieve")
    assert len(drawn.marks(1)) == 1
    assert caret(page, "#area") == len("We need them and we recieve")
