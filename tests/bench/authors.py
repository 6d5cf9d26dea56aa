"""Texts of one author or team each, in halves: to learn from, and to type.

In: figures.DATA's training text. Out: paragraphs by position: the first half was written before
the second. TUNED chose what personal completion weighs; REPORTED are the figures, and were not
looked at before. All but the assistant's are in the text that the phrase table was counted on.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from tests.bench.figures import DATA


@dataclass(frozen=True, slots=True)
class Author:
    """Lines first to last (from 1) of a file; every: of a dialogue's turns, from the second on."""

    name: str
    file: str
    first: int
    last: int
    every: int = 1
    most: int = 10_000  # paragraphs


TUNED = (
    Author("novel", "fiction", 8031, 9232),  # The Sun Also Rises
    Author("handbook", "handbooks", 15246, 25146),  # Kubernetes community
    Author("support", "dialog_sgd", 200_001, 327_949, every=2, most=6_000),  # an assistant's turns
    Author("mail", "email_enron_parakweet", 1, 9162),
)
REPORTED = (
    Author("novel", "fiction2", 16450, 18133),  # Pride and Prejudice, from its third page on
    Author("handbook", "handbooks", 1, 15245),  # Sourcegraph
    Author("support", "support_banking77", 1, 25905),
    Author("assistant", "dialog_sgd", 1, 100_000, every=2, most=6_000),
)


def _lines(author: Author) -> Iterator[str]:
    """A dialogue's first turn is the customer's."""
    path = DATA / "train" / "text" / f"{author.file}.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        turn = 0
        for line in islice(file, author.first - 1, author.last):
            turn = turn + 1 if line.strip() else 0
            if line.strip() and turn % author.every == 0:
                yield line.strip()


def halves(author: Author) -> tuple[list[str], list[str]]:
    """(what was written before, what is typed now)."""
    paragraphs = list(islice(_lines(author), author.most))
    middle = len(paragraphs) // 2
    return paragraphs[:middle], paragraphs[middle:]
