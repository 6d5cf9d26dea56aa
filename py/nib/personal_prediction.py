"""Next words as nib.phrases gives them, with what the person's own memory knows mixed in.

In: the text before the caret. Out: a Prediction: the memory's counts, context by context, each
leaving some of the probability to the shorter ones and in the end to the phrases of everybody.
Also phrases that have begun. Decides nothing about what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest

from nib.completion_limits import own_phrase_confidence
from nib.personal import LONGEST_CONTEXT, PersonalMemory
from nib.personal_phrases import GIVEN_COUNT, Begun, PhraseBook
from nib.personal_table import Seen
from nib.phrases import (
    NOTHING,
    SENTENCE,
    NextWord,
    Phrases,
    Place,
    Prediction,
    fold,
    place_of,
    typed_letters,
    ways_on,
)

#: How much the memory leaves to shorter contexts, a kind of next word it has seen, by length.
DOUBT = (1.5, 3.0, 4.0, 4.0)
SHORTER = 0.75  # of what it speaks for, for each word more that the phrases of everybody know
WORD_SHARE = 0.35  # of the probability: how often the person uses a word, wherever
WORD_DOUBT = 2_000.0  # words to have been learned until half of that
MOST_WORDS = 12
MOST_UNIGRAMS = 6
STEADY = 2  # votes for a spelling that overrule the phrases' own
KEPT_PREDICTIONS = 32
#: A phrase is as likely as its first words are, the later ones counting less.
FIRST_WORDS, LATER_POWER = 2, 0.35
LEAST_LIKELY = 0.3  # a phrase that is less likely is not looked at further
#: What one of the organisation's is doubted by, by how many words of it stand there.
PHRASE_DOUBT = (4.0, 2.0, 1.0, 0.6)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Offer:
    """The rest of a phrase, and how likely it comes (calibrated)."""

    text: str
    probability: float


@dataclass(slots=True)
class Own:
    """What belongs to this person: the memory, and the organisation's phrases. learning.py fills
    it, the completer reads it."""

    memory: PersonalMemory
    given: PhraseBook
    in_use: bool = True  # the memory; the organisation's phrases always are

    @property
    def version(self) -> tuple[int, bool]:
        return self.memory.version, self.in_use

    def give(self, phrases: Sequence[str]) -> None:
        """The organisation's phrases: these and no others."""
        self.given = PhraseBook()
        for text in phrases:
            self.given.see(text, GIVEN_COUNT)


