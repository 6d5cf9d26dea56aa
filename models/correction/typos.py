"""Misspellings of one word: slips of the finger, and guesses by sound.

In: a word, a random generator. Out: a misspelling, or None where none fits. Known misspellings come
from crate-ci/typos; the others are made here.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import lru_cache

from models.correction.morphology import known_words, typo_pairs

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = """
ie>ei ei>ie tion>sion sion>tion ence>ance ance>ence able>ible ible>able ent>ant ant>ent ph>f
f>ph ck>k c>s s>c c>k k>c y>i i>y er>or or>er ar>er er>ar ea>ee ee>ea ou>o o>ou a>e e>a i>e e>i
o>u u>o wh>w gh> th>t sh>s s>z z>s qu>q ght>th ough>ow ai>a a>ai oo>u ue>u gue>g que>k ely>ly
lly>ly ful>full our>or or>our re>er ical>icle al>el el>al le>el ous>us us>ous cy>sy ge>dge j>g
g>j x>ks ex>exs ies>ys tch>ch ch>tch sc>s s>sc mn>m kn>n wr>r rh>r mb>m ti>ci ci>ti ssi>si
ture>cher"""
SOUNDS = [tuple(pair.split(">")) for pair in _SOUNDS.split()]
DOUBLE = re.compile(r"([a-z])\1")
SINGLE = re.compile(r"(?<=[a-z])([bcdfglmnprst])(?=[a-z])")


def _neighbours() -> dict[str, str]:
    near: defaultdict[str, str] = defaultdict(str)
    for r, row in enumerate(_ROWS):
        for c, key in enumerate(row):
            near[key] += row[max(0, c - 1) : c] + row[c + 1 : c + 2]
            if r + 1 < len(_ROWS):
                below = _ROWS[r + 1][max(0, c - 1) : c + 1]
                near[key] += below
                for other in below:
                    near[other] += key
    return dict(near)


NEIGHBOURS = _neighbours()


@lru_cache(maxsize=1)
def listed_typos() -> dict[str, list[str]]:
    """word -> its known misspellings."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for typo, words in typo_pairs().items():
        if len(words) == 1:
            table[words[0]].append(typo)
    return dict(table)


def slip(word: str, rng: random.Random) -> str:
    """A finger's mistake: swapped, lost, doubled, added or neighbouring letters."""
    at = rng.randrange(len(word))
    kind = rng.random()
    if kind < 0.25 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind < 0.55:
        at = rng.randrange(1, len(word))
        return word[:at] + word[at + 1 :]
    if kind < 0.7:
        return word[:at] + word[at] + word[at:]
    near = NEIGHBOURS.get(word[at], "e")
    if kind < 0.8:
        return word[:at] + rng.choice(near) + word[at:]
    if kind < 0.92:
        return word[:at] + rng.choice(near) + word[at + 1 :]
    return word[:at] + rng.choice("aeiourstnl") + word[at + 1 :]


def by_sound(word: str, rng: random.Random) -> str:
    """A guess at a word heard, not read: like letters, single for double and back."""
    kind = rng.random()
    pattern = DOUBLE if kind < 0.2 else SINGLE if kind < 0.4 else None
    if pattern and (spots := list(pattern.finditer(word))):
        spot = rng.choice(spots)
        letter = spot.group(1)
        return (
            word[: spot.start()]
            + (letter if pattern is DOUBLE else letter * 2)
            + word[spot.end() :]
        )
    if kind < 0.48 and word.endswith("e"):
        return word[:-1]
    fitting = [(a, b) for a, b in SOUNDS if a in word[1:]]
    if not fitting:
        return slip(word, rng)
    old, new = rng.choice(fitting)
    at = rng.choice([m.start() for m in re.finditer(old, word) if m.start() or len(old) > 1] or [0])
    return word[:at] + new + word[at + len(old) :]


def misspell(word: str, rng: random.Random) -> str | None:
    """A misspelling of a word of three letters or more; never another known word."""
    lower = word.lower()
    if len(lower) < 3 or not (lower.isalpha() and lower.isascii()):
        return None
    kind = rng.random()
    listed = listed_typos().get(lower)
    if listed and kind < 0.35:
        wrong = rng.choice(listed)
    elif kind < 0.65:
        wrong = slip(lower, rng)
    else:
        wrong = by_sound(lower, rng)
    if rng.random() < 0.12 and len(wrong) > 4:
        wrong = slip(wrong, rng)
    if wrong == lower or wrong in known_words() or not wrong.isalpha():
        return None
    return wrong[:1].upper() + wrong[1:] if word[0].isupper() else wrong
