"""Errors of grammar: determiners, prepositions, number, agreement, verb form and tense, pronouns.

Each function spoils one place of a draft, or returns False where it does not fit. Places are chosen
so that the context shows the error: swaps that leave a valid sentence cannot be learned.
"""

from __future__ import annotations

import random

from nib.tagger_tags import like, to_adjective, to_adverb

from models.correction.confusions import ADDS_PREPOSITION, MASS, PREPOSITIONS
from models.correction.draft import Draft
from models.correction.morphology import forms, known_words

_SINGULAR_CUES_LIST = """a an this that each every another one either neither"""
SINGULAR_CUES = frozenset(_SINGULAR_CUES_LIST.split())
_PLURAL_CUES_LIST = """
these those many several few both two three four five six ten some all most various different
other more"""
PLURAL_CUES = frozenset(_PLURAL_CUES_LIST.split())
BE = {"VBZ": "is", "VBP": "are", "VBD": "was", "VBN": "been", "VBG": "being", "VB": "be"}
_AUXILIARIES_LIST = """
is are was were am be been being have has had do does did will would can could 've 're 'm 's"""
AUXILIARIES = frozenset(_AUXILIARIES_LIST.split())
NOMINAL = frozenset(["NN", "NNS", "NNP", "NNPS"])
_PAST_CUES_LIST = """yesterday ago last then once when after before was were had did"""
PAST_CUES = frozenset(_PAST_CUES_LIST.split())


def _inflect(draft: Draft, i: int, tag: str) -> str | None:
    form = forms().inflect(draft.lower[i], tag)
    return None if form is None else like(draft.tokens[i], form)


def _put(draft: Draft, i: int, wrong: str | None) -> bool:
    return bool(wrong) and draft.replace(i, wrong or "")


def drop_determiner(draft: Draft, i: int, rng: random.Random) -> bool:
    return draft.word(i) in {"a", "an", "the"} and draft.omit(i)


def add_determiner(draft: Draft, i: int, rng: random.Random) -> bool:
    """An article before a bare noun phrase: plural or mass nouns, names, abstract nouns."""
    before = draft.tag(i - 1)
    if before in {
        "DT",
        "PRP$",
        "JJ",
        "JJR",
        "JJS",
        "CD",
        "POS",
        "NN",
        "NNP",
        "VBG",
        "VBN",
        "HYPH",
        "WP$",
        "PDT",
        "WDT",
        "NNS",
    }:
        return False
    at = i
    while draft.tag(at) in {"JJ", "VBN"} and at < i + 2:
        at += 1
    if i == 0 or draft.tag(at) not in {"NNS", "NN", "NNP", "NNPS"}:
        return False
    if draft.tag(at) == "NN" and draft.tag(at + 1) in NOMINAL:
        return False
    article = (
        "the"
        if rng.random() < 0.72 or draft.tag(at) == "NNP"
        else "an"
        if draft.word(i)[0] in "aeiou"
        else "a"
    )
    return draft.insert(i, article)


def wrong_determiner(draft: Draft, i: int, rng: random.Random) -> bool:
    word, following = draft.word(i), draft.word(i + 1)
    kind = rng.random()
    if word in {"a", "an"} and kind < 0.55:
        return draft.replace(i, like(draft.tokens[i], "an" if word == "a" else "a"))
    if word == "the" and following in {
        "same",
        "first",
        "only",
        "best",
        "most",
        "next",
        "world",
        "internet",
    }:
        return draft.replace(i, like(draft.tokens[i], "a"))
    if word in {"a", "an"} and draft.word(i - 1) in {
        "is",
        "was",
        "as",
        "be",
        "such",
        "of",
        "have",
        "has",
    }:
        return draft.replace(i, "the")
    table = {
        "this": "these",
        "these": "this",
        "that": "those",
        "those": "that",
        "an": "a",
        "much": "many",
        "many": "much",
        "fewer": "less",
        "another": "other",
        "other": "another",
        "every": "all",
    }
    if word in table and draft.tag(i + 1) in {"NN", "NNS", "JJ"}:
        return draft.replace(i, like(draft.tokens[i], table[word]))
    return False


