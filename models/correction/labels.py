"""From pairs (a token as written, the tokens it should be) to tags.

In: cells, the output of corrupt.py or align.py. Out: one tag name a cell, or None where something
is wrong but no tag says what (such a cell trains error detection only). The list of tags itself is
counted by vocabulary.py.
"""

from __future__ import annotations

from nib import tagger_tags as tags

from models.correction.morphology import forms, known_words

Cell = tuple[str, tuple[str, ...]]  # (token as written, the tokens it should be)
BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being"])
PLAIN_TRANSFORMS = (*tags.INFLECTIONS, *tags.DERIVATIONS)


def is_word(token: str) -> bool:
    return token.isalpha() and token.isascii()


def distance(a: str, b: str, cap: int = 3) -> int:
    """Damerau-Levenshtein distance, cut off at `cap`."""
    if abs(len(a) - len(b)) >= cap:
        return cap
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a):
        new = [i + 1]
        for j, cb in enumerate(b):
            cost = min(row[j] + (ca != cb), row[j + 1] + 1, new[j] + 1)
            if i and j and ca == b[j - 1] and a[i - 1] == cb:
                cost = min(cost, before[j - 1] + 1)
            new.append(cost)
        before, row = row, new
    return min(row[-1], cap)


def replacement_tag(token: str, target: str) -> str | None:
    """The tag that turns one word into another; None where only a speller could."""
    lower, wanted = token.lower(), target.lower()
    if lower == wanted:
        for tag in (tags.CAPITAL, tags.LOWER, tags.UPPER):
            if tags.apply(tag, token, forms()) == (target,):
                return tag
        return "=" + target
    if lower not in BE and wanted not in BE:
        for tag in PLAIN_TRANSFORMS:
            made = tags.apply(tag, token, forms())
            if made and made[0].lower() == wanted:
                return tag
    if is_word(token) and lower not in known_words() and distance(lower, wanted) < 3:
        return tags.SPELL
    return "=" + (target if target == "I" else wanted)


def label(cell: Cell) -> str | None:
    """The first tag this token needs (the rest follows in the next pass)."""
    token, target = cell
    if not target:
        return tags.DELETE
    if target[0] == token:
        return tags.KEEP if len(target) == 1 else "+" + target[1]
    if token == tags.START:
        return None
    if len(target) == 1:
        return replacement_tag(token, target[0])
    lower = token.lower()
    if is_word(token) and lower not in known_words():
        joined = "".join(target).lower()
        if distance(lower, joined) < 3 or distance(lower, joined.replace("'", "")) < 3:
            return tags.SPELL
    return replacement_tag(token, target[0])


def labels(cells: list[Cell]) -> list[str | None]:
    """Tags of a sentence; SWAP and JOIN, which span two cells, come marked in the target."""
    found: list[str | None] = []
    for index, cell in enumerate(cells):
        if cell[1] == (tags.SWAP,) or cell[1] == (tags.JOIN,):
            found.append(cell[1][0])
        elif index and cells[index - 1][1] in ((tags.SWAP,), (tags.JOIN,)):
            found.append(tags.KEEP)
        else:
            found.append(label(cell))
    return found
