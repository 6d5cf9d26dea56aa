"""When the tagger's opinion becomes an edit: groups of tags, each with its own threshold.

In: for each word the likeliest tags with probabilities, before a change and after it was tried.
Out: what to try, and how much speaks for it; thresholds for that are data of the model, chosen on
dev sets. Groups exist because a missing comma is often right and a word choice hardly ever.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from nib import tagger_tags as tags
from nib.tagger_slots import Decision

_DETERMINERS_LIST = """a an the this that these those some any another each every"""
_DETERMINERS = frozenset(_DETERMINERS_LIST.split())
_PREPOSITIONS_LIST = """
in on at to for of from with by about into during between through over against among since until
as like without around after before towards under up out off than"""
_PREPOSITIONS = frozenset(_PREPOSITIONS_LIST.split())
_BE_LIST = """am is are was were be been being 's 're 'm"""
_BE = frozenset(_BE_LIST.split())
_AUXILIARIES_LIST = """
have has had do does did will would can could may might must should shall 've 'll 'd"""
_AUXILIARIES = frozenset(_AUXILIARIES_LIST.split())
_PRONOUNS_LIST = """
i you he she it we they me him her us them my your his its our their who which that what"""
_PRONOUNS = frozenset(_PRONOUNS_LIST.split())
_STOPS = frozenset(".?!")
_PRESENT, _PAST = frozenset(["am", "is", "are", "'s", "'re", "'m"]), frozenset(["was", "were"])


_GATE = 0.15  # mean of the two probabilities from which a change is tried at all
_HERE, _NEAR = 0.6, 0.3  # how much a second look weighs: the changed words, and those around
# Fitted to dev sets by models/correction/tune.py. Given the tag, suspicion alone speaks against it:
# something is wrong there, but perhaps something else.
_TAG, _WRONG, _GAIN = 0.54, -0.26, 0.23
LEAST_GAIN, MOST_GAIN = -6.0, 8.0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the graph says about one word: likeliest tags other than KEEP, best first."""

    wrong: float
    tags: tuple[tuple[str, float], ...]


def word_class(word: str) -> str:
    lower = word.lower()
    if lower in {"a", "an", "the"}:
        return "article"
    for name, members in (
        ("comma", {","}),
        ("stop", _STOPS),
        ("hyphen", {"-", "–", "—"}),
        ("be", _BE),
        ("to", {"to"}),
        ("preposition", _PREPOSITIONS),
        ("auxiliary", _AUXILIARIES),
        ("pronoun", _PRONOUNS),
        ("determiner", _DETERMINERS),
        ("apostrophe", {"n't", "'"}),
    ):
        if lower in members:
            return name
    return "word" if lower[:1].isalpha() else "mark"


def group_of(tag: str, word: str) -> str:
    """The group whose threshold decides about `tag` for `word`."""
    if word == tags.START:
        return "start"
    if tag == tags.DELETE:
        return f"delete {word_class(word)}"
    if tag[0] == "+":
        return f"add {word_class(tag[1:])}"
    if tag[0] != "=":
        return tag
    return _replacement_group(word, tag[1:])


def _replacement_group(word: str, wanted: str) -> str:
    old, new = word_class(word), word_class(wanted)
    if old == new == "be":
        forms = {word.lower(), wanted.lower()}
        return "be agreement" if forms <= _PRESENT or forms <= _PAST else "be tense"
    if old == "word":
        return "other word"
    return f"{old} for {new}" if old == new else f"to {new}"


def propose(words: Sequence[str], opinions: Sequence[Opinion]) -> list[Decision]:
    """What to try: at most one tag a word, its likeliest. Both begin with the start."""
    found: list[Decision] = []
    for index, (word, opinion) in enumerate(zip(words, opinions, strict=True)):
        if opinion.tags:
            tag, probability = opinion.tags[0]
            if (probability + opinion.wrong) / 2 >= _GATE:
                group = group_of(tag, word)
                found.append(Decision(index, tag, probability, group, opinion.wrong))
    return found


def worth(probability: float, here: float, near: float) -> float:
    """How much speaks for a change (log odds): its own probability, and whether, once made,

    the changed words (`here`) and their neighbours (`near`) still look wrong.
    """
    return log_odds(probability) - _HERE * log_odds(here) - _NEAR * log_odds(near)


def worth_judged(probability: float, wrong: float, gain: float) -> float:
    """How much speaks for a change that a language model was asked about (log odds, less a share

    of its group): its probability, that of an error there, and how much more probable (`gain`,
    natural log) the sentence is with it. A second look adds nothing to these.
    """
    bounded = min(max(gain, LEAST_GAIN), MOST_GAIN)
    return _TAG * log_odds(probability) + _WRONG * log_odds(wrong) + _GAIN * bounded


def log_odds(probability: float) -> float:
    """Bounded, so that no one judge decides alone."""
    bounded = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))


def second_look(span: tuple[int, int], opinions: Sequence[Opinion]) -> tuple[float, float]:
    """The probability that words first..end-1 look wrong, and that they or a neighbour do."""
    first, end = span
    here = max((opinion.wrong for opinion in opinions[first:end]), default=0.0)
    around = opinions[max(0, first - 1) : end + 1]
    return here, max((opinion.wrong for opinion in around), default=0.0)


def confidence(value: float, threshold: float) -> float:
    """0.5 for a change that is just good enough, towards 1 for what is far better."""
    return 1 - 0.5 * math.exp(-0.35 * max(0.0, value - threshold))
