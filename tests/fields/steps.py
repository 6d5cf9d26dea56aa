"""What several checks of the field matrix begin with, and ask about underlines.

In: a field under test. Out: the field with a ghost or findings on it, or AssertionError.
"""

from __future__ import annotations

from tests.browser.drawn import Box, box_of
from tests.fields.under_test import UnderTest

START = "I would like to take this opport"  # one sure way on
TEXT = "We recieve the parcels on Monday and definately need them."
RIGHT = "We receive the parcels on Monday and definitely need them."
SOON_MS = 10_000  # the models are loaded
IS_SPELLING = "(m) => m.look === 'spelling'"


def begin_with_ghost(under: UnderTest) -> str:
    under.begin()
    under.type(START)
    return str(under.drawn.until("s.ghost !== ''", SOON_MS)["ghost"])


def accept(under: UnderTest) -> str:
    """Tab takes the ghost; what it was."""
    shown = begin_with_ghost(under)
    under.press("Tab")
    under.expect_text(START + shown)
    return shown


def first_word(ghost: str) -> str:
    """With the space before it."""
    return ghost[: len(ghost) - len(ghost.lstrip())] + ghost.split(maxsplit=1)[0]


def findings(under: UnderTest) -> list[dict[str, object]]:
    marks: list[dict[str, object]] = under.drawn.until("s.marks.length >= 2", SOON_MS)["marks"]
    return marks


def begin_with_findings(under: UnderTest) -> list[dict[str, object]]:
    under.begin()
    under.type(TEXT)
    return findings(under)


def underlined(under: UnderTest, text: str, *words: str) -> None:
    """A line for spelling under each of these words of the text."""
    shown = under.drawn.until(f"s.marks.filter({IS_SPELLING}).length >= {len(words)}", SOON_MS)
    lines = [box_of(mark) for mark in shown["marks"] if mark["look"] == "spelling"]
    for word in words:
        place = under.word_box(word, text)
        assert any(lies_under(line, place) for line in lines), f"{word}: {place}, {lines}"


def lies_under(line: Box, word: Box) -> bool:
    middle = word.top + (word.bottom - word.top) / 2
    ends = abs(line.left - word.left) < 3 and abs(line.right - word.right) < 3
    return ends and middle < line.top < word.bottom + 3
