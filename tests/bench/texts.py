"""The dev text that replays type, by kind: lines that no calibration saw.

In: figures.DATA. Out: (kind, line) pairs, the same on every machine, kinds taken in turn so that a
short run has all of them. Never test text.
"""

from __future__ import annotations

import random
from itertools import chain, zip_longest

from tests.bench.calibrate_completion import PLACES
from tests.bench.figures import DATA, sentences

KINDS = {
    "e-mail": ("email_enron_parakweet",),
    "support": ("support_banking77",),
    "web and reviews": ("ud-ewt.dev",),
    "handbooks": ("handbooks",),
    "chat": ("informal_reddit_goemotions", "dialog_taskmaster"),
}
WORDS = range(5, 41)
SEED = 5


def lines(name: str) -> list[str]:
    """The lines of 5 to 40 words, without those that calibrate_completion.py takes."""
    whole = (DATA / "dev" / "lm" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    seen = set(sentences(name, PLACES.get(name, 0)))
    plain = (line.strip() for line in whole if line.isascii() and line not in seen)
    return [line for line in plain if len(line.split()) in WORDS]


def chosen(count: int, most_words: int = WORDS[-1]) -> list[tuple[str, str]]:
    """(kind, line), `count` of them; fewer of a kind that has no more. most_words: of a line."""
    chance = random.Random(SEED)
    piles = []
    for kind, names in KINDS.items():
        found = chain.from_iterable(map(lines, names))
        pile = [(kind, line) for line in found if len(line.split()) <= most_words]
        chance.shuffle(pile)
        piles.append(pile)
    in_turn = chain.from_iterable(zip_longest(*piles))
    return [pair for pair in in_turn if pair is not None][:count]
