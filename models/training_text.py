"""Which training text is counted, and reading it (recipes run by hand only; no build does).

In: train/text of the shared data set, *.txt.gz, a paragraph a line. Out: lines. Share-alike and
templated sources are left out; how much of the technical ones counts is each recipe's to say.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

FILES = (
    "textbooks",
    "textbooks2",
    "msdocs",
    "gov",
    "gov2",
    "standards",
    "handbooks",
    "fiction",
    "fiction2",
    "dialog_topicalchat",
    "dialog_taskmaster",
    "support_banking77",
    "informal_reddit_goemotions",
    "masc_mixed",
    "email_enron_parakweet",
)


def lines(folder: Path, name: str, every: int = 1) -> Iterator[str]:
    """Every n-th line of one file, as it is."""
    with gzip.open(folder / f"{name}.txt.gz", "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % every == 0:
                yield line
