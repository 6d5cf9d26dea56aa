"""What a slip of the finger or of the ear costs: a weighted edit distance.

In: a misspelling and a word. Out: the cost, None when they are further than about two slips
apart. Weights: neighbours on the keyboard, doubled letters, swapped letters, vowels and letters
that sound alike are cheap; the first letter is dear. Tuned on Norvig's list of misspellings.
"""

from __future__ import annotations

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ("aeiouy", "ckqs", "sz", "mn", "fv", "dt", "gj", "bp", "wu")
MAX_COST = 9.0
_SUBSTITUTE, _INSERT, _DELETE, _SWAP = 4.0, 3.5, 3.5, 3.0
_NEAR, _ALIKE, _DOUBLE, _APOSTROPHE, _SILENT = 3.2, 2.5, 2.2, 0.5, 3.0
_FIRST = 1.5  # added for a change of the first letter


def _neighbours() -> set[tuple[str, str]]:
    pairs = set()
    for y, row in enumerate(_ROWS):
        for x, char in enumerate(row):
            for other_y in (y - 1, y, y + 1):
                for other_x in (x - 1, x, x + 1):
                    if 0 <= other_y < 3 and 0 <= other_x < len(_ROWS[other_y]):
                        pairs.add((char, _ROWS[other_y][other_x]))
    return pairs


def _substitutions() -> dict[tuple[str, str], float]:
    costs = dict.fromkeys(_neighbours(), _NEAR)
    for group in _SOUNDS:
        costs.update({(a, b): _ALIKE for a in group for b in group})
    return costs


_SUBSTITUTIONS = _substitutions()


def edit_cost(typed: str, meant: str) -> float | None:
    """Cost of having typed `typed` for `meant`; None above MAX_COST."""
    start = 0
    shorter = min(len(typed), len(meant))
    while start < shorter and typed[start] == meant[start]:
        start += 1
    end_typed, end_meant = len(typed), len(meant)
    while end_typed > start and end_meant > start and typed[end_typed - 1] == meant[end_meant - 1]:
        end_typed -= 1
        end_meant -= 1
    if max(end_typed, end_meant) - start > 9:
        return None
    cost = _distance(typed, meant, start, end_typed, end_meant)
    return cost if cost <= MAX_COST else None


def _distance(typed: str, meant: str, start: int, end_typed: int, end_meant: int) -> float:
    """Weighted Damerau-Levenshtein over the part in which the two differ."""
    before: list[float] = []
    above = [0.0]
    for j in range(start, end_meant):
        above.append(above[-1] + _omit_cost(meant, j))
    for i in range(start, end_typed):
        row = [above[0] + _add_cost(typed, i)]
        for j in range(start, end_meant):
            at = j - start
            a, b = typed[i], meant[j]
            best = min(
                above[at] + _replace_cost(a, b, i),
                above[at + 1] + _add_cost(typed, i),
                row[at] + _omit_cost(meant, j),
            )
            swapped = i > start and j > start and a == meant[j - 1] and b == typed[i - 1]
            if swapped and a != b:
                best = min(best, before[at - 1] + _SWAP + (_FIRST if i == 1 else 0))
            row.append(best)
        if min(row) > MAX_COST:
            return MAX_COST + 1
        before, above = above, row
    return above[-1]


def _replace_cost(a: str, b: str, i: int) -> float:
    if a == b:
        return 0.0
    return _SUBSTITUTIONS.get((a, b), _SUBSTITUTE) + (_FIRST if i == 0 else 0)


def _add_cost(typed: str, i: int) -> float:
    """A letter typed that should not be there."""
    if typed[i] == "'":
        return _APOSTROPHE
    if i and typed[i] == typed[i - 1]:
        return _DOUBLE
    return _INSERT + (_FIRST if i == 0 else 0)


def _omit_cost(meant: str, j: int) -> float:
    """A letter that should be there and was not typed."""
    if meant[j] == "'":
        return _APOSTROPHE
    if j and meant[j] == meant[j - 1]:
        return _DOUBLE
    if meant[j] in "hekw":
        return _SILENT + (_FIRST if j == 0 else 0)
    return _DELETE + (_FIRST if j == 0 else 0)
