"""Align real corrections: source and target tokens to cells, as corrupt.py makes them.

In: two token lists. Out: cells. Words are aligned by likeness (same stem beats same place); words
that only the target has belong to the token before them.
"""

from __future__ import annotations

from nib.tagger_tags import START, SWAP

from models.correction.labels import Cell


def _cost(a: str, b: str) -> float:
    """0 for the same token, under 1 for forms of one word, 2 (a deletion and an insertion) else."""
    if a == b:
        return 0.0
    la, lb = a.lower(), b.lower()
    if la == lb:
        return 0.1
    if not (a[0].isalnum() and b[0].isalnum()):
        return 1.2 if not (a[0].isalnum() or b[0].isalnum()) else 2.5
    shared = sum(x == y for x, y in zip(la, lb, strict=False)) + sum(
        x == y for x, y in zip(reversed(la), reversed(lb), strict=False)
    )
    return 1.6 - 1.2 * min(1.0, shared / (2 * max(len(la), len(lb))) * 1.2)


def align(source: list[str], target: list[str]) -> list[Cell]:
    n, m = len(source), len(target)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            if not i or not j:
                best[i][j] = float(i + j)
            else:
                best[i][j] = min(
                    best[i - 1][j - 1] + _cost(source[i - 1], target[j - 1]),
                    best[i - 1][j] + 1.0,
                    best[i][j - 1] + 1.0,
                )
    found: list[tuple[str, list[str]]] = []
    extra: list[str] = []
    i, j = n, m
    while i or j:
        here = best[i][j]
        if i and j and abs(here - best[i - 1][j - 1] - _cost(source[i - 1], target[j - 1])) < 1e-9:
            found.append((source[i - 1], [target[j - 1], *reversed(extra)]))
            extra = []
            i, j = i - 1, j - 1
        elif j and abs(here - best[i][j - 1] - 1.0) < 1e-9:
            extra.append(target[j - 1])
            j -= 1
        else:  # a word too many: what follows it belongs to it only if nothing stands before
            found.append((source[i - 1], []))
            i -= 1
    cells: list[tuple[str, list[str]]] = [(START, [START, *reversed(extra)]), *reversed(found)]
    return mark_swaps([(word, tuple(words)) for word, words in cells])


def mark_swaps(cells: list[Cell]) -> list[Cell]:
    """[b, ()] [a, (a, b)] is one swap."""
    result = list(cells)
    for i in range(len(result) - 1):
        (b, none), (a, both) = result[i], result[i + 1]
        if not none and both == (a, b):
            result[i], result[i + 1] = (b, (SWAP,)), (a, (a,))
    return result
