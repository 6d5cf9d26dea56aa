"""When the tagger's opinion becomes an edit: groups of tags, each with its own threshold.

In: for each word the likeliest tags with probabilities, and thresholds (data of the model, chosen
on dev sets). Out: decisions. Groups exist because a missing comma at 0.5 is often right and a word
choice at 0.5 hardly ever.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def decide(
    words: Sequence[str], opinions: Sequence[Opinion], thresholds: Mapping[str, float]
) -> list[Decision]:
    """At most one decision a word: its likeliest tag, if its group trusts it that far.

    words and opinions begin with the start. A group without a threshold never acts.
    """
    found: list[Decision] = []
    for index, (word, opinion) in enumerate(zip(words, opinions, strict=True)):
        if not opinion.tags:
            continue
        tag, probability = opinion.tags[0]
        score = probability * 0.5 + opinion.wrong * 0.5
        if score >= thresholds.get(group_of(tag, word), 2.0):
            found.append(Decision(index, tag, score))
    return found
