"""Errors of spelling, punctuation, capitals, apostrophes, word division and order.

Each function spoils one place of a draft, or returns False where it does not fit.
"""

from __future__ import annotations

import random

from nib.tagger_tags import like

from models.correction.confusions import IDLE_WORDS, REAL_WORDS
from models.correction.draft import Draft
from models.correction.typos import misspell

CONTRACTED = frozenset(["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"])
_OPENERS_LIST = """
however therefore moreover finally also then so firstly secondly unfortunately furthermore
nowadays"""
OPENERS = frozenset(_OPENERS_LIST.split())
# Two right tokens written as one, and the other way round.
MERGED = {
    "a lot": "alot",
    "in fact": "infact",
    "as well": "aswell",
    "each other": "eachother",
    "at least": "atleast",
    "of course": "ofcourse",
    "no one": "noone",
    "every day": "everyday",
    "any more": "anymore",
    "may be": "maybe",
    "all right": "alright",
    "every one": "everyone",
    "some times": "sometimes",
    "high school": "highschool",
    "in front": "infront",
    "some one": "someone",
    "my self": "myself",
    "every time": "everytime",
}
_SPLIT = """
any|one any|thing any|where any|way some|one some|thing some|times some|where every|one
every|thing every|where no|body every|body some|body any|body my|self your|self him|self
her|self it|self them|selves our|selves with|out with|in can|not how|ever what|ever when|ever
there|fore never|theless mean|while other|wise in|side out|side be|cause to|gether a|nother
al|ready al|so al|most al|ways al|though in|to on|to up|on with|in day|time week|end home|work
class|room book|store foot|ball basket|ball air|port news|paper break|fast web|site note|book
grand|mother grand|father birth|day bed|room bath|room life|style key|board back|ground
under|stand over|come now|adays under|ground further|more more|over business|man police|man
week|day"""
HALVES = {pair.replace("|", ""): tuple(pair.split("|")) for pair in _SPLIT.split()}


def missing_comma(draft: Draft, i: int, rng: random.Random) -> bool:
    return draft.tokens[i] == "," and draft.omit(i)


def extra_comma(draft: Draft, i: int, rng: random.Random) -> bool:
    """A comma where no reader pauses: before that or a verb, in a pair, behind a conjunction."""
    word, tag, before = draft.word(i), draft.tag(i), draft.tag(i - 1)
    near = {",", ".", "``", "''", ":", "-LRB-", "HYPH"}
    if i < 2 or before in near or tag in near or "," in draft.tokens[max(0, i - 2) : i + 2]:
        return False
    clause = word in {
        "that",
        "because",
        "if",
        "when",
        "who",
        "to",
        "as",
        "than",
        "in",
        "of",
        "for",
        "with",
    }
    verb = tag in {"VBZ", "VBP", "VBD", "MD"} and before in {"NN", "NNS", "NNP"}
    pair = word in {"and", "or"} and draft.tag(i + 1)[:2] in {"NN", "VB", "JJ"}
    behind = draft.word(i - 1) in {"and", "but", "so", "because", "that", "although"}
    return (clause or verb or pair or behind) and draft.insert(i, ",")


def other_mark(draft: Draft, i: int, rng: random.Random) -> bool:  # noqa: PLR0911
    """Final stops lost or wrong, semicolons, colons, hyphens, quotes."""
    token = draft.tokens[i]
    last = i == len(draft.tokens) - 1
    if last and token in {".", "?", "!"}:
        if rng.random() < 0.6:
            return draft.omit(i)
        return draft.replace(i, {".": rng.choice((",", "?", "!")), "?": ".", "!": "."}[token])
    if draft.tag(i) == "HYPH":
        return draft.omit(i)
    if token in {";", ":"}:
        return draft.replace(i, rng.choice((",", ",", ".", ";", ":")))
    if token in {'"', "(", ")"}:
        return rng.random() < 0.3 and draft.omit(i)
    if token == "," and draft.word(i + 1) in {"but", "and", "so", "which", "however"}:
        return draft.replace(i, rng.choice((".", ";")))
    return False


def run_on(draft: Draft, i: int, rng: random.Random) -> bool:
    """Two sentences run together: a comma, or nothing, for the stop between them."""
    if (
        draft.tokens[i] not in {".", "?"}
        or i + 2 >= len(draft.tokens)
        or not draft.free(i, i + 1, i - 1)
    ):
        return False
    following = draft.tokens[i + 1]
    if rng.random() < 0.65:
        draft.replace(i, ",")
        if draft.tag(i + 1)[:3] != "NNP" and following != "I":
            draft.replace(i + 1, following[:1].lower() + following[1:])
        return True
    if rng.random() < 0.4:
        return draft.omit(i)
    return (
        draft.tag(i + 1)[:3] != "NNP"
        and following != "I"
        and draft.replace(i + 1, following.lower())
    )


