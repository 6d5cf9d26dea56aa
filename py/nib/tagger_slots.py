"""A sentence under correction: for each token as written, the words it has become.

In: tokens, then decisions (which token, which tag) pass by pass. Out: the current words, and at
the end one change a slot. Later passes may change words that earlier ones put there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from nib import tagger_tags as tags
from nib.tagger_tags import Forms
from nib.tagger_words import tokens

Speller = Callable[[str], Sequence[str]]  # a misspelt word -> corrections, best first


@dataclass(frozen=True, slots=True)
class Decision:
    """Give the word at `index` of the current words (0: the start) this tag.

    score: its probability, later the confidence in it; wrong: the probability of an error there.
    """

    index: int
    tag: str
    score: float
    group: str = ""
    wrong: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """Tokens first..last (inclusive) become `words`; kind: the tag that began it."""

    first: int
    last: int
    words: tuple[str, ...]
    tag: str
    score: float


@dataclass(slots=True)
class Slots:
    tokens: list[str]
    words: list[list[str]] = field(init=False)
    why: dict[int, Decision] = field(default_factory=dict)  # slot -> what changed it first
    bound: set[int] = field(default_factory=set)  # slots changed together with the one before

    def __post_init__(self) -> None:
        self.words = [[token] for token in (tags.START, *self.tokens)]

    def current(self) -> list[str]:
        """The words as they stand, without the start."""
        return [word for slot in self.words for word in slot][1:]

    def _places(self) -> list[tuple[int, int]]:
        return [(s, w) for s, slot in enumerate(self.words) for w in range(len(slot))]

    def copy(self) -> Slots:
        """Slots of their own, to try something out."""
        other = Slots(self.tokens)
        other.words = [list(slot) for slot in self.words]
        other.why, other.bound = dict(self.why), set(self.bound)
        return other

    def slot_of(self, index: int) -> int:
        """The slot of the word at `index` of the current words, the start being 0."""
        return self._places()[index][0]

    def span(self, slot: int) -> tuple[int, int]:
        """Where a slot's words are among the current words, the start being 0."""
        before = sum(len(words) for words in self.words[:slot])
        return before, before + len(self.words[slot])

    def apply(
        self, decisions: Sequence[Decision], forms: Forms, speller: Speller
    ) -> list[tuple[Decision, int]]:
        """Apply decisions of one pass, from the end; returns those that fitted, and their slots."""
        places = self._places()
        done: list[tuple[Decision, int]] = []
        for decision in sorted(decisions, key=lambda d: -d.index):
            slot, at = places[decision.index]
            if decision.tag in (tags.JOIN, tags.SWAP):
                later = places[decision.index + 1 : decision.index + 2]
                fitted = slot > 0 and bool(later) and self._pair(decision.tag, (slot, at), later[0])
            else:
                fitted = self._apply_one(decision.tag, slot, at, (forms, speller))
            if fitted:
                self.why.setdefault(slot, decision)
                done.append((decision, slot))
        return done

    def _apply_one(self, tag: str, slot: int, at: int, tools: tuple[Forms, Speller]) -> bool:
        forms, speller = tools
        word = self.words[slot][at]
        if word == tags.START and tag[0] != "+":
            return False
        if tag == tags.SPELL:
            found = speller(word)
            made = tuple(found[0][a:b] for a, b in tokens(found[0])) if found else None
        else:
            made = tags.apply(tag, word, forms)
        if made is None or made == (word,):
            return False
        self.words[slot][at : at + 1] = made
        return True

    def _pair(self, tag: str, here: tuple[int, int], following: tuple[int, int]) -> bool:
        (slot, at), (next_slot, next_at) = here, following
        if next_at >= len(self.words[next_slot]):  # deleted in this very pass
            return False
        first, second = self.words[slot][at], self.words[next_slot][next_at]
        if tag == tags.SWAP:
            if first[:1].isupper() and second.islower() and slot == 1 and first != "I":
                first, second = first[:1].lower() + first[1:], second[:1].upper() + second[1:]
            self.words[slot][at], self.words[next_slot][next_at] = second, first
        else:
            self.words[slot][at] = first + second
            del self.words[next_slot][next_at]
        if next_slot != slot:
            self.bound.add(next_slot)
        return True

    def changes(self) -> list[Change]:
        """What became of the tokens, in order; slot 0 (words before the first) is token -1."""
        found: list[Change] = []
        for slot, words in enumerate(self.words):
            written = tags.START if slot == 0 else self.tokens[slot - 1]
            if words == [written] and slot not in self.bound:
                continue
            shown = tuple(words[1:] if slot == 0 else words)
            if slot in self.bound and found and found[-1].last == slot - 2:
                last = found[-1]
                found[-1] = Change(
                    last.first, slot - 1, (*last.words, *shown), last.tag, last.score
                )
                continue
            why = self.why.get(slot)
            tag, score = (why.tag, why.score) if why else (tags.SWAP, 0.5)
            found.append(Change(slot - 1, slot - 1, shown, tag, score))
        return found
