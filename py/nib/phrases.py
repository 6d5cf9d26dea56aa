"""What often comes next in good text: an n-gram model, with the words of this very text beside it.

In: the table that models/phrases packed, the text before the caret. Out: likely words with
probabilities, within a few milliseconds. Interpolated back-off: P(word | context) = what the
context stores for the word + what it leaves * P(word | the context without its first word).
Decides nothing about what is shown (complete.py does), and knows no language model.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate

from nib.phrase_table import LONGEST_CONTEXT, Context, PhraseTable

SENTENCE = "."  # what any end of a sentence is folded to; also what a text begins behind
STRANGE = "?"  # any word that is not in the vocabulary
NUMBER = "0"

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:]*|[.!?…]+|[^\w\s]")
_TYPED = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:['’-][^\W\d_]*)?\Z")
_BLANK_BEFORE = re.compile(r"(?:\A|[\s(\"“‘])\Z")
_LAST_UNITS = 2_000  # of the text: its own words are counted here
_OWN_SHARE = 0.08  # of the probability: words this text has already
_BEHIND_LAST = 20  # counts as this many of a word that stands elsewhere
_MOST_UNIGRAMS = 12
_MOST_WORDS = 12
_KEPT_PREDICTIONS = 32


def split_words(text: str) -> list[str]:
    """Words, numbers and marks, in order."""
    return _TOKEN.findall(text)


def fold(token: str) -> str:
    """How contexts spell a token."""
    if token[0].isdigit():
        return NUMBER
    return SENTENCE if token[0] in ".!?…" else token.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class NextWord:
    """A word as it is written here, the typed letters included; its probability among all words
    that begin with them."""

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """Likely words, likeliest first, and how many words before them the table knew (0 to 4). mass:
    the probability of all words that begin as typed; own: the share of it that a person's own
    memory speaks for."""

    words: Sequence[NextWord]
    known: int
    mass: float = 1.0
    own: float = 0.0


NOTHING = Prediction((), 0)


@dataclass(frozen=True, slots=True)
class Place:
    """What stands before the caret: folded tokens, and the letters of the word being typed."""

    tokens: Sequence[str]
    typed: str


class Phrases:
    def __init__(self, table: PhraseTable) -> None:
        self._table = table
        self._ids = dict(zip(table.folded, range(len(table.folded)), strict=True))
        self._strange = self._ids[STRANGE]
        self._counted = array("Q", accumulate(table.counts, initial=0))
        self._total = self._counted[-1]
        self._predicted: dict[str, Prediction] = {}  # one key asks for the same several times
        self._strange_share = table.counts[self._strange] / self._total

    def predict(self, before: str) -> Prediction:
        """Words that may stand at the end of `before`: the next ones behind a blank, else those
        that begin with the letters that stand there (among them just these letters, if they are a
        word). NOTHING where no word can begin."""
        known = self._predicted.get(before)
        if known is None:
            place = place_of(before)
            own = self._own_words(before, place.typed) if place else {}
            known = self._ranked(place, own) if place else NOTHING
            if len(self._predicted) >= _KEPT_PREDICTIONS:
                self._predicted.clear()
            self._predicted[before] = known
        return known

    def ways_on(self, before: str, most_words: int) -> Iterator[NextWord]:
        """The likeliest text behind `before`, a word longer each time, and its probability."""
        return ways_on(self.predict, before, most_words)

    def _ranked(self, place: Place, own: dict[str, float]) -> Prediction:
        begun = fold(place.typed) if place.typed else ""
        contexts = list(self._contexts(place.tokens))
        words = dict.fromkeys(
            word
            for context in reversed(contexts)
            for word in (self._table.folded[i] for i in context.words)
            if word.startswith(begun) and word[0].isalpha()
        )
        words |= dict.fromkeys(own) | dict.fromkeys(self._common(begun))
        mass = (1 - _OWN_SHARE) * self._mass(begun, contexts) + _OWN_SHARE * sum(own.values())
        shares = {
            word: (1 - _OWN_SHARE) * self._share(word, contexts) + _OWN_SHARE * own.get(word, 0)
            for word in words
        }
        best = sorted(words, key=lambda word: -shares[word])[:_MOST_WORDS]
        first = place.tokens[-1:] in ([], [SENTENCE])
        return Prediction(
            [
                NextWord(
                    self._written(word, place.typed, first=first), min(1.0, shares[word] / mass)
                )
                for word in best
            ],
            contexts[-1].length if contexts else 0,
            mass,
        )

    def _contexts(self, tokens: Sequence[str]) -> Iterator[Context]:
        """What is stored for the last word, the last two, ...; shortest first."""
        ids = [self._ids.get(token, self._strange) for token in tokens]
        for length in range(1, min(LONGEST_CONTEXT, len(ids)) + 1):
            context = self._table.find(ids[-length:])
            if context is not None:
                yield context

    def _share(self, word: str, contexts: Sequence[Context]) -> float:
        """P(word | context), without regard to what is typed."""
        word_id = self._ids.get(word)
        if word_id is None:
            return 0.0
        share = self._table.counts[word_id] / self._total
        for context in contexts:
            share = context.share_of(word_id) + context.left * share
        return share

    def _mass(self, begun: str, contexts: Sequence[Context]) -> float:
        """The probability of all words that begin so."""
        if not begun:
            return 1.0
        low, high = self._range(begun)
        mass = (self._counted[high] - self._counted[low]) / self._total
        mass += self._strange_share * (high - low + 0.5) / len(self._table.words)
        for context in contexts:
            stored = sum(
                share
                for word_id, share in zip(context.words, context.shares, strict=True)
                if self._table.folded[word_id].startswith(begun)
            )
            mass = stored + context.left * mass
        return mass

    def _range(self, begun: str) -> tuple[int, int]:
        folded = self._table.folded
        low = bisect_left(folded, begun)
        return low, bisect_left(folded, begun + "\U0010ffff", low)

    def _common(self, begun: str) -> list[str]:
        """The commonest words that begin so; none for a single letter: contexts have those."""
        if len(begun) < 2:
            return []
        low, high = self._range(begun)
        best = nlargest(_MOST_UNIGRAMS, range(low, high), key=self._table.counts.__getitem__)
        return [self._table.folded[at] for at in best]

    def _own_words(self, before: str, typed: str) -> dict[str, float]:
        """The words of this text that begin as typed, with their share of all its words. Those
        that stood behind the same word before count more; without a letter typed, only those."""
        begun = fold(typed) if typed else ""
        tokens = [fold(token) for token in split_words(before[-_LAST_UNITS:])]
        if begun:
            tokens = tokens[:-1]
        last = tokens[-1] if tokens else ""
        weights: Counter[str] = Counter()
        for previous, token in zip(["", *tokens], tokens, strict=False):
            if token[0].isalpha():
                behind_last = previous == last and previous[:1].isalpha()
                weights[token] += _BEHIND_LAST if behind_last else 1
        total = sum(weights.values())
        least = 0 if begun else _BEHIND_LAST
        return {
            word: weight / total
            for word, weight in weights.items()
            if word.startswith(begun) and weight >= least
        }

    def _written(self, word: str, typed: str, *, first: bool) -> str:
        """How the word is to be written behind what is typed of it."""
        word_id = self._ids.get(word)
        shown = word if word_id is None else self._table.words[word_id]
        if len(typed) > 1 and typed.isupper():
            shown = shown.upper()
        elif first or typed[:1].isupper():
            shown = shown[:1].upper() + shown[1:]
        return typed + shown[len(typed) :]


def typed_letters(before: str) -> str:
    """The letters of the word that is being typed."""
    typed = _TYPED.search(before)
    return typed[0] if typed else ""


def place_of(before: str) -> Place | None:
    """None where no word can begin."""
    typed = _TYPED.search(before)
    head = before[: typed.start()] if typed else before
    if not _BLANK_BEFORE.search(head):
        return None
    tokens = [fold(token) for token in split_words(head[-200:])][-LONGEST_CONTEXT:]
    line = head[head.rfind("\n") + 1 :]
    return Place(tokens if line.strip() else [SENTENCE], typed[0] if typed else "")


def ways_on(
    predict: Callable[[str], Prediction], before: str, most_words: int
) -> Iterator[NextWord]:
    """The likeliest text behind `before`, a word longer each time, and its probability. What is
    typed of the first word is not repeated; words that are typed in full are gone past."""
    text, probability = before, 1.0
    for _ in range(most_words):
        words = predict(text).words
        typed = _TYPED.search(text)
        if words and typed and words[0].text == typed[0]:
            probability *= words[0].probability
            text += " "
            typed, words = None, predict(text).words
        if not words:
            return
        probability *= words[0].probability
        text = text[: typed.start() if typed else len(text)] + words[0].text
        yield NextWord(text[len(before) :], probability)
        text += " "
