"""One sentence being read: try what the tagger proposes, keep what enough speaks for.

In: slots and, pass by pass, opinions about their words and the worth of what was tried. Out: slots
with the changes that passed their group's threshold. It runs no model: tagger.py does that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nib.tagger_policy import Opinion, confidence, propose
from nib.tagger_slots import Decision, Slots, Speller
from nib.tagger_tags import START, Forms

_MOST_TRIED = 8  # changes a pass, the likeliest: what is left waits for the next


@dataclass(frozen=True, slots=True)
class Trial:
    """The sentence with every proposal made."""

    slots: Slots
    made: list[tuple[Decision, int]]  # from the last to the first, with their slots

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
        wanted.sort(key=lambda decision: -decision.score)
        tried = self.slots.copy()
        made = tried.apply(wanted[:_MOST_TRIED], self.forms, self.speller)
        return Trial(tried, made) if made else None

    def alone(self, decision: Decision) -> list[str]:
        """The words, without the start, with nothing but this change made."""
        tried = self.slots.copy()
        tried.apply([decision], self.forms, self.speller)
        return tried.current()

    def judge(self, trial: Trial, values: Sequence[float]) -> bool:
        """Keep the changes worth keeping; True when the trial stands as it is.

        values: how much speaks for each change made (tagger_policy.worth, worth_judged).
        """
        kept: list[Decision] = []
        for (decision, slot), value in zip(trial.made, values, strict=True):
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