class PersonalPhrases:
    """nib.phrases.Phrases with a person's own words."""

    def __init__(self, phrases: Phrases, own: Own) -> None:
        self._phrases = phrases
        self._own = own
        self._predicted: dict[str, Prediction] = {}
        self._predicted_version = own.version

    @property
    def version(self) -> tuple[int, bool]:
        return self._own.version

    def predict(self, before: str) -> Prediction:
        found = self._phrases.predict(before)
        memory = self._own.memory
        if not self._own.in_use or memory.is_empty:
            return found
        if self._predicted_version != self._own.version or len(self._predicted) > KEPT_PREDICTIONS:
            self._predicted.clear()
            self._predicted_version = self._own.version
        known = self._predicted.get(before)
        if known is None:
            place = place_of(before)
            known = self._mixed(place, found) if place else NOTHING
            self._predicted[before] = known
        return known

    def ways_on(self, before: str, most_words: int) -> Iterator[NextWord]:
        return ways_on(self.predict, before, most_words)

    def phrase(self, before: str) -> Offer | None:
        """The likeliest phrase that has begun, to its end."""
        offers = [_given(begun) for begun in self._own.given.begun(before)]
        if self._own.in_use:
            offers += [
                self._weighed(before, begun) for begun in self._own.memory.book.begun(before)
            ]
        return max(offers, key=lambda offer: offer.probability, default=None)

    def _weighed(self, before: str, begun: Begun) -> Offer:
        """Word by word: who goes on with the first of them nearly always goes on to the end."""
        whole, likely = before + begun.rest, 1.0
        typed = typed_letters(before)
        words = _WORD.finditer(whole, len(before) - len(typed))
        for number, word in enumerate(words):
            found = self.predict(whole[: max(word.start(), len(before))]).words
            folded = fold(word[0])
            share = next((one.probability for one in found if fold(one.text) == folded), 0.0)
            likely *= share if number < FIRST_WORDS else share**LATER_POWER
            if likely < LEAST_LIKELY:
                break
        return Offer(begun.rest, own_phrase_confidence(likely))

    def _mixed(self, place: Place, found: Prediction) -> Prediction:
        memory = self._own.memory
        begun = fold(place.typed) if place.typed else ""
        words = {fold(word.text): word for word in found.words}
        shares = {folded: found.mass * word.probability for folded, word in words.items()}
        mass, left, known = found.mass, 1.0, 0
        unigrams = self._unigrams(begun)
        if unigrams:
            _, bare_share, rest = unigrams
            bare, mass_here = unigrams[0], bare_share
            shares = {folded: share * rest for folded, share in shares.items()}
            for folded, share in bare.items():
                shares[folded] = shares.get(folded, 0.0) + share
            mass, left = mass * rest + mass_here, rest
        for length, seen in memory.contexts(_sentence(place)):
            kept = _kept(seen, length) * SHORTER ** max(0, found.known - length)
            stored = {
                memory.words.folded(word): count / seen.total * kept
                for word, count in seen.counts.items()
            }
            stored = {w: s for w, s in stored.items() if w.startswith(begun) and w[:1].isalpha()}
            rest = 1 - kept * _told(memory, seen)
            shares = {folded: share * rest for folded, share in shares.items()}
            for folded, share in stored.items():
                shares[folded] = shares.get(folded, 0.0) + share
            mass, left, known = mass * rest + sum(stored.values()), left * rest, length
        if mass <= 0:
            return found
        first = place.tokens[-1:] in ([], [SENTENCE])
        best = nlargest(MOST_WORDS, shares, key=lambda folded: shares[folded])
        return replace(
            found,
            words=[
                NextWord(
                    self._written(folded, words.get(folded), place.typed, first=first),
                    min(1.0, shares[folded] / mass),
                )
                for folded in best
            ],
            mass=mass,
            own=max(0.0, 1 - left * found.mass / mass) if known else 0.0,
        )

    def _unigrams(self, begun: str) -> tuple[dict[str, float], float, float] | None:
        """The person's commonest words that begin so, all of their share, and what is left to
        others; None where too little is typed."""
        words = self._own.memory.words
        if len(begun) < 2 or words.total <= 0:
            return None
        found = list(words.beginning_with(begun))
        rest = 1 - WORD_SHARE * words.total / (words.total + WORD_DOUBT)
        scale = (1 - rest) / words.total
        best = nlargest(MOST_UNIGRAMS, found, key=words.count)
        total = sum(map(words.count, found)) * scale
        return {words.folded(word): words.count(word) * scale for word in best}, total, rest

    def _written(self, folded: str, shared: NextWord | None, typed: str, *, first: bool) -> str:
        words = self._own.memory.words
        word_id = words.id_of(folded)
        if shared and (not word_id or words.votes(word_id) < STEADY):
            return shared.text
        shown = words.written(word_id) if word_id else folded
        if len(typed) > 1 and typed.isupper():
            shown = shown.upper()
        elif first or typed[:1].isupper():
            shown = shown[:1].upper() + shown[1:]
        return typed + shown[len(typed) :]


def _given(begun: Begun) -> Offer:
    doubt = PHRASE_DOUBT[min(begun.words_typed, len(PHRASE_DOUBT) - 1)]
    return Offer(begun.rest, begun.phrase.count / (begun.rivals + doubt))


def _kept(seen: Seen, length: int) -> float:
    """The share of the probability that a context speaks for."""
    doubt = DOUBT[length - 1] * max(1, len(seen.counts))
    return seen.total / (seen.total + doubt)


def _told(memory: PersonalMemory, seen: Seen) -> float:
    """Of what a context speaks for: the part it still knows the words of."""
    counted = sum(
        count for word, count in seen.counts.items() if memory.words.folded(word)[:1].isalpha()
    )
    return min(1.0, counted / seen.total)


def _sentence(place: Place) -> Sequence[str]:
    """The last tokens, from the beginning of the sentence at most."""
    tokens = list(place.tokens) or [SENTENCE]
    for back in range(1, len(tokens) + 1):
        if tokens[-back] == SENTENCE:
            return tokens[-back:][-LONGEST_CONTEXT:]
    return tokens[-LONGEST_CONTEXT:]
