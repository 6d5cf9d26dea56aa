"""Which words carry the feeling: spans against the phrases of the Stanford trees.

Gold: in each dev tree, the largest phrase of at most four words that raters felt something in (and
that holds a word felt by itself, or was rated very negative or very positive) gives its polarity to
its words, without function words and marks at its ends (models/sentiment/trees.py); words in a row
of one polarity within a clause are one span (nib.sentiment.find_spans). The projection is ours, so
these numbers compare the systems here, not papers. F1 over the whole set, in two ways: `exact`, a
span counts when start, end and polarity are equal; `characters`, each character in a span counts,
with its polarity. Pure: reads no file, knows no system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from nib.sentiment import WordFeeling, find_spans
from nib.types import POLARITIES

from models.sentiment.trees import as_written, parse

ONE_HOT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


class Span(NamedTuple):
    """text[start:end] and its polarity: 0 negative, 2 positive."""

    start: int
    end: int
    polarity: int


def gold(tree: str) -> tuple[str, list[Span]]:
    """The sentence of one bracketed tree as people write it, and the spans in it."""
    phrase = as_written(parse(tree))
    text, words = "", []
    for word, tags in zip(phrase.words, phrase.tags, strict=True):
        tag = int(max(tags, key=lambda tag: (tag != "1", tag)))
        start = len(text) + bool(text)
        text = f"{text} {word}".strip()
        words.append(WordFeeling(start, len(text), ONE_HOT[tag]))
    found = find_spans(text, words, 0.5)
    return text, [Span(span.start, span.end, POLARITIES.index(span.label)) for span in found]


def whole(spans: Iterable[Span]) -> set[tuple[int, ...]]:
    return {tuple(span) for span in spans}


def characters(spans: Iterable[Span]) -> set[tuple[int, ...]]:
    return {(place, s.polarity) for s in spans for place in range(s.start, s.end)}


def f1(
    shown: Sequence[Sequence[Span]],
    meant: Sequence[Sequence[Span]],
    marks: Callable[[Iterable[Span]], set[tuple[int, ...]]],
) -> float:
    """In percent, over all texts together; 0 where nothing is shown and nothing meant."""
    both = total = 0
    for ours, theirs in zip(shown, meant, strict=True):
        mine, right = marks(ours), marks(theirs)
        both += len(mine & right)
        total += len(mine) + len(right)
    return round(200 * both / total, 2) if total else 0.0
