"""Read many sentences at once, as nib.tagger reads one: opinions, trial, second look, judgement.

In: token lists, a scorer. Out: Reading objects whose slots hold the corrections.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nib.tagger_policy import Opinion
from nib.tagger_reading import Reading, Trial
from nib.tagger_slots import Slots

from models.correction.morphology import forms
from models.correction.predict import Scorer, opinions
from models.correction.speller import spell


@dataclass(frozen=True, slots=True)
class Engine:
    score: Scorer
    encoder: str

    def opinions(self, sentences: Sequence[list[str]]) -> list[list[Opinion]]:
        """Opinions about words; the start, which each sentence has first, is the graph's own."""
        return opinions([words[1:] for words in sentences], self.score, self.encoder)


def read(sentences: Sequence[list[str]], thresholds: Mapping[str, float]) -> list[Reading]:
    return [Reading(Slots(words), forms(), spell, thresholds) for words in sentences]


def trials(
    readings: Sequence[Reading], engine: Engine
) -> list[tuple[Reading, Trial, list[Opinion]]]:
    """Each sentence with proposals: what was tried, and the opinions about the result."""
    first = engine.opinions([reading.words for reading in readings])
    tried = [(reading, reading.trial(seen)) for reading, seen in zip(readings, first, strict=True)]
    active = [(reading, trial) for reading, trial in tried if trial is not None]
    again = engine.opinions([trial.words for _, trial in active])
    return [(*pair, seen) for pair, seen in zip(active, again, strict=True)]


def correct(
    sentences: Sequence[list[str]], thresholds: Mapping[str, float], passes: int, engine: Engine
) -> list[Reading]:
    readings = read(sentences, thresholds)
    active: Sequence[Reading] = readings
    for _ in range(passes):
        for reading, trial, again in trials(active, engine):
            reading.judge(trial, again)
        active = [reading for reading in active if reading.changed]
        for reading in active:
            reading.changed = False
    return readings
