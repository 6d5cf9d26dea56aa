"""Spoil clean sentences the way people do: the training data of the grammar tagger.

In: a tagged sentence and a random generator. Out: cells (token as written, what it should be).
How often which error occurs follows the error types of learners' and native writers' text; the
wordings are this project's own. Every pass over the corpus spoils it afresh.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from models.correction import grammar_errors as grammar
from models.correction import surface_errors as surface
from models.correction.draft import Draft
from models.correction.labels import Cell

Spoiler = Callable[[Draft, int, random.Random], bool]
WEIGHTS: dict[Spoiler, float] = {
    surface.missing_comma: 12,
    surface.extra_comma: 3,
    surface.other_mark: 4,
    surface.run_on: 3,
    surface.spelling: 10,
    surface.real_word: 8,
    surface.capitals: 5,
    surface.apostrophe: 4,
    surface.division: 3,
    surface.order: 2,
    surface.doubled: 0.7,
    surface.dropped: 3,
    surface.idle_word: 2,
    grammar.drop_determiner: 8,
    grammar.add_determiner: 6,
    grammar.wrong_determiner: 4,
    grammar.wrong_preposition: 8,
    grammar.drop_preposition: 3,
    grammar.add_preposition: 3,
    grammar.noun_number: 7,
    grammar.agreement: 6,
    grammar.verb_form: 7,
    grammar.tense: 6,
    grammar.auxiliary: 3,
    grammar.infinitive_to: 3,
    grammar.pronoun: 2.5,
    grammar.adverb: 3,
}
SPOILERS, CHANCES = list(WEIGHTS), list(WEIGHTS.values())
CLEAN = 0.33  # share of sentences left as they are
RUN_ON = 0.6  # share of the spoiled sentences with a stop inside that lose it
TRIES = 6  # kinds of error tried for each error wanted


def error_count(length: int, rng: random.Random) -> int:
    """How many errors a sentence gets: none, few or many, by a rate drawn for its writer."""
    if rng.random() < CLEAN:
        return 0
    rate = rng.choice((0.03, 0.06, 0.1, 0.15, 0.2))
    return max(1, sum(rng.random() < rate for _ in range(length)))


def spoil_once(draft: Draft, rng: random.Random) -> bool:
    """Make one error of a kind drawn by weight, somewhere it fits."""
    for spoiler in rng.choices(SPOILERS, CHANCES, k=TRIES):
        places = [i for i in range(len(draft.tokens)) if i not in draft.touched]
        rng.shuffle(places)
        if any(spoiler(draft, i, rng) for i in places):
            return True
    return False


def corrupt(tokens: list[str], tags: list[str], rng: random.Random) -> list[Cell]:
    """A clean sentence (or two neighbours) with fresh errors, or as it is."""
    draft = Draft(tokens, tags)
    wanted = error_count(len(tokens), rng)
    if wanted and rng.random() < RUN_ON:  # a stop inside is rare, so it is tried on its own
        for i in range(len(tokens) - 2):
            surface.run_on(draft, i, rng)
    for _ in range(wanted):
        spoil_once(draft, rng)
    return draft.cells()
