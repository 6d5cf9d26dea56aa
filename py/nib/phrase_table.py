"""The table behind phrases.py: words with their counts, and contexts with their next words.

In: the bytes that models/phrases packed. Out: words by id (as they are written, and folded, which
is their order), stored next words by context. Layout:
a JSON line {"words_bytes", "contexts": [n, ...], "next": [m, ...]}, the words as JSON, then little-
endian arrays: counts u32; for each length of context: keys u32 [n] ascending, first next word u32
[n + 1], next words u16 [m], shares u8 [m] (steps of the logarithm); all gzipped.
"""

from __future__ import annotations

import gzip
import json
import math
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_CONTEXT = 4
SHARE_STEP = 32  # levels an e-fold: shares are kept to within 1.6 %
KEY_MULTIPLIER, KEY_MASK = 0x9E3779B1, 0xFFFFFFFF  # models/phrases/ngrams.py has arrays of keys
_SHARES = [math.exp(-level / SHARE_STEP) for level in range(256)]


def context_key(ids: Sequence[int]) -> int:
    """32 bits for a context. A few in ten thousand share theirs: a wrong guess, no harm."""
    key = len(ids)
    for word_id in ids:
        key = (key * KEY_MULTIPLIER + word_id + 1) & KEY_MASK
        key ^= key >> 15
    return key


@dataclass(frozen=True, slots=True)
class Context:
    """Next words' ids and their shares of all that came next, likeliest first."""

    words: Sequence[int]
    shares: Sequence[float]
    left: float  # the share of all other words
    length: int  # of the context, in words

    def share_of(self, word_id: int) -> float:
        for found, share in zip(self.words, self.shares, strict=True):
            if found == word_id:
                return share
        return 0.0


@dataclass(frozen=True, slots=True)
class _Length:
    """The contexts of one length."""

    keys: array[int]
    starts: array[int]
    words: array[int]
    levels: array[int]


class PhraseTable:
    """Raises ValueError when the bytes are not such a table."""

    def __init__(self, content: bytes) -> None:
        try:
            plain = memoryview(gzip.decompress(content))
            head = bytes(plain[:1024]).partition(b"\n")[0]
            sizes = json.loads(head)
            at = len(head) + 1
            words = str(plain[at : at + sizes["words_bytes"]], "utf-8")
            self.words: list[str] = json.loads(words)
            self.folded: list[str] = json.loads(words.lower().replace("’", "'"))
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise ValueError(f"the phrase table is damaged: {error}") from error
        at += sizes["words_bytes"]

        def take(code: str, count: int) -> array[int]:
            nonlocal at
            values: array[int] = array(code)
            length = count * values.itemsize
            values.frombytes(plain[at : at + length])
            at += length
            return values

        self.counts = take("I", len(self.words))
        self._lengths = [
            _Length(take("I", n), take("I", n + 1), take("H", m), take("B", m))
            for n, m in zip(sizes["contexts"], sizes["next"], strict=True)
        ]

    def find(self, ids: Sequence[int]) -> Context | None:
        """What is stored for these words (1 to LONGEST_CONTEXT of them)."""
        length = self._lengths[len(ids) - 1]
        key = context_key(ids)
        at = bisect_left(length.keys, key)
        if at == len(length.keys) or length.keys[at] != key:
            return None
        first, last = length.starts[at], length.starts[at + 1]
        shares = [_SHARES[level] for level in length.levels[first:last]]
        return Context(length.words[first:last], shares, max(0.02, 1 - sum(shares)), len(ids))
