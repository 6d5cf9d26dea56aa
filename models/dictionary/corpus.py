"""Count words, word pairs and word triples of the training text (only the recipe runs this).

In: a folder of *.txt.gz, a paragraph a line. Out: Counts. How much of each file counts is decided
here: technical ones are thinned. Which files, models/training_text.py says.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from models.training_text import FILES, lines

THINNED = {"msdocs": 2, "standards": 2}  # every n-th paragraph only
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:]*|[.!?…]+|[^\w\s]")
SENTENCE_END = ".!?…"


@dataclass
class Counts:
    """words keep their case (but for a sentence's first); pairs and triples are folded."""

    words: Counter[str] = field(default_factory=Counter)
    files_with: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    triples: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def count(folder: Path, centres: frozenset[str]) -> Counts:
    """Counts over FILES; triples only around the words in `centres`."""
    counts = Counts()
    for name in FILES:
        words: Counter[str] = Counter()
        for line in lines(folder, name, THINNED.get(name, 1)):
            _count_line(line, words, counts, centres)
        counts.words.update(words)
        counts.files_with.update(words.keys())
        print(f"{name}: {len(counts.words)} words, {len(counts.pairs)} pairs", flush=True)
    return counts


def _count_line(line: str, words: Counter[str], counts: Counts, centres: frozenset[str]) -> None:
    folded = ["."]
    for token in TOKEN.findall(line):
        if token[0].isalpha():
            words[token.lower() if folded[-1] == "." else token] += 1
        folded.append(fold(token))
    if folded[-1] != ".":
        folded.append(".")
    counts.pairs.update(itertools.pairwise(folded))
    triples = zip(folded, folded[1:], folded[2:], strict=False)
    counts.triples.update(triple for triple in triples if triple[1] in centres)


def fold(token: str) -> str:
    """How the n-gram table spells a token: nib.ngrams.fold must agree (a unit test checks)."""
    if token[0].isalpha():
        return token.lower().replace("’", "'")
    if token[0].isdigit():
        return "0"
    return "." if token[0] in SENTENCE_END else token
