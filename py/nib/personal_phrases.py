"""Phrases a person writes again and again, and those of an organisation: offered as a whole.

In: phrases with their counts, the text before the caret. Out: the rest of a phrase that has begun,
with the probability that it comes. Bounded: when it is full, the weakest phrase goes.
Which phrases are learned is decided in personal.py.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MOST_PHRASES = 2_000
MOST_BYTES = 400_000
LONGEST_PHRASE = 200
LEAST_REST = 2  # letters that are worth an offer
LEAST_BEGUN = 3  # letters that have to stand there
MOST_WORDS_BACK = 8
GIVEN_COUNT = 4.0  # an organisation's phrases count as if they had been written so often
ADDED_BYTES = 24  # of each, in the file

_WORD_START = re.compile(r"(?<![\w'’-])\w")


@dataclass(slots=True)
class Phrase:
    text: str
    count: float

    @property
    def bytes(self) -> int:
        return len(self.text.encode()) + ADDED_BYTES


@dataclass(frozen=True, slots=True)
class Begun:
    """A phrase that has begun: what stands there of it, and what is left."""

    phrase: Phrase
    typed: str
    rest: str
    rivals: float  # how often it or another that begins so was written

    @property
    def words_typed(self) -> int:
        """Whole words; one that may go on is none."""
        return len(self.typed.split()) - (not self.typed.endswith(" "))


def fold_phrase(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


class PhraseBook:
    def __init__(self) -> None:
        self._by_folded: dict[str, Phrase] = {}
        self._sorted: list[str] = []
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._by_folded)

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._by_folded.values())

    def see(self, text: str, count: float) -> None:
        """The phrase was written once more; count: how often, if it is new. One that another goes
        on from is no phrase of its own."""
        text = " ".join(text.split())
        folded = fold_phrase(text)
        if not folded or len(text) > LONGEST_PHRASE or len(folded) != len(text):
            return
        known = self._by_folded.get(folded)
        if known is not None:
            known.count += 1
            return
        self._add(folded, Phrase(text, count))
        for shorter in self._beginnings(folded):
            if self._by_folded[shorter].count <= count + 1:
                self.forget(shorter)
        while len(self._by_folded) > MOST_PHRASES or self._bytes > MOST_BYTES:
            self.forget(min(self._by_folded, key=lambda f: self._by_folded[f].count))

    def forget(self, text: str) -> bool:
        folded = fold_phrase(text)
        phrase = self._by_folded.pop(folded, None)
        if phrase is None:
            return False
        del self._sorted[bisect_left(self._sorted, folded)]
        self._bytes -= phrase.bytes
        return True

    def forget_where(self, says: Callable[[str], bool]) -> None:
        """All phrases whose folded text it says this of."""
        for folded in [folded for folded in self._by_folded if says(folded)]:
            self.forget(folded)

    def fade(self, share: float) -> None:
        for phrase in self._by_folded.values():
            phrase.count *= share

    def begun(self, before: str) -> Iterator[Begun]:
        """Phrases that the end of `before` begins, the one with most of it first."""
        line = before[-LONGEST_PHRASE:].rpartition("\n")[2].lower().replace("’", "'")
        starts = [found.start() for found in _WORD_START.finditer(line)][-MOST_WORDS_BACK:]
        for start in starts:
            typed = line[start:]
            if len(typed.strip()) < LEAST_BEGUN:
                return
            found = [self._by_folded[folded] for folded in self._range(typed)]
            if not found:
                continue
            best = max(found, key=lambda phrase: phrase.count)
            rest = best.text[len(typed) :]
            if len(rest.strip()) >= LEAST_REST:
                yield Begun(best, typed, rest, sum(phrase.count for phrase in found))

    def _range(self, begun: str) -> list[str]:
        low = bisect_left(self._sorted, begun)
        high = bisect_left(self._sorted, begun + "\U0010ffff", low)
        return self._sorted[low:high]

    def _beginnings(self, folded: str) -> list[str]:
        """Phrases that this one goes on from."""
        ends = (found.start() for found in re.finditer(r"(?=\W)", folded))
        return [folded[:end] for end in ends if folded[:end] in self._by_folded]

    def _add(self, folded: str, phrase: Phrase) -> None:
        self._by_folded[folded] = phrase
        self._bytes += phrase.bytes
        insort(self._sorted, folded)