def wrong_preposition(draft: Draft, i: int, rng: random.Random) -> bool:
    word = draft.word(i)
    if draft.tag(i) not in {"IN", "TO", "RP"} or word not in PREPOSITIONS:
        return False
    if word == "to" and draft.tag(i + 1) == "VB":
        return rng.random() < 0.15 and draft.replace(i, "for")
    return draft.replace(i, like(draft.tokens[i], rng.choice(PREPOSITIONS[word].split())))


def drop_preposition(draft: Draft, i: int, rng: random.Random) -> bool:
    good = draft.tag(i) in {"IN", "TO", "RP"} and draft.word(i) in PREPOSITIONS
    if not good or draft.word(i) in {"because", "than", "as", "since"} or draft.tag(i + 1) == "VB":
        return False
    return draft.omit(i)


def add_preposition(draft: Draft, i: int, rng: random.Random) -> bool:
    """A preposition after a verb that takes none, or before home, there, last week."""
    before, word = draft.word(i - 1), draft.word(i)
    if (
        i
        and before in ADDS_PREPOSITION
        and draft.tag(i) in {"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "JJ"}
    ):
        return draft.insert(i, rng.choice(ADDS_PREPOSITION[before].split()))
    if word in {"home", "there", "here", "abroad", "last", "next", "every", "this"} and i:
        if draft.tag(i - 1)[:2] in {"VB", "NN"} and word in ADDS_PREPOSITION:
            return draft.insert(i, rng.choice(ADDS_PREPOSITION[word].split()))
        return False
    if (
        draft.tag(i - 1) in {"VB", "VBP", "VBZ", "VBD", "VBG"}
        and draft.tag(i) in {"DT", "PRP$", "PRP"}
        and before not in AUXILIARIES
    ):
        return draft.insert(i, rng.choice(("to", "of", "for", "in", "on", "with", "about", "at")))
    return False


def noun_number(draft: Draft, i: int, rng: random.Random) -> bool:
    tag, before = draft.tag(i), draft.word(i - 1)
    cue = before if draft.tag(i - 1) != "JJ" else draft.word(i - 2)
    if tag == "NNS":
        bare = draft.tag(i - 1) in {"IN", "VB", "VBP", "VBD", "VBG", "VBZ", "CC", "JJ", ",", "PRP$"}
        if (
            cue in PLURAL_CUES
            or draft.tag(i - 1) == "CD"
            or (bare and cue not in {"the", "his", "her"})
        ):
            return _put(draft, i, _inflect(draft, i, "$BASE"))
        if draft.word(i + 1) in {"are", "were", "have", "do"} or (
            before == "of" and draft.word(i - 2) in {"one", "lot", "kinds", "many", "some"}
        ):
            return _put(draft, i, _inflect(draft, i, "$BASE"))
        return rng.random() < 0.35 and _put(draft, i, _inflect(draft, i, "$BASE"))
    if tag != "NN" or draft.tag(i + 1) in NOMINAL or draft.tag(i + 1) == "HYPH":
        return False
    if (
        cue in SINGULAR_CUES
        or draft.word(i) in MASS
        or draft.word(i + 1) in {"is", "was", "has", "does"}
    ):
        wrong = _inflect(draft, i, "$S") or (
            draft.tokens[i] + "s" if draft.word(i) in MASS else None
        )
        return _put(draft, i, wrong)
    return rng.random() < 0.12 and _put(draft, i, _inflect(draft, i, "$S"))


def agreement(draft: Draft, i: int, rng: random.Random) -> bool:
    swaps = {
        "is": "are",
        "are": "is",
        "was": "were",
        "were": "was",
        "am": "is",
        "has": "have",
        "have": "has",
        "does": "do",
        "do": "does",
        "'re": "'s",
    }
    tag, word = draft.tag(i), draft.word(i)
    if tag not in {"VBZ", "VBP", "VBD"}:
        return False
    if word in swaps:
        return draft.replace(i, like(draft.tokens[i], swaps[word]))
    if tag == "VBD":
        return False
    return _put(draft, i, _inflect(draft, i, "$BASE" if tag == "VBZ" else "$S"))


def verb_form(draft: Draft, i: int, rng: random.Random) -> bool:  # noqa: PLR0911
    """A wrong form behind a modal, an auxiliary, to, a preposition or another verb."""
    tag, word = draft.tag(i), draft.word(i)
    before, before_tag = draft.word(i - 1), draft.tag(i - 1)
    if before_tag == "RB" and i > 1:
        before, before_tag = draft.word(i - 2), draft.tag(i - 2)
    if tag not in {"VB", "VBG", "VBN"} or i == 0:
        return False
    if word in {"be", "been", "being"}:
        return draft.replace(
            i, rng.choice([w for w in ("be", "been", "being", "is", "are") if w != word])
        )
    if tag == "VB":
        wrong = (
            ("$ING", "$PAST", "$S")
            if before_tag in {"MD", "TO"} or before in {"do", "does", "did"}
            else ("$ING", "$S")
        )
        weights = (3, 3, 3) if before_tag == "MD" else (4, 2, 2)
        return _put(draft, i, _inflect(draft, i, rng.choices(wrong, weights[: len(wrong)])[0]))
    if tag == "VBG":
        if before_tag in {"IN", "TO"} and rng.random() < 0.4:
            base = _inflect(draft, i, "$BASE")
            return bool(base) and draft.insert(i, "to") and _also(draft, i, base or "")
        return _put(
            draft, i, _inflect(draft, i, rng.choice(("$BASE", "$BASE", "$BASE", "$S", "$PART")))
        )
    if before in AUXILIARIES:
        return _put(draft, i, _inflect(draft, i, rng.choice(("$BASE", "$BASE", "$PAST", "$ING"))))
    return rng.random() < 0.5 and _put(draft, i, _inflect(draft, i, rng.choice(("$BASE", "$ING"))))


def _also(draft: Draft, i: int, wrong: str) -> bool:
    """Change the token behind a word just inserted before it."""
    slot = draft.slots[i]
    if slot:
        slot[-1] = (wrong, slot[-1][1])
    return True


def tense(draft: Draft, i: int, rng: random.Random) -> bool:  # noqa: PLR0911
    """A tense against the rest of the sentence."""
    tag, word = draft.tag(i), draft.word(i)
    others = [t for j, t in enumerate(draft.tags) if j != i and t in {"VBD", "VBZ", "VBP", "MD"}]
    if tag == "VBD" and ("VBD" in others or PAST_CUES & set(draft.lower)):
        be = {
            "was": "is",
            "were": "are",
            "had": rng.choice(("have", "has")),
            "did": rng.choice(("do", "does")),
        }
        if word in be:
            return draft.replace(i, like(draft.tokens[i], be[word]))
        base = _inflect(draft, i, "$BASE")
        third = draft.word(i - 1) in {"he", "she", "it", "who"} or draft.tag(i - 1) == "NN"
        return _put(draft, i, _inflect(draft, i, "$S") if third and rng.random() < 0.5 else base)
    if (
        tag in {"VBZ", "VBP"}
        and others.count("VBD") == 0
        and (len(others) >= 1 or rng.random() < 0.2)
    ):
        present = {
            "is": "was",
            "are": "were",
            "am": "was",
            "has": "had",
            "have": "had",
            "do": "did",
            "does": "did",
        }
        if word in present:
            return draft.replace(i, like(draft.tokens[i], present[word]))
        return _put(draft, i, _inflect(draft, i, "$PAST"))
    if tag == "MD" and word in {"would", "could", "will", "can"}:
        swap = {"would": "will", "could": "can", "will": "would", "can": "could"}
        return draft.replace(i, like(draft.tokens[i], swap[word]))
    if tag == "VBN" and draft.word(i - 1) in {"have", "has", "had", "'ve"}:
        return draft.omit(i - 1)
    return False


def auxiliary(draft: Draft, i: int, rng: random.Random) -> bool:
    """An auxiliary left out, or one too many."""
    tag, word = draft.tag(i), draft.word(i)
    if word in AUXILIARIES or tag == "MD":
        following = draft.tag(i + 1)
        return (following[:2] in {"VB", "JJ", "RB", "DT", "IN"}) and draft.omit(i)
    if tag in {"VBP", "VBZ", "VBD"} and draft.tag(i - 1) in {"PRP", "NNS", "NN"}:
        extra = {"PRP": "am" if draft.word(i - 1) == "i" else "are", "NNS": "are", "NN": "is"}[
            draft.tag(i - 1)
        ]
        return draft.insert(i, rng.choice((extra, extra, "will", "have", "was", "do")))
    if tag == "VB" and draft.tag(i - 1) == "MD":
        return draft.insert(i, rng.choice(("to", "to", "be", "have")))
    return False


def infinitive_to(draft: Draft, i: int, rng: random.Random) -> bool:
    if draft.tag(i) == "TO" and draft.tag(i + 1) == "VB":
        return draft.omit(i) if rng.random() < 0.75 else draft.insert(i, "for")
    if draft.tag(i) == "VBG" and draft.tag(i - 1) in {"VBP", "VBD", "VBZ", "VB"}:
        base = _inflect(draft, i, "$BASE")
        return (
            bool(base)
            and draft.insert(i, "to")
            and (rng.random() < 0.3 or _also(draft, i, base or ""))
        )
    if draft.tag(i) == "VB" and draft.word(i - 2) in {"let", "make", "makes", "made"}:
        return draft.insert(i, "to")
    return False


def pronoun(draft: Draft, i: int, rng: random.Random) -> bool:
    """Subjects left out or repeated, relative pronouns, case."""
    tag, word = draft.tag(i), draft.word(i)
    if tag in {"PRP", "WDT", "WP", "EX"} and i and rng.random() < 0.5:
        return draft.omit(i)
    if (
        tag[:2] == "VB"
        and draft.tag(i - 1) in {"NNS", "NN", "NNP"}
        and tag in {"VBZ", "VBP", "VBD", "MD"}
    ):
        return draft.insert(i, rng.choice(("it", "they", "he", "which", "that", "who")))
    if tag in {"WDT", "WP"} and word in {"who", "which", "that"}:
        return draft.replace(
            i, rng.choice([w for w in ("who", "which", "that", "what") if w != word])
        )
    cases = {
        "me": "I",
        "him": "he",
        "them": "they",
        "us": "we",
        "they": "them",
        "we": "us",
        "he": "him",
    }
    if word in cases and tag == "PRP" and i:
        return draft.replace(i, cases[word])
    return False


def adverb(draft: Draft, i: int, rng: random.Random) -> bool:
    """Adjective for adverb and back; more easy, more better, the most strong."""
    tag, word = draft.tag(i), draft.word(i)
    if tag == "RB" and word.endswith("ly") and len(word) > 5:
        return _put(draft, i, to_adjective(word))
    if tag == "JJ" and len(word) > 3 and (draft.tag(i + 1) == "NN" or draft.tag(i - 1)[:2] == "VB"):
        made = to_adverb(word)
        return made in known_words() and _put(draft, i, made)
    if tag in {"JJR", "RBR"} and word.endswith("er"):
        return draft.insert(i, "more")
    if tag == "JJS" and word.endswith("est") and rng.random() < 0.5:
        return draft.insert(i, "most")
    return word in {"more", "most"} and draft.tag(i + 1) == "JJ" and draft.omit(i)
