"""Edits of two readings, joined: doing both must equal doing one after the other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nib.tagger_merge import apply, merge
from nib.types import Edit, Wording


def edit(start: int, end: int, new: str) -> Edit:
    return Edit(start, end, new, "k", Wording("reason_spacing"), 0.9)


TEH, GOES, ALOT = (0, 3, "the"), (8, 10, "goes"), (0, 4, "a lot")


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        # spelling first, then agreement of the same word
        ("He wnat it", [edit(3, 7, "want")], [edit(3, 7, "wants")], [(3, 7, "wants")]),
        # independent places
        (
            "teh dog go",
            [edit(0, 3, "the")],
            [edit(8, 10, "goes")],
            [(0, 3, "the"), (8, 10, "goes")],
        ),
        # behind a change of length
        (
            "alot of dog",
            [edit(0, 4, "a lot")],
            [edit(9, 12, "dogs")],
            [(0, 4, "a lot"), (8, 11, "dogs")],
        ),
        # the second takes the first back
        ("a dog", [edit(2, 5, "cat")], [edit(2, 5, "dog")], []),
    ],
)
def test_merge(
    text: str, first: list[Edit], second: list[Edit], expected: list[tuple[int, int, str]]
) -> None:
    found = merge(text, first, second)
    assert [(e.start, e.end, e.replacement) for e in found] == expected


def test_a_reason_names_what_the_words_become() -> None:
    first, second = edit(3, 7, "want"), edit(3, 7, "wants")
    (joined,) = merge("He wnat it", [first], [second])
    assert joined.reason == Wording("reason_fits", ("wants",))
    assert merge("He wnat it", [first], [])[0].reason == first.reason


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [edit(a, b, draw(st.text("xyz", max_size=3))) for a, b in pairs]


@given(st.text("abc ", max_size=20), st.data())
def test_one_reading_equals_two(text: str, data: st.DataObject) -> None:
    first = data.draw(edits_of(text))
    changed = apply(text, first)
    second = data.draw(edits_of(changed))
    found = merge(text, first, second)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert apply(text, found) == apply(changed, second)
