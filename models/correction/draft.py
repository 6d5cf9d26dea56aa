"""A sentence that is being spoiled: the right tokens, and for each what will be written.

The right sentence never changes; slots hold what the writer put instead. `cells()` gives the pairs
(token as written, tokens it should be) that labels.py turns into tags.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from nib.tagger_tags import JOIN, START, SWAP

from models.correction.labels import Cell


@dataclass(slots=True)
class Draft:
    tokens: list[str]
    tags: list[str]  # Penn parts of speech
    slots: list[list[Cell] | None] = field(default_factory=list)  # None: the token was left out
    touched: set[int] = field(default_factory=set)
    lower: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slots = [[(token, (token,))] for token in self.tokens]
        self.lower = [token.lower() for token in self.tokens]

    def free(self, *places: int) -> bool:
        return all(0 <= i < len(self.tokens) and i not in self.touched for i in places)

    def tag(self, i: int) -> str:
        return self.tags[i] if 0 <= i < len(self.tags) else ""

    def word(self, i: int) -> str:
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def replace(self, i: int, wrong: str) -> bool:
        """Write `wrong` for token i."""
        if not self.free(i) or wrong == self.tokens[i]:
            return False
        self.slots[i] = [(wrong, (self.tokens[i],))]
        self.touched.add(i)
        return True

    def omit(self, i: int) -> bool:
        """Leave token i out: the token before it then lacks a word."""
        if i == 0 or not self.free(i, i - 1) or i == len(self.tokens) - 1 == 0:
            return False
        self.slots[i] = None
        self.touched.update((i, i - 1))
        return True

    def insert(self, i: int, extra: str) -> bool:
        """Write a word too many before token i."""
        if not self.free(i):
            return False
        self.slots[i] = [(extra, ()), (self.tokens[i], (self.tokens[i],))]
        self.touched.add(i)
        return True

    def merge(self, i: int, wrong: str, count: int = 2) -> bool:
        """Write one token for `count` right ones."""
        if not self.free(*range(i, i + count)):
            return False
        self.slots[i] = [(wrong, tuple(self.tokens[i : i + count]))]
        for j in range(i + 1, i + count):
            self.slots[j] = []
        self.touched.update(range(i, i + count))
        return True

    def split(self, i: int, first: str, second: str) -> bool:
        """Write two tokens for one right one that is their join."""
        if not self.free(i):
            return False
        self.slots[i] = [(first, (JOIN,)), (second, (second,))]
        self.touched.add(i)
        return True

    def swap(self, i: int) -> bool:
        """Write tokens i and i + 1 the other way round."""
        if i == 0 or not self.free(i, i + 1):
            return False
        first, second = self.tokens[i], self.tokens[i + 1]
        self.slots[i] = [(second, (SWAP,)), (first, (first,))]
        self.slots[i + 1] = []
        self.touched.update((i, i + 1))
        return True

    def cells(self) -> list[Cell]:
        cells: list[Cell] = [(START, (START,))]
        for token, slot in zip(self.tokens, self.slots, strict=True):
            if slot is None:
                written, target = cells[-1]
                cells[-1] = (written, (*target, token))
            else:
                cells += slot
        return cells
