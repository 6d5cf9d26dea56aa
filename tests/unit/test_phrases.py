"""Phrases: what often comes next, the words of the very text, how they are written. Real table."""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nib.phrase_table import PhraseTable, context_key
from nib.phrases import NOTHING, Phrases, fold, split_words

PACKED = (Path(__file__).parents[2] / "models" / "phrases" / "phrases.bin.gz").read_bytes()


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(PhraseTable(PACKED))


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("Please let me know if you have any ", "questions"),
        ("Thank you very mu", "much"),
        ("as soon as pos", "possible"),
        ("The meeting is on Thurs", "Thursday"),
        ("in order ", "to"),
        ("THANK YOU VERY MU", "MUCH"),  # written as the typing began
        ("That is all.\nTha", "That"),
    ],
)
def test_the_likeliest_word(phrases: Phrases, before: str, word: str) -> None:
    assert phrases.predict(before).words[0].text == word


def test_a_word_of_this_text_comes_back(phrases: Phrases) -> None:
    assert phrases.predict("I met Zbigniewska there. Now Zbi").words[0].text == "Zbigniewska"


def test_what_stood_behind_the_same_word_before_comes_first(phrases: Phrases) -> None:
    before = "The flange coupler broke. We need a new flange "
    assert phrases.predict(before).words[0].text == "coupler"


@pytest.mark.parametrize("before", ["see http://exam", "foo_ba", "a1b", "(3+x", "mail@exa"])
def test_nothing_where_no_word_begins(phrases: Phrases, before: str) -> None:
    assert phrases.predict(before) == NOTHING


@settings(deadline=None)
@given(st.text(max_size=60), st.text(alphabet="abcdefghij ", max_size=12))
def test_probabilities_are_of_one_whole(head: str, tail: str) -> None:
    phrases = _shared()
    words = phrases.predict(head + tail).words
    assert sum(word.probability for word in words) <= 1.0 + 1e-6
    assert all(0 <= word.probability <= 1 for word in words)
    assert [w.probability for w in words] == sorted((w.probability for w in words), reverse=True)


def test_ways_on_grow_by_a_word_and_never_get_likelier(phrases: Phrases) -> None:
    ways = list(phrases.ways_on("Thank you very mu", 3))
    assert ways[0].text == "ch"
    for one, longer in itertools.pairwise(ways):
        assert longer.text.startswith(one.text + " ")
        assert longer.probability <= one.probability


def test_what_is_typed_in_full_is_gone_past(phrases: Phrases) -> None:
    assert next(iter(phrases.ways_on("in order", 1))).text == " to"


def test_tokens_and_how_they_are_folded() -> None:
    tokens = split_words("Don’t pay $1,200... OK?")
    assert tokens == ["Don’t", "pay", "$", "1,200...", "OK", "?"]
    assert [fold(token) for token in tokens] == ["don't", "pay", "$", "0", "ok", "."]


def test_context_keys_tell_order_and_length_apart() -> None:
    assert len({context_key(ids) for ids in ([1, 2], [2, 1], [1], [1, 2, 0], [0, 1, 2])}) == 5


@pytest.mark.parametrize("damaged", [b"", b"no gzip", PACKED[:2000], gzip.compress(b"{}\n")])
def test_a_damaged_table_is_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="phrase table"):
        PhraseTable(damaged)


def _shared() -> Phrases:
    if not _made:
        _made.append(Phrases(PhraseTable(PACKED)))
    return _made[0]


_made: list[Phrases] = []
