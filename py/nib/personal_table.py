"""Counts of what came behind contexts of one length, in arrays of a fixed size.

In: contexts as 32-bit keys, next words as ids. Out: counts, faded by how long ago they were seen.
A key has a few places where it may lie, and each place room for a few next words: where all are
taken the weakest gives way, so that the memory adapts and never grows. Knows no words.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import dataclass

PLACES = 4  # of a key
UNIT = 64  # what one occurrence counts
FULL = 60_000
FADE = 0.985  # of a count, an epoch
FADED = [FADE**age for age in range(512)]


@dataclass(frozen=True, slots=True)
class Seen:
    """Next words by id and how often they were seen lately; total: of all next words, also of
    those that are no longer kept."""

    counts: dict[int, float]
    total: float


class ContextTable:
    def __init__(self, groups: int, nexts: int) -> None:
        """Room for groups * PLACES contexts with `nexts` next words each."""
        self.groups = groups
        self.nexts = nexts
        slots = groups * PLACES
        self._keys = array("I", bytes(4 * slots))
        self._totals = array("H", bytes(2 * slots))
        self._epochs = array("H", bytes(2 * slots))
        self._words = array("H", bytes(2 * slots * nexts))
        self._counts = array("H", bytes(2 * slots * nexts))

    def add(self, key: int, word: int, epoch: int, amount: int, *, counts: bool) -> float:
        """One more of `word` (from 1) behind `key` (not 0). counts: it is part of the total.
        Gives how often it was seen now."""
        slot = self._find(key)
        if slot < 0:
            slot = self._take(key, epoch)
        else:
            self._fade(slot, epoch)
        if counts:
            self._totals[slot] += amount
        at = self._next(slot, word, amount)
        if at < 0:
            return 0.0
        self._counts[at] += amount
        count = self._counts[at] / UNIT
        if self._totals[slot] > FULL or self._counts[at] > FULL:
            self._scale(slot, 0.5)
        return count

    def find(self, key: int, epoch: int) -> Seen | None:
        slot = self._find(key)
        if slot < 0:
            return None
        first = slot * self.nexts
        share = FADED[min((epoch - self._epochs[slot]) & 0xFFFF, len(FADED) - 1)] / UNIT
        counts = {
            word: count * share
            for word, count in zip(
                self._words[first : first + self.nexts],
                self._counts[first : first + self.nexts],
                strict=True,
            )
            if word
        }
        return Seen(counts, self._totals[slot] * share)

    def drop(self, key: int, word: int) -> None:
        """`word` never came behind `key`."""
        slot = self._find(key)
        for at in range(slot * self.nexts, (slot + 1) * self.nexts) if slot >= 0 else ():
            if self._words[at] == word:
                self._totals[slot] -= min(self._counts[at], self._totals[slot])
                self._words[at] = self._counts[at] = 0

    def drop_words(self, words: Collection[int]) -> None:
        """These words never came at all."""
        for at, word in enumerate(self._words):
            if word in words:
                slot = at // self.nexts
                self._totals[slot] -= min(self._counts[at], self._totals[slot])
                self._words[at] = self._counts[at] = 0

    def used(self) -> int:
        """Contexts that are kept."""
        return len(self._keys) - self._keys.count(0)

    def to_bytes(self) -> bytes:
        """Little-endian, as every machine that this runs on."""
        return b"".join(part.tobytes() for part in self._parts())

    @property
    def bytes(self) -> int:
        return sum(len(part) * part.itemsize for part in self._parts())

    def fill(self, content: memoryview) -> None:
        """What to_bytes gave, of a table of the same size. Raises ValueError for another length."""
        if len(content) != self.bytes:
            raise ValueError("arrays of other lengths")
        at = 0
        for part in self._parts():
            length = len(part) * part.itemsize
            fresh = array(part.typecode, bytes(content[at : at + length]))
            part[:] = fresh
            at += length

    def is_sound(self, words: Collection[int]) -> bool:
        """Whether it could have been made here: nothing in it runs over, or is no id of these."""
        counted = max(self._totals) <= FULL and max(self._counts) <= FULL
        return counted and set(self._words) <= {0, *words}

    def _parts(self) -> tuple[array[int], ...]:
        return self._keys, self._totals, self._epochs, self._words, self._counts

    def _find(self, key: int) -> int:
        first = key % self.groups * PLACES
        for slot in range(first, first + PLACES):
            if self._keys[slot] == key:
                return slot
        return -1

    def _take(self, key: int, epoch: int) -> int:
        """A place for a new key: an empty one, or the one that was seen least."""
        first = key % self.groups * PLACES
        slot = min(range(first, first + PLACES), key=lambda at: self._worth(at, epoch))
        self._keys[slot], self._totals[slot], self._epochs[slot] = key, 0, epoch & 0xFFFF
        for at in range(slot * self.nexts, (slot + 1) * self.nexts):
            self._words[at] = self._counts[at] = 0
        return slot

    def _worth(self, slot: int, epoch: int) -> float:
        if not self._keys[slot]:
            return -1.0
        age = min((epoch - self._epochs[slot]) & 0xFFFF, len(FADED) - 1)
        return self._totals[slot] * FADED[age]

    def _next(self, slot: int, word: int, amount: int) -> int:
        """Where this next word is counted; -1 where all of the others are stronger, for now."""
        weakest, least = -1, FULL + FULL
        for at in range(slot * self.nexts, (slot + 1) * self.nexts):
            if self._words[at] == word:
                return at
            count = self._counts[at] if self._words[at] else -1
            if count < least:
                weakest, least = at, count
        if least > amount:
            self._counts[weakest] -= amount // 2
            return -1
        self._words[weakest], self._counts[weakest] = word, 0
        return weakest

    def _fade(self, slot: int, epoch: int) -> None:
        age = (epoch - self._epochs[slot]) & 0xFFFF
        if age:
            self._scale(slot, FADED[min(age, len(FADED) - 1)])
            self._epochs[slot] = epoch & 0xFFFF

    def _scale(self, slot: int, share: float) -> None:
        self._totals[slot] = int(self._totals[slot] * share)
        for at in range(slot * self.nexts, (slot + 1) * self.nexts):
            self._counts[at] = int(self._counts[at] * share)
