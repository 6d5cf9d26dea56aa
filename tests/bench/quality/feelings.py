"""The readers of sentiment that are compared: Nib, its float graph, and three lexicons.

Out: `Reader`s, each loaded on first need. Lexicons read a text as one; a word's own rating makes
the spans: words in a row of one sign are one span.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from nib.loading import load_reader
from nib.runtime.native import NativeRuntime
from nib.types import POLARITIES

from tests.bench.quality.checkers import fingerprint
from tests.bench.quality.places import MODELS
from tests.bench.quality.spans import Span
from tests.bench.quality.store import Store

WORD = re.compile(r"[\w'’-]+|[^\w\s]+")


class Feeling(NamedTuple):
    """label: 0 negative, 1 neutral, 2 positive; positive: the label when neutral is not allowed;
    value: -1 .. 1, from most negative to most positive."""

    label: int
    positive: bool
    value: float
    spans: list[Span]


Read = Callable[[str], Awaitable[Feeling]]


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    version: str
    load: Callable[[], Awaitable[Read]]


def readers(models: Path = MODELS, floats: Path | None = None) -> list[Reader]:
    # 2: of from_lexicon
    lexicons = [
        Reader("vader", f"vaderSentiment {version('vaderSentiment')} 2", _load_vader),
        Reader("textblob", f"textblob {version('textblob')} 2", _load_textblob),
        Reader("afinn", f"afinn {version('afinn')} 2", _load_afinn),
    ]
    float_reader = [nib_reader(floats, "nib-float")] if floats else []
    return [nib_reader(models), *lexicons, *float_reader]


def nib_reader(models: Path, name: str = "nib") -> Reader:
    async def load() -> Read:
        reader = await load_reader(NativeRuntime(models, threads=1))

        async def read(text: str) -> Feeling:
            found = await reader.read(text)
            forced = await reader.read(text, binary=True)
            label = POLARITIES.index(found.label)
            spans = [
                Span(span.start, span.end, POLARITIES.index(span.label))
                for part in found.sentences
                for span in part.spans
            ]
            return Feeling(label, forced.label == "positive", found.score * (label - 1), spans)

        return read

    return Reader(name, fingerprint(models), load)


async def read_all(reader: Reader, texts: Sequence[str]) -> list[Feeling]:
    """Its reading of each text, asked for once and kept (store.py)."""
    store = Store(f"feeling-{reader.name}")
    read: Read | None = None
    answers = []
    for text in texts:
        kept = store.get(reader.version, text)
        if kept is None:
            read = read or await reader.load()
            kept = list(await read(text))
            store.put(kept, reader.version, text)
        label, positive, value, spans = kept
        answers.append(Feeling(label, positive, value, [Span(*span) for span in spans]))
    return answers


def from_lexicon(rate: Callable[[str], float], calm: float, most: float) -> Read:
    """`rate`: of a text or a word; within `calm` of 0 is neutral; `most`: the largest rating.
    Where a label is forced, a text without any feeling word is negative: better for all three."""

    def sign(value: float) -> int:
        return 2 if value > calm else 0 if value < -calm else 1

    async def read(text: str) -> Feeling:
        value = rate(text)
        words = ((match, sign(rate(match.group()))) for match in WORD.finditer(text))
        spans = []
        for polarity, run in groupby(words, key=lambda word: word[1]):
            matches = [match for match, _ in run]
            if polarity != 1:
                spans.append(Span(matches[0].start(), matches[-1].end(), polarity))
        return Feeling(sign(value), value > 0, max(-1.0, min(1.0, value / most)), spans)

    return read


async def _load_vader() -> Read:
    """Neutral between -0.05 and 0.05, as its authors advise."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415

    analyzer: Any = SentimentIntensityAnalyzer()
    return from_lexicon(lambda text: float(analyzer.polarity_scores(text)["compound"]), 0.05, 1.0)


async def _load_textblob() -> Read:
    from textblob import TextBlob  # noqa: PLC0415

    return from_lexicon(lambda text: float(TextBlob(text).sentiment.polarity), 0.0, 1.0)


async def _load_afinn() -> Read:
    from afinn import Afinn  # noqa: PLC0415

    analyzer: Any = Afinn(emoticons=True)
    return from_lexicon(lambda text: float(analyzer.score(text)), 0.0, 5.0)
