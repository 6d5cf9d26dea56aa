"""Counts of word pairs and triples: the cheap gate before the language model.

In: the table that models/dictionary packed (16-bit cells: 11 bits of fingerprint, 5 bits of
quantised log count; open addressing over CRC-32). Out: how much better one word fits between two
others than another word does. Wrong by chance for about one absent n-gram in 70; a gate may be.
"""

from __future__ import annotations

import math
from zlib import crc32

LEVELS_PER_OCTAVE = 2  # counts are kept to within a factor of sqrt(2)
TOKENS = 1.7e7  # of the text that was counted
_LEAST_PAIR, _LEAST_TRIPLE = 4.0, 3.0  # just below what the table keeps
_BACKOFF = 0.4  # "stupid backoff": Brants et al. 2007
_FLOOR = 1e-5
_MARKS = {".": 0.06, ",": 0.05, "0": 0.02}
_OTHER_MARK = 0.003


def fold(token: str) -> str:
    """How the table spells a token."""
    if token[0].isalpha():
        return token.lower().replace("’", "'")
    if token[0].isdigit():
        return "0"
    return "." if token[0] in ".!?…" else token


def mark_frequency(folded: str) -> float | None:
    """Probability of a folded token that is no word; None for words."""
    if folded[0].isalpha():
        return None
    return _MARKS.get(folded, _OTHER_MARK)


def pack(counts: dict[str, int]) -> bytes:
    """The table of `counts` (keys are tokens joined by spaces), little-endian 16-bit cells."""
    size = int(len(counts) / 0.85) + 1
    cells = [0] * size
    for key, count in counts.items():
        slot, fingerprint = _address(key, size)
        level = min(31, max(1, round(LEVELS_PER_OCTAVE * math.log2(count))))
        while cells[slot]:
            slot = (slot + 1) % size
        cells[slot] = fingerprint << 5 | level
    return b"".join(cell.to_bytes(2, "little") for cell in cells)


def _address(key: str, size: int) -> tuple[int, int]:
    digest = crc32(key.encode())
    return digest % size, (digest // size) & 0x7FF


class NgramTable:
    """Look-ups in a packed table."""

    def __init__(self, packed: bytes | memoryview) -> None:
        self._cells = memoryview(packed).cast("H")  # little-endian, as every machine we run on

    def count(self, key: str) -> float:
        """About how often the training text has the n-gram `key`; 0 when it is not in the table."""
        cells = self._cells
        size = len(cells)
        slot, fingerprint = _address(key, size)
        while cell := cells[slot]:
            if cell >> 5 == fingerprint:
                return math.exp2((cell & 31) / LEVELS_PER_OCTAVE)
            slot = slot + 1 if slot + 1 < size else 0
        return 0.0

    def fit(self, words: tuple[str, str, str], frequencies: tuple[float, float, float]) -> float:
        """Log score of the middle word between its neighbours, comparable between such words.

        words: folded; frequencies: their probabilities, for pairs that the table does not have.
        """
        before, word, after = words
        left = self._pair(before, word, frequencies[0] * frequencies[1])
        right = self._pair(word, after, frequencies[1] * frequencies[2])
        by_chance = left * right / (TOKENS * frequencies[1] + 1)  # neighbours independent
        both = self.count(f"{before} {word} {after}") or min(by_chance, _LEAST_TRIPLE)
        return math.log(both + _FLOOR)

    def _pair(self, first: str, second: str, by_chance: float) -> float:
        count = self.count(f"{first} {second}")
        return count or min(_BACKOFF * TOKENS * by_chance, _LEAST_PAIR)
