"""Which candidates to believe: margins per kind, and the choice among those that overlap.

In: findings of one sentence and, for the unsure ones, how much more probable the language model
holds the sentence with the change (natural log). Out: the findings to show, none overlapping.
The margins are data, tuned on the dev sets for precision (tests/bench/quality).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from nib.findings import Finding


@dataclass(frozen=True, slots=True)
class Margin:
    """A finding is believed when model gain + evidence * weight exceeds `least`."""

    least: float
    weight: float = 0.0


MARGINS: dict[str, Margin] = {
    "spelling": Margin(least=2.0, weight=1.0),
    "capital": Margin(least=1.0),
    "confusion": Margin(least=3.0, weight=0.3),
    "agreement": Margin(least=2.0),
    "verb_form": Margin(least=3.0),
    "noun_number": Margin(least=3.0),
}
_DEFAULT_MARGIN = Margin(least=4.0)
_SCALE = 0.4  # from surplus over the margin to confidence: 0.75 at the margin, towards 1


def believed(findings: Iterable[Finding], gains: Sequence[float | None]) -> list[Finding]:
    """Sure findings, and unsure ones over their margin; each with a confidence.

    gains: model gain of each finding, None where the model was not asked.
    """
    accepted = []
    for finding, gain in zip(findings, gains, strict=True):
        if finding.confidence is not None:
            accepted.append((finding.confidence, finding))
        elif gain is not None:
            margin = MARGINS.get(finding.kind, _DEFAULT_MARGIN)
            surplus = gain + margin.weight * finding.evidence - margin.least
            if surplus > 0:
                confidence = 1 - 0.25 * math.exp(-_SCALE * surplus)
                accepted.append((surplus, replace(finding, confidence=round(confidence, 3))))
    return without_overlaps([finding for _, finding in sorted(accepted, key=_by_first)])


def _by_first(item: tuple[float, Finding]) -> float:
    return -item[0]


def without_overlaps(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order of text; of those that overlap or touch, the earlier given one."""
    kept: list[Finding] = []
    for finding in findings:
        clear = all(
            finding.end < other.start or other.end < finding.start or _apart(finding, other)
            for other in kept
        )
        if clear:
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def _apart(one: Finding, other: Finding) -> bool:
    """Two that touch but change different characters, such as a word and the space behind it."""
    first, second = sorted((one, other), key=lambda finding: finding.start)
    return first.end <= second.start and first.end > first.start and second.end > second.start
