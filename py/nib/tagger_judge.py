"""How much speaks for the tagger's changes: the judges it has, and what they are asked.

In: a reading and a trial of it. Out: a value for each change, in the order of trial.made. With a
language model: how much more probable the sentence is with each change alone. The tagger has seen
mistakes and not much text, the language model much text and no mistakes: where both agree, a change
is right far more often (models/correction/CARD.md). Without: the changed sentence, read again.
"""

from __future__ import annotations

from collections.abc import Sequence

from nib.rank import LanguageModel
from nib.tagger_edits import join
from nib.tagger_policy import Opinion, second_look, worth, worth_judged
from nib.tagger_reading import Reading, Trial

_TAIL_TOKENS = 8  # tokens behind a change that the language model looks at


async def judged(reading: Reading, trial: Trial, language: LanguageModel) -> list[float]:
    """The changes are asked about from the last to the first, as trial.made has them: the state of

    the longest prefix, which the first question leaves behind, serves all others.
    """
    written = join(reading.slots.current())
    values = []
    for decision, _ in trial.made:
        changed = join(reading.alone(decision))
        before, after = await language.score_variants([written, changed], tail=_TAIL_TOKENS)
        values.append(worth_judged(decision.score, decision.wrong, after - before))
    return values


def looked_at(trial: Trial, again: Sequence[Opinion]) -> list[float]:
    """again: the tagger's opinions about the words of the trial."""
    return [
        worth(decision.score, *second_look(trial.slots.span(slot), again))
        for decision, slot in trial.made
    ]
