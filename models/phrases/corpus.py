"""The training text as arrays of word ids (only the recipe runs this).

In: a folder of *.txt.gz, a paragraph a line. Out: Corpus: the vocabulary, and one array of ids.
Which files, and how much of each, is decided here: share-alike and templated sources are left out,
technical ones are thinned, mail and support count twice.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from nib.phrases import SENTENCE, STRANGE, fold, split_words
from numpy.typing import NDArray

FILES = (
    "textbooks textbooks2 msdocs gov gov2 standards handbooks fiction fiction2 dialog_topicalchat "
    "dialog_taskmaster support_banking77 informal_reddit_goemotions masc_mixed "
    "email_enron_parakweet"
)
THINNED = {"msdocs": 3, "standards": 3}  # every n-th paragraph only
REPEATED = {"email_enron_parakweet": 3, "support_banking77": 2, "dialog_taskmaster": 2}
VOCABULARY = 40_000
LEAST_COUNT = 5


@dataclass(frozen=True, slots=True)
class Corpus:
    """words[i] is what id i is shown as; their order is that of the folded words."""

    words: list[str]
    counts: NDArray[np.int64]
    ids: NDArray[np.uint16]


def paragraphs(folder: Path) -> Iterator[str]:
    for name in FILES.split():
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % THINNED.get(name, 1) == 0 and line.strip():
                    for _ in range(REPEATED.get(name, 1)):
                        yield line


def read(folder: Path) -> Corpus:
    """A word is shown as it is most often written inside sentences."""
    folded: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    texts = []
    for paragraph in paragraphs(folder):
        tokens = split_words(paragraph)
        texts.append([fold(token) for token in tokens])
        folded.update(texts[-1])
        for before, token in zip([".", *tokens], tokens, strict=False):
            if fold(before) != SENTENCE:
                written.setdefault(fold(token), Counter())[token] += 1
    known = [word for word, count in folded.most_common(VOCABULARY) if count >= LEAST_COUNT]
    kept = sorted({SENTENCE, STRANGE, *known})
    by_word = {word: number for number, word in enumerate(kept)}
    strange = by_word[STRANGE]
    ids: list[int] = []
    for text in texts:
        ids.append(by_word[SENTENCE])
        ids += (by_word.get(word, strange) for word in text)
    shown = [
        written[word].most_common(1)[0][0] if word in written and word[0].isalpha() else word
        for word in kept
    ]
    counted = np.array(ids, np.uint16)
    return Corpus(shown, np.bincount(counted, minlength=len(kept)), counted)
