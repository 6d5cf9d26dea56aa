"""Model and phrases mixed by token: weights, healing, words that end. A toy model of letters."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from nib.language import NextTokens
from nib.mixture import NO_HINTS, WEIGHTS, Hints, Mixture, likeliest, mixed
from nib.phrase_table import PhraseTable
from nib.phrases import Phrases

PACKED = (Path(__file__).parents[2] / "models" / "phrases" / "phrases.bin.gz").read_bytes()


def letters(text: str) -> list[int]:
    return [ord(letter) for letter in text]


@pytest.fixture(scope="module")
def mixture() -> Mixture:
    return Mixture(Phrases(PhraseTable(PACKED)), letters)


def test_without_phrases_the_model_decides_alone() -> None:
    assert Mixture(None, letters).hints("as soon as ", ()) is NO_HINTS
    assert mixed([(7, 0.5)], NO_HINTS) == [(7, 0.5)]


def test_a_word_counts_for_the_token_it_goes_on_with(mixture: Mixture) -> None:
    hints = mixture.hints("as soon as po", tuple(letters(" po")))
    assert max(hints.shares, key=lambda token: hints.shares[token]) == ord("s")


def test_behind_a_whole_word_the_next_ones_count(mixture: Mixture) -> None:
    hints = mixture.hints("in order", tuple(letters(" order")))
    assert hints.ended is not None
    assert hints.ended > 0.5
    assert hints.shares[ord(" ")] == pytest.approx(hints.ended, rel=0.2)


def test_where_the_phrases_know_no_such_word_they_are_silent(mixture: Mixture) -> None:
    assert mixture.hints("we met Xqzvw", tuple(letters(" Xqzvw"))).ended is None


def test_the_mixture_is_by_weight() -> None:
    hints = Hints({1: 0.5, 3: 0.5}, weight=0.4)
    assert mixed([(1, 0.2), (2, 0.8)], hints) == [
        (2, pytest.approx(0.48)),
        (1, pytest.approx(0.32)),
        (3, pytest.approx(0.2)),
    ]


def test_a_hint_far_down_the_models_list_keeps_its_own_probability() -> None:
    found = NextTokens(array("q", range(100)), array("f", [-1.0 - i for i in range(100)]))
    ranked = dict(likeliest(found, Hints({90: 1.0}, weight=0.5)))
    assert ranked[90] == pytest.approx(0.5, abs=1e-6)
    assert next(iter(ranked)) == 90


def test_the_more_words_are_known_the_more_the_phrases_count() -> None:
    assert list(WEIGHTS) == sorted(WEIGHTS)
    assert WEIGHTS[0] == 0
