"""Count words, word pairs and word triples of the training text (only the recipe runs this).

In: a folder of *.txt.gz, a paragraph a line. Out: Counts. Which files, and how much of each, is
decided here: share-alike and templated sources are left out, technical ones are thinned.
"""

from __future__ import annotations

import gzip
import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

FILES = (
    "textbooks textbooks2 msdocs gov gov2 standards handbooks fiction fiction2 dialog_topicalchat "
    "dialog_taskmaster support_banking77 informal_reddit_goemotions masc_mixed "
    "email_enron_parakweet"
)
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
    for name in FILES.split():
        words: Counter[str] = Counter()
        with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % THINNED.get(name, 1) == 0:
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
