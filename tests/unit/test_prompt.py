"""What the language model is given: where it begins, and what stands above a short text."""

from __future__ import annotations

import pytest
from nib.prompt import (
    CONTEXT_UNITS,
    HEADING_UNITS,
    MAX_CONTEXT_UNITS,
    NEAR_UNITS,
    Prompts,
    nearby,
)

LONG = "".join(f"This is sentence {number} of some length. " for number in range(30))
NEAR = nearby("Inbox", "Message", "")


def test_what_is_near_stands_above_a_short_text() -> None:
    assert Prompts().of("Thank you", NEAR) == "Inbox\n\nMessage\n\nThank you"


def test_a_long_text_stands_alone() -> None:
    prompt = Prompts().of(LONG, NEAR)
    assert prompt.startswith("This is sentence")
    assert len(prompt) <= CONTEXT_UNITS


def test_the_beginning_stays_while_one_types_on() -> None:
    prompts, text = Prompts(), LONG
    first = prompts.of(text, "")
    for letters in range(1, MAX_CONTEXT_UNITS - CONTEXT_UNITS):
        assert prompts.of(text + "x" * letters, "").startswith(first)
    assert len(prompts.of(text + "x " * MAX_CONTEXT_UNITS, "")) <= MAX_CONTEXT_UNITS


@pytest.mark.parametrize(
    ("title", "label", "after", "near"),
    [
        ("", "", "", ""),
        ("  Two\n words ", "", "", "Two words\n\n"),
        ("", "", "\n\nOn Monday you wrote:", "On Monday you wrote:\n\n"),
        ("t" * 500, "", "", "t" * HEADING_UNITS + "\n\n"),
    ],
)
def test_near_text_is_short_paragraphs(title: str, label: str, after: str, near: str) -> None:
    assert nearby(title, label, after) == near


def test_near_text_is_bounded() -> None:
    assert len(nearby("t" * 999, "l" * 999, "a" * 999)) <= NEAR_UNITS + 6
