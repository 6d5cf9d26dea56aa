"""The ranking: margins, overlaps, and what the model is asked."""

import asyncio
from collections.abc import Sequence

import pytest
from nib.findings import Finding
from nib.rank import MARGINS, MOST_PLACES, believed, model_gains, without_overlaps


class CountingModel:
    """Scores a wording by how often a word is in it; remembers what it was asked."""

    def __init__(self, good_word: str) -> None:
        self.asked: list[tuple[str, ...]] = []
        self._good_word = good_word

    async def score_variants(self, texts: Sequence[str], *, tail: int | None = None) -> list[float]:
        self.asked.append(tuple(texts))
        return [10.0 * text.count(self._good_word) for text in texts]


def unsure(start: int, end: int, replacement: str, kind: str = "agreement") -> Finding:
    return Finding(start, end, replacement, kind)


def test_gain_is_the_difference_to_what_was_written() -> None:
    model = CountingModel("goes")
    findings = [unsure(3, 5, "goes"), unsure(3, 5, "gone")]
    assert asyncio.run(model_gains("He go home.", findings, model)) == [10.0, 0.0]
    assert model.asked == [("He go home.", "He goes home.", "He gone home.")]


def test_sure_findings_are_applied_before_asking() -> None:
    model = CountingModel("goes")
    findings = [Finding(0, 2, "He", "capital", 0.9), unsure(3, 5, "goes")]
    gains = asyncio.run(model_gains("he go home.", findings, model))
    assert gains == [None, 10.0]
    assert model.asked == [("He go home.", "He goes home.")]


def test_few_places_are_asked_about() -> None:
    model = CountingModel("x")
    sentence = "a b c d e f g h"
    findings = [unsure(at, at + 1, "x") for at in range(0, 15, 2)]
    asyncio.run(model_gains(sentence, findings, model))
    assert len(model.asked) == MOST_PLACES


@pytest.mark.parametrize("kind", sorted(MARGINS))
def test_margin_decides(kind: str) -> None:
    finding = unsure(0, 1, "x", kind)
    least = MARGINS[kind].least
    assert not believed([finding], [least - 0.1])
    assert not believed([finding], [None])
    (kept,) = believed([finding], [least + 0.1])
    assert kept.confidence is not None
    assert 0.7 < kept.confidence <= 1


def test_best_of_those_that_overlap() -> None:
    findings = [unsure(0, 4, "one"), unsure(0, 4, "two"), unsure(5, 6, "x")]
    kept = believed(findings, [5.0, 9.0, 8.0])
    assert [(finding.start, finding.replacement) for finding in kept] == [(0, "two"), (5, "x")]


@pytest.mark.parametrize(
    ("ranges", "kept"),
    [
        ([(0, 2), (2, 4)], [(0, 2), (2, 4)]),  # neighbours
        ([(0, 3), (2, 4)], [(0, 3)]),
        ([(2, 4), (0, 3)], [(2, 4)]),
        ([(1, 1), (1, 1)], [(1, 1)]),
        ([(0, 9), (3, 4)], [(0, 9)]),
    ],
)
def test_without_overlaps(ranges: list[tuple[int, int]], kept: list[tuple[int, int]]) -> None:
    found = without_overlaps([unsure(start, end, "x") for start, end in ranges])
    assert [(finding.start, finding.end) for finding in found] == kept
