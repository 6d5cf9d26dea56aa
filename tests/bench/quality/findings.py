"""What a checker finds in a text, in one form for all; how it is applied and counted.

In and out: plain values, offsets in code points. Knows no checker, no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from nib.types import Correction, Edit


class Finding(NamedTuple):
    """One flagged span of a text.

    `replacement` is the first suggestion for the whole span, None where it is only flagged;
    `spelling` tells whether the checker files it under spelling.
    """

    start: int
    end: int
    replacement: str | None
    spelling: bool


def offers(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that would change the text."""
    return [f for f in findings if f.replacement not in (None, text[f.start : f.end])]


def edits(text: str, findings: Sequence[Finding]) -> list[Edit]:
    """Every first suggestion, in order; of overlapping ones the first."""
    chosen: list[Edit] = []
    end = -1
    for found in sorted(offers(text, findings), key=lambda f: (f.start, f.end)):
        if found.start >= end:
            chosen.append(Edit(found.start, found.end, found.replacement or "", "", "", 1.0))
            end = found.end
    return chosen


def apply(text: str, findings: Sequence[Finding]) -> str:
    return Correction(text, tuple(edits(text, findings))).corrected


def alarm_rates(texts: Sequence[str], found: Sequence[Sequence[Finding]]) -> dict[str, float]:
    """False alarms in text that is taken as right, in 1,000 words (split at white space).

    `alarms`: findings that offer another text, a user's reading of "wrongly corrected";
    `alarms_spelling`: those filed under spelling; `flags`: all findings, offers or not.
    """
    words = sum(len(text.split()) for text in texts)
    offered = [f for text, each in zip(texts, found, strict=True) for f in offers(text, each)]
    counts = {
        "alarms": len(offered),
        "alarms_spelling": sum(f.spelling for f in offered),
        "flags": sum(map(len, found)),
    }
    rates = {name: 1000 * count / words if words else 0.0 for name, count in counts.items()}
    return {**{name: round(rate, 2) for name, rate in rates.items()}, "words": words}
