"""Which candidates to believe: margins per kind, and the choice among those that overlap.

In: findings of one sentence and, for the unsure ones, how much more probable the language model
holds the sentence with the change (natural log). Out: the findings to show, none overlapping.
The margins are data, tuned on the dev sets for precision (tests/bench/quality).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from nib.findings import Finding


class LanguageModel(Protocol):
    """What the ranking asks of nib.language.LanguageModel."""

    async def score_variants(self, texts: Sequence[str], *, tail: int | None = None) -> list[float]:
        """Log-probability of each wording of one text, up to a constant all share."""
        ...


@dataclass(frozen=True, slots=True)
class Margin:
    """A finding is believed when model gain + evidence * weight exceeds `least`."""

    least: float
    weight: float = 0.0


MARGINS: dict[str, Margin] = {
    "spelling": Margin(least=2.0, weight=1.0),
    "capital": Margin(least=1.0),
    "confusion": Margin(least=4.2, weight=0.3),
    "preposition": Margin(least=5.0),
    "agreement": Margin(least=1.0),
    "verb_form": Margin(least=2.0),
    "noun_number": Margin(least=3.0, weight=1.0),
}
# How likely a place is to hold a mistake, before its evidence: who gets asked first.
PROMISE: defaultdict[str, float] = defaultdict(
    lambda: 4.0, {"spelling": 20.0, "preposition": 0.0, "confusion": 2.0}
)
MOST_PLACES = 4
TAIL_TOKENS = 6  # tokens behind a change that the model looks at
CONTEXT_CHARS = 400  # characters before it
_DEFAULT_MARGIN = Margin(least=4.0)
_SCALE = 0.4  # from surplus over the margin to confidence: 0.75 at the margin, towards 1


async def model_gains(
    sentence: str, findings: Sequence[Finding], language: LanguageModel
) -> list[float | None]:
    """For each unsure finding, how much more probable (natural log) the sentence is with it.

    The sure findings are applied first, so that the model reads what the sentence will be. From
    the last place to the first: the model's state of the longest prefix then serves all others.
    """
    sure = without_overlaps(finding for finding in findings if finding.sure)
    places: dict[tuple[int, int], list[int]] = {}
    for index, finding in enumerate(findings):
        if not finding.sure:
            places.setdefault((finding.start, finding.end), []).append(index)
    gains: list[float | None] = [None] * len(findings)
    for start, end in sorted(_most_promising(findings, places), reverse=True):
        members = places[start, end]
        before = _applied(sentence, 0, start, sure)[-CONTEXT_CHARS:]
        after = _applied(sentence, end, len(sentence), sure)
        wordings = [sentence[start:end], *(findings[index].replacement for index in members)]
        texts = [f"{before}{wording}{after}" for wording in wordings]
        written, *proposed = await language.score_variants(texts, tail=TAIL_TOKENS)
        for index, score in zip(members, proposed, strict=True):
            gains[index] = score - written
    return gains


def _most_promising(
    findings: Sequence[Finding], places: dict[tuple[int, int], list[int]]
) -> list[tuple[int, int]]:
    """The places in a sentence that are worth asking about, at most MOST_PLACES."""

    def promise(place: tuple[int, int]) -> float:
        return max(PROMISE[findings[i].kind] + findings[i].evidence for i in places[place])

    return sorted(places, key=promise, reverse=True)[:MOST_PLACES]


def _applied(sentence: str, start: int, end: int, sure: Sequence[Finding]) -> str:
    """sentence[start:end] with the sure findings that lie within it applied."""
    parts: list[str] = []
    for finding in sure:
        if start <= finding.start and finding.end <= end:
            parts += (sentence[start : finding.start], finding.replacement)
            start = finding.end
    return "".join((*parts, sentence[start:end]))


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
