"""The words a person writes: how they are written, how often, and a number of its own for each.

In: tokens. Out: ids, counts, spellings, and the words that begin with some letters. Bounded: when
it is full, what was seen least goes. A number is never given to two words, so that contexts made
of the numbers of a word that was forgotten are met by nothing any more. Columns by id, not objects:
they are read from the file in a few milliseconds.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from nib.phrases import fold

MOST_WORDS = 20_000  # ids fit 16 bits
MOST_IDS = MOST_WORDS + 200  # the sentence that makes it full is learned to its end
MOST_BYTES = 600_000
ADDED_BYTES = 24  # of each, in the file
DROPPED_SHARE = 0.1
FIRST_NUMBER, LAST_NUMBER = 0x1000, 0x7FFF_FFFF
MOST_COUNTED = 1e9
LONGEST = 60  # some letters become two when they are small
STEADY_VOTES = 20

_BLANK = re.compile(r"\s")


class PersonalWords:
    """Ids are from 1; "" is what a word that is gone has left."""

    def __init__(self) -> None:
        self._folded: list[str] = [""]
        self._written: dict[int, str] = {}  # where it is not as it is folded
        self._votes = bytearray(1)  # how much more often than others this spelling was seen
        self._counts = array("f", [0.0])
        self._numbers = array("I", [0])
        self._ids: dict[str, int] = {}
        self._sorted: list[str] = []  # those that are words, not marks
        self._free: list[int] = []
        self._bytes = 0
        self._next_number = FIRST_NUMBER
        self.total = 0.0

    def __len__(self) -> int:
        """Words, without marks."""
        return len(self._sorted)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids.values())

    def id_of(self, folded: str) -> int:
        """0: not known."""
        return self._ids.get(folded, 0)

    def folded(self, word_id: int) -> str:
        return self._folded[word_id]

    def written(self, word_id: int) -> str:
        return self._written.get(word_id) or self._folded[word_id]

    def votes(self, word_id: int) -> int:
        """For its spelling, inside sentences."""
        return self._votes[word_id]

    def count(self, word_id: int) -> float:
        return self._counts[word_id]

    def number_of(self, folded: str) -> int:
        """0: not known."""
        return self._numbers[self._ids.get(folded, 0)]

    @property
    def is_full(self) -> bool:
        return len(self._ids) >= MOST_WORDS or self._bytes >= MOST_BYTES

    def see(self, folded: str, written: str, *, inside: bool) -> int:
        """One more of it. inside: a sentence, where capitals mean something. Gives its id."""
        word_id = self._ids.get(folded) or self._add(folded, written)
        self._counts[word_id] += 1
        if folded[0].isalpha():
            self.total += 1
        if inside:
            self._vote(word_id, written)
        return word_id

    def beginning_with(self, begun: str) -> Iterable[int]:
        low = bisect_left(self._sorted, begun)
        high = bisect_left(self._sorted, begun + "\U0010ffff", low)
        return [self._ids[folded] for folded in self._sorted[low:high]]

    def fade(self, share: float) -> None:
        self._counts = array("f", [count * share for count in self._counts])
        self.total *= share

    def weakest(self) -> list[int]:
        """Ids that go when it is full."""
        ranked = sorted(self._ids.values(), key=lambda word_id: self._counts[word_id])
        return ranked[: int(len(ranked) * DROPPED_SHARE) + 1]

    def drop(self, ids: Collection[int]) -> None:
        for word_id in ids:
            folded = self._folded[word_id]
            self._bytes -= self._size(word_id)
            if folded[0].isalpha():
                self.total = max(0.0, self.total - self._counts[word_id])
            del self._ids[folded]
            self._written.pop(word_id, None)
            self._folded[word_id] = ""
            self._counts[word_id] = self._numbers[word_id] = self._votes[word_id] = 0
            self._free.append(word_id)
        self._sort()

    # --- the file

    def texts(self) -> dict[str, Any]:
        """What of it is JSON."""
        return {
            "folded": self._folded,
            "written": {str(word_id): text for word_id, text in self._written.items()},
            "next_number": self._next_number,
        }

    def columns(self) -> bytes:
        return bytes(self._votes) + self._counts.tobytes() + self._numbers.tobytes()

    @classmethod
    def of(cls, texts: Mapping[str, Any], columns: memoryview) -> PersonalWords:
        """What texts() and columns() gave. Raises ValueError, TypeError or KeyError for others."""
        made = cls()
        folded: Sequence[str] = texts["folded"]
        size = len(folded)
        if not 0 < size <= MOST_IDS or len(columns) != 9 * size or folded[0] != "":
            raise ValueError("columns of other lengths")
        made._folded = list(folded)
        made._written = {int(word_id): text for word_id, text in texts["written"].items()}
        made._votes = bytearray(columns[:size])
        made._counts = array("f", bytes(columns[size : 5 * size]))
        made._numbers = array("I", bytes(columns[5 * size :]))
        made._ids = {text: word_id for word_id, text in enumerate(folded) if text}
        made._free = [at for at in range(size - 1, 0, -1) if not folded[at]]
        made._next_number = int(texts["next_number"])
        letters = len("".join(folded).encode()) + len("".join(made._written.values()).encode())
        made._bytes = letters + ADDED_BYTES * len(made._ids)
        made._sort()
        made.total = sum(made._counts[made._ids[text]] for text in made._sorted)
        return made

    def is_sound(self) -> bool:
        """Whether it could have been made here, and not only be read: no word twice or with a
        blank in it, no count that is none, no number that will be given again."""
        ids = self._ids.values()
        numbers = {self._numbers[word_id] for word_id in ids}
        return (
            len(ids) == sum(map(bool, self._folded)) == len(numbers)
            and all(map(_is_word, self._ids))
            and all(self._ids.get(fold(text)) == at for at, text in self._written.items() if text)
            and all(0 <= count <= MOST_COUNTED for count in self._counts)
            and all(FIRST_NUMBER <= number < self._next_number for number in numbers)
            and self._next_number <= LAST_NUMBER
            and max(self._votes) <= STEADY_VOTES
        )

    def _sort(self) -> None:
        self._sorted = sorted(folded for folded in self._ids if folded[0].isalpha())

    def _size(self, word_id: int) -> int:
        """Bytes in the file, at most."""
        written = self._written.get(word_id, "")
        return len(self._folded[word_id].encode()) + len(written.encode()) + ADDED_BYTES

    def _add(self, folded: str, written: str) -> int:
        if self._free:
            word_id = self._free.pop()
        else:
            word_id = len(self._folded)
            self._folded.append("")
            self._votes.append(0)
            self._counts.append(0.0)
            self._numbers.append(0)
        self._folded[word_id] = folded
        self._ids[folded] = word_id
        self._numbers[word_id] = self._next_number
        self._next_number += 1
        self._spell(word_id, written)
        self._bytes += self._size(word_id)
        if folded[0].isalpha():
            insort(self._sorted, folded)
        return word_id

    def _spell(self, word_id: int, written: str) -> None:
        self._written.pop(word_id, None)
        if written != self._folded[word_id]:
            self._written[word_id] = written

    def _vote(self, word_id: int, written: str) -> None:
        if written == self.written(word_id):
            self._votes[word_id] = min(self._votes[word_id] + 1, STEADY_VOTES)
        elif self._votes[word_id] > 0:
            self._votes[word_id] -= 1
        else:
            self._bytes -= self._size(word_id)
            self._spell(word_id, written)
            self._votes[word_id] = 1
            self._bytes += self._size(word_id)


def _is_word(folded: str) -> bool:
    """Also a mark, which may be a sign nobody sees."""
    seen = folded.isprintable() or not folded[0].isalpha()
    return seen and len(folded) <= LONGEST and not _BLANK.search(folded) and fold(folded) == folded
