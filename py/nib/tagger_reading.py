"""One sentence being read: try what the tagger proposes, look again, keep what then looks right.

In: slots and, pass by pass, opinions about their words. Out: slots with the changes that passed
their group's threshold. It runs no model: tagger.py and models/correction/measure.py do that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nib.tagger_policy import Opinion, confidence, propose, second_look, worth
from nib.tagger_slots import Decision, Slots, Speller
from nib.tagger_tags import START, Forms


@dataclass(frozen=True, slots=True)
class Trial:
    """The sentence with every proposal made."""

    slots: Slots
    made: list[tuple[Decision, int]]
    proposed: int

    @property
    def words(self) -> list[str]:
        return [START, *self.slots.current()]


@dataclass(slots=True)
class Reading:
    slots: Slots
    forms: Forms
    speller: Speller
    thresholds: Mapping[str, float]  # of each group; a group without one never acts
    guarded: Collection[str] = ()
    refused: set[tuple[int, str]] = field(default_factory=set)  # slot and tag, not tried again
    changed: bool = False  # by the last judgement

    @property
    def words(self) -> list[str]:
        return [START, *self.slots.current()]

    def trial(self, opinions: Sequence[Opinion]) -> Trial | None:
        """Everything proposed, tried on a copy; None when there is nothing to try."""
        words = self.words
        wanted = [
            decision
            for decision in propose(words, opinions)
            if decision.group in self.thresholds
            and words[decision.index] not in self.guarded
            and (self.slots.slot_of(decision.index), decision.tag) not in self.refused
        ]
        tried = self.slots.copy()
        made = tried.apply(wanted, self.forms, self.speller)
        return Trial(tried, made, len(wanted)) if made else None

    def judge(self, trial: Trial, again: Sequence[Opinion]) -> bool:
        """Keep the changes worth keeping; True when the trial stands as it is."""
        kept: list[Decision] = []
        for decision, slot in trial.made:
            value = value_of(trial, decision, slot, again)
            threshold = self.thresholds[decision.group]
            if value >= threshold:
                kept.append(replace(decision, score=confidence(value, threshold)))
            else:
                self.refused.add((slot, decision.tag))
        self.changed = bool(kept)
        if not kept:
            return False
        self.slots.apply(kept, self.forms, self.speller)
        return len(kept) == len(trial.made)


def value_of(trial: Trial, decision: Decision, slot: int, again: Sequence[Opinion]) -> float:
    """How much speaks for a change, after a second look at it."""
    return worth(decision.score, *second_look(trial.slots.span(slot), again))
