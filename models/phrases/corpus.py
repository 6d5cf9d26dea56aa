"""The training text as arrays of word ids (only the recipe runs this).

In: a folder of *.txt.gz, a paragraph a line. Out: Corpus: the vocabulary, and one array of ids.
How much of each file counts is decided here: technical ones are thinned, mail and support count
two or three times. Which files, models/training_text.py says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from nib.phrases import SENTENCE, STRANGE, fold, split_words
from numpy.typing import NDArray

from models.training_text import FILES, lines

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


def paragraphs(folder: Path, files: Sequence[str] = FILES) -> Iterator[str]:
    for name in files:
        for line in lines(folder, name, THINNED.get(name, 1)):
            if line.strip():
                yield from repeat(line, REPEATED.get(name, 1))


def read(folder: Path, files: Sequence[str] = FILES) -> Corpus:
    """A word is shown as it is most often written inside sentences."""
    folded: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    texts = []
    for paragraph in paragraphs(folder, files):
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
