"""The command line's English and the extension's messages are the same sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from nib import explain, tagger_edits
from nib.english import SENTENCES, english
from nib.types import Wording

from tests.words import messages

PLACES = {"old": "o", "new": "n", "word": "w"}


def given() -> Iterator[Wording]:
    """Every reason there is."""
    for kind in (*explain._KINDS, "no such kind"):
        yield explain.reason(kind, "old", "new")
    for word in explain._WORDS:
        yield explain.reason("confusion", "old", word)
    yield explain.reason("capital", "old", "Old", at_start=True)
    for dialect in ("us", "uk", "ca", "au"):
        yield explain.reason("dialect", "old", "new", dialect=dialect)
    for dialect in ("uk", "au"):
        yield explain.reason("ise_ending", "old", "new", dialect=dialect)
    for _, _, sentence in tagger_edits._REASONS:
        yield explain.worded(*sentence, **PLACES)
    yield tagger_edits.explain("$ING", "go", "go", "going")[1]


def test_both_know_the_same_reasons_in_the_same_words() -> None:
    reasons = {key: told for key, told in messages().items() if key.startswith("reason_")}
    assert {f"reason_{key}": told for key, told in SENTENCES.items()} == reasons


def test_every_reason_has_its_sentence_and_fills_its_places() -> None:
    for wording in given():
        places = set(re.findall(r"\$\d", SENTENCES[wording.key.removeprefix("reason_")]))
        assert places == {f"${place}" for place in range(1, len(wording.places) + 1)}, wording


def test_every_sentence_is_a_reason_for_something() -> None:
    assert {wording.key for wording in given()} == {f"reason_{key}" for key in SENTENCES}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("to", "teh"), "“to” seems to fit better here than “teh”."),
        (("$2", "$1"), "“$2” seems to fit better here than “$1”."),
        (("\\1", "{0}"), "“\\1” seems to fit better here than “{0}”."),
    ],
)
def test_what_fills_a_place_is_taken_as_it_is(places: tuple[str, ...], expected: str) -> None:
    assert english(Wording("reason_confusion", places)) == expected
