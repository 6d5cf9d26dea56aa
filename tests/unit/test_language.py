"""Scores of wordings, and what is kept between calls. Real model."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

import pytest
from nib import loading
from nib.language import KEPT_STATES, LanguageModel, common_prefix, common_suffix
from nib.runtime.native import NativeRuntime
from nib.runtime.port import Model


@pytest.fixture(scope="module")
def language() -> LanguageModel:
    return asyncio.run(loading.load_language(NativeRuntime()))


@pytest.mark.parametrize(
    ("one", "other", "shared"), [("abc", "abd", 2), ("", "a", 0), ("ab", "abc", 2), ("x", "y", 0)]
)
def test_common_prefix(one: str, other: str, shared: int) -> None:
    assert common_prefix([*map(ord, one)], [*map(ord, other)]) == shared


@pytest.mark.parametrize(
    ("texts", "shared"), [(["xbc", "ybc"], 2), (["abc", "bc"], 2), (["a", "b"], 0)]
)
def test_common_suffix(texts: list[str], shared: int) -> None:
    assert common_suffix([[*map(ord, text)] for text in texts]) == shared


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("She goes to school every day.", "She go to school every day."),
        ("There is a problem with it.", "Their is a problem with it."),
        ("It is better than before.", "It is better then before."),
        ("I have seen it.", "I have saw it."),
    ],
)
@pytest.mark.parametrize("tail", [None, 3])
def test_the_right_wording_scores_higher(
    language: LanguageModel, right: str, wrong: str, tail: int | None
) -> None:
    good, bad = asyncio.run(language.score_variants([right, wrong], tail=tail))
    assert good > bad


def test_scores_differ_by_the_difference_alone(language: LanguageModel) -> None:
    """Order and company change nothing beyond int8's rounding."""
    texts = ["I look forward to it.", "I look forward at it.", "I look forward for it."]
    together = asyncio.run(language.score_variants(texts))
    language.forget()
    reverse = asyncio.run(language.score_variants(texts[::-1]))[::-1]
    assert [score == max(together) for score in together] == [
        score == max(reverse) for score in reverse
    ]


def test_no_texts_no_scores(language: LanguageModel) -> None:
    assert asyncio.run(language.score_variants([])) == []


def test_score_is_of_the_continuation(language: LanguageModel) -> None:
    likely, unlikely = asyncio.run(
        language.score("Please let me know if you have any", [" questions.", " giraffes."])
    )
    assert likely > unlikely


def test_what_is_kept_is_bounded(language: LanguageModel) -> None:
    for number in range(12):
        asyncio.run(language.next_tokens(language.encode(f"Text number {number} is")))
    assert len(language._states) <= KEPT_STATES


class _Letters:
    """A tokenizer whose tokens are letters."""

    start = ()

    def encode(self, text: str) -> list[int]:
        return [ord(letter) for letter in text]

    def decode(self, token_ids: Sequence[int]) -> str:
        return "".join(map(chr, token_ids))

    def vocabulary(self) -> list[str]:
        return ["a"]


@pytest.mark.parametrize(("start", "first"), [((), (10,)), ((2,), (2,)), ((7, 8), (7, 8))])
def test_texts_begin_behind_what_the_model_wants(
    start: tuple[int, ...], first: tuple[int, ...]
) -> None:
    model = LanguageModel(cast(Model, None), _Letters(), start)
    assert model.encode("a") == (*first, ord("a"))


def test_a_right_guess_saves_the_next_runs(language: LanguageModel) -> None:
    language.forget()
    ids, guess = (
        language.encode("Please let me know if you have any"),
        language.tokens(" questions"),
    )
    asyncio.run(language.next_tokens(ids, guess=tuple(guess)))
    guessed = language.known((*ids, *guess))
    assert guessed is not None
    language.forget()
    alone = asyncio.run(language.next_tokens((*ids, *guess)))
    assert list(alone.ids[:3]) == list(guessed.ids[:3])


def test_a_wrong_guess_changes_nothing(language: LanguageModel) -> None:
    language.forget()
    ids = language.encode("Please let me know if you have any")
    asyncio.run(language.next_tokens(ids, guess=tuple(language.tokens(" giraffes in the"))))
    longer = (*ids, *language.tokens(" questions"))
    after_guess = asyncio.run(language.next_tokens(longer))
    language.forget()
    alone = asyncio.run(language.next_tokens(longer))
    assert list(alone.ids[:3]) == list(after_guess.ids[:3])