def spelling(draft: Draft, i: int, rng: random.Random) -> bool:
    """Misspell a word; names are left alone, long words suffer more often."""
    token = draft.tokens[i]
    if draft.tag(i)[:3] == "NNP" or not token.isalpha() or rng.random() > 0.15 + 0.11 * len(token):
        return False
    wrong = misspell(token, rng)
    return wrong is not None and draft.replace(i, wrong)


def real_word(draft: Draft, i: int, rng: random.Random) -> bool:
    """One word for another that sounds or means alike."""
    others = REAL_WORDS.get(draft.lower[i])
    if not others or draft.tag(i) == "NNP":
        return False
    wrong = rng.choice(others)
    return draft.replace(
        i,
        wrong if wrong == "I" else like(draft.tokens[i] if draft.tokens[i] != "I" else "i", wrong),
    )


def capitals(draft: Draft, i: int, rng: random.Random) -> bool:
    token, tag = draft.tokens[i], draft.tag(i)
    if not token[0].isalpha():
        return False
    if token == "I":
        return draft.replace(i, "i")
    if token[0].isupper() and token[1:].islower():
        return draft.replace(i, token.lower())
    if token.isupper() and len(token) > 1 and rng.random() < 0.3:
        return draft.replace(i, token.lower())
    if (
        i
        and token.islower()
        and len(token) > 2
        and tag in {"NN", "NNS", "JJ", "VBG"}
        and rng.random() < 0.4
    ):
        return draft.replace(i, token.capitalize())
    return False


def apostrophe(draft: Draft, i: int, rng: random.Random) -> bool:
    """dont, students book, the dog's are, its for it's and back."""
    token, word, following = draft.tokens[i], draft.word(i), draft.word(i + 1)
    if following in CONTRACTED and draft.tag(i) in {
        "PRP",
        "MD",
        "VBP",
        "VBZ",
        "VBD",
        "EX",
        "WP",
        "VB",
    }:
        joined = token + draft.tokens[i + 1].replace("'", "")
        return draft.merge(i, joined)
    if draft.tag(i) == "POS":
        if i and token == "'s" and rng.random() < 0.6:
            return draft.merge(i - 1, draft.tokens[i - 1] + "s")
        return draft.omit(i)
    if word == "its":
        return _two(draft, i, like(token, "it"), "'s")
    if draft.tag(i) == "NNS" and word.endswith("s") and len(word) > 3 and rng.random() < 0.25:
        return _two(draft, i, token[:-1], "'s")
    return False


def _two(draft: Draft, i: int, first: str, second: str) -> bool:
    """Two tokens written for one, where the first is changed and the second must go."""
    if not draft.replace(i, first):
        return False
    draft.slots[i] = [(first, (draft.tokens[i],)), (second, ())]
    return True


def division(draft: Draft, i: int, rng: random.Random) -> bool:
    """alot, any one, with out, well-known."""
    pair = f"{draft.word(i)} {draft.word(i + 1)}"
    if pair in MERGED:
        return draft.merge(i, like(draft.tokens[i], MERGED[pair]))
    halves = HALVES.get(draft.word(i))
    if halves:
        return draft.split(i, like(draft.tokens[i], halves[0]), halves[1])
    both = draft.tag(i)[:2] in {"NN", "JJ", "DT", "IN"} and draft.tag(i + 1)[:2] in {
        "NN",
        "JJ",
        "IN",
    }
    if both and draft.word(i).isalpha() and draft.word(i + 1).isalpha() and rng.random() < 0.01:
        return draft.merge(i, draft.tokens[i] + draft.tokens[i + 1])
    return False


def order(draft: Draft, i: int, rng: random.Random) -> bool:
    """Adverbs and subjects on the wrong side of the verb; adjectives behind their noun."""
    a, b = draft.tag(i), draft.tag(i + 1)
    adverb = (
        "RB" in (a, b)
        and (a[:2] == "VB" or b[:2] == "VB" or "MD" in (a, b))
        and "n't" not in (draft.word(i), draft.word(i + 1))
    )
    question = a in {"MD", "VBP", "VBZ", "VBD"} and b == "PRP"
    adjective = a == "JJ" and b in {"NN", "NNS"} and rng.random() < 0.3
    return (adverb or question or adjective) and draft.swap(i)


def doubled(draft: Draft, i: int, rng: random.Random) -> bool:
    word = draft.word(i)
    return word.isalpha() and word not in {"that", "had"} and draft.insert(i + 1, word)


def dropped(draft: Draft, i: int, rng: random.Random) -> bool:
    """A small word lost in typing."""
    small = {
        "CC",
        "IN",
        "TO",
        "DT",
        "PRP",
        "PRP$",
        "MD",
        "VBZ",
        "VBP",
        "VBD",
        "WRB",
        "EX",
        "RP",
        "WP",
        "RB",
    }
    return draft.tag(i) in small and len(draft.tokens[i]) <= 6 and draft.omit(i)


def idle_word(draft: Draft, i: int, rng: random.Random) -> bool:
    """A small word too many, left over from another wording."""
    return i > 0 and draft.tokens[i].isalpha() and draft.insert(i, rng.choice(IDLE_WORDS))
