"""From word ids to the contexts worth keeping (only the recipe runs this).

In: a Corpus. Out: for each length of context, Contexts: keys and their likeliest next words with
discounted probabilities. What is seldom or says no more than a shorter context is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from nib.phrase_table import KEY_MASK, KEY_MULTIPLIER, context_key
from nib.phrases import SENTENCE, STRANGE
from numpy.typing import NDArray

from .corpus import Corpus

DISCOUNT = 0.75  # of each count: what was seen a few times says less than its share


@dataclass(frozen=True, slots=True)
class Limits:
    """What is kept of one length of context."""

    least_context: int  # times the context was seen
    least_word: int  # times the word was seen behind it
    least_share: float  # of the context's next words
    words: int  # at most, behind one context


LIMITS = {
    1: Limits(20, 3, 0.002, 24),
    2: Limits(8, 3, 0.03, 6),
    3: Limits(5, 3, 0.12, 3),
    4: Limits(4, 3, 0.25, 2),
}


@dataclass(frozen=True, slots=True)
class Contexts:
    """Ascending keys [n]; how many words each has [n]; the words' ids and shares, likeliest first
    within each context [sum of counts]."""

    keys: NDArray[np.uint32]
    sizes: NDArray[np.uint8]
    words: NDArray[np.uint16]
    shares: NDArray[np.float32]


def keys_of(ids: NDArray[np.uint16], length: int) -> NDArray[np.uint32]:
    """nib.phrases.context_key of the `length` words before each place from `length` on."""
    key = np.full(len(ids) - length, length, np.uint64)
    for place in range(length):
        key = (
            key * np.uint64(KEY_MULTIPLIER) + ids[place : len(ids) - length + place] + np.uint64(1)
        )
        key &= np.uint64(KEY_MASK)
        key ^= key >> np.uint64(15)
    assert int(key[0]) == context_key([int(i) for i in ids[:length]])
    return key.astype(np.uint32)


def contexts(corpus: Corpus, length: int) -> Contexts:
    limits, ids = LIMITS[length], corpus.ids
    sentence, strange = corpus.words.index(SENTENCE), corpus.words.index(STRANGE)
    keys = keys_of(ids, length).astype(np.uint64)
    following = ids[length:]
    known = (following != strange) & (following != sentence)
    for place in range(1, length):  # a sentence's end may begin a context, not stand inside it
        known &= ids[place : len(ids) - length + place] != sentence
    for place in range(length):
        known &= ids[place : len(ids) - length + place] != strange
    totals_of, totals = np.unique(keys, return_counts=True)
    pairs, counts = np.unique(keys[known] << np.uint64(16) | following[known], return_counts=True)
    context, word = pairs >> np.uint64(16), (pairs & np.uint64(0xFFFF)).astype(np.uint16)
    total = totals[np.searchsorted(totals_of, context)]
    share = ((counts - DISCOUNT) / total).astype(np.float32)
    keep = (total >= limits.least_context) & (counts >= limits.least_word)
    keep &= share >= limits.least_share
    context, word, share = context[keep], word[keep], share[keep]
    order = np.lexsort((-share, context))
    context, word, share = context[order], word[order], share[order]
    first = np.r_[True, context[1:] != context[:-1]]
    rank = np.arange(len(context)) - np.maximum.accumulate(
        np.where(first, np.arange(len(context)), 0)
    )
    best = rank < limits.words
    context, word, share = context[best], word[best], share[best]
    kept, sizes = np.unique(context, return_counts=True)
    return Contexts(kept.astype(np.uint32), sizes.astype(np.uint8), word, share)
