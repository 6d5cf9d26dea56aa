"""How much speaks for the tagger's changes: the judges it has, and what they are asked.

In: a reading and a trial of it. Out: a value for each change, in the order of trial.made. With a
language model: how much more probable the sentence is with each change alone. The tagger has seen
mistakes and not much text, the language model much text and no mistakes: where both agree, a change
is right far more often (models/correction/CARD.md). Without: the changed sentence, read again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nib.rank import LanguageModel
from nib.tagger_edits import join
from nib.tagger_policy import Opinion, second_look, worth, worth_judged
from nib.tagger_reading import Reading, Trial
from nib.tagger_slots import Decision

_TAIL_TOKENS = 8  # tokens behind a change that the language model looks at
_HOPED_GAIN = 5.0  # 97 % of what passes on dev sets gains less; asking 20 % less (CARD.md)


async def judged(reading: Reading, trial: Trial, language: LanguageModel) -> list[float]:
    """Asked from the last change to the first, as trial.made has them: the state of the longest

    prefix, which the first question leaves behind, serves all others. A question costs ten times
    a reading, so what could only pass on a rare answer is not asked about.
    """
    values = []
    for decision, _ in trial.made:
        hoped = worth_judged(decision.score, decision.wrong, _HOPED_GAIN)
        if hoped < reading.thresholds[decision.group]:
            values.append(-math.inf)
            continue
        told = await gain(reading, decision, language)
        values.append(worth_judged(decision.score, decision.wrong, told))
    return values


async def gain(reading: Reading, decision: Decision, language: LanguageModel) -> float:
    """How much more probable (natural log) the sentence is with this change and no other."""
    texts = [join(reading.slots.current()), join(reading.alone(decision))]
    before, after = await language.score_variants(texts, tail=_TAIL_TOKENS)
    return after - before


def looked_at(trial: Trial, again: Sequence[Opinion]) -> list[float]:
    """again: the tagger's opinions about the words of the trial."""
    return [
        worth(decision.score, *second_look(trial.slots.span(slot), again))
        for decision, slot in trial.made
    ]
