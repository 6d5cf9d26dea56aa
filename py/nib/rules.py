"""Exact rules: mistakes that can be seen without understanding the sentence.

In: a sentence. Out: findings that need no language model, each with its confidence. A rule that is
not sure says nothing. Words and lists are data in confusions.py; spelling is in candidates.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from nib.articles import wrong_article
from nib.clauses import CLAUSE_SUBJECTS, NO_COMMA_AFTER, OPENINGS, SUBJECTS_AFTER
from nib.confusions import CAPITAL_WORDS, CONTRACTIONS, DOUBLED, PHRASES
from nib.dictionary import Dictionary
from nib.findings import Finding, Sentence, match_case
from nib.tokens import TokenKind

Rule = Callable[[Sentence, Dictionary], Iterator[Finding]]

_MODALS = frozenset({"could", "should", "would", "must", "might"})
_I_FORMS = frozenset({"i", "i'm", "i've", "i'd", "i'll"})
_OPENING = frozenset("([{“‘\"'")


def repeated_word(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "the the"; three in a row are emphasis."""
    tokens = sentence.tokens
    for i in range(len(tokens) - 1):
        first, second = tokens[i], tokens[i + 1]
        if first.lower != second.lower or first.lower not in DOUBLED or not sentence.spaced(i):
            continue
        if second.text[0].isupper() or (i + 2 < len(tokens) and tokens[i + 2].lower == first.lower):
            continue
        yield Finding(first.start, second.end, first.text, "repeated", 0.97)


def article(sentence: Sentence, dictionary: Dictionary) -> Iterator[Finding]:
    """ "a apple", "an university": by sound."""
    tokens = sentence.tokens
    for i in range(len(tokens) - 1):
        word, following = tokens[i], tokens[i + 1]
        if word.lower not in ("a", "an") or not word.is_word or sentence.gap(i).strip(" "):
            continue
        if following.kind is TokenKind.MARK or not sentence.gap(i):
            continue
        if word.text == "A" and i > 0 and tokens[i - 1].kind is not TokenKind.MARK:
            continue  # "plan A is"
        fixed = wrong_article(word.lower, following.text, dictionary)
        if fixed:
            yield Finding(word.start, word.end, match_case(fixed, word.text), "article", 0.95)


_SPACE_BEFORE_MARK = re.compile(r"(?<=[^\W_])[ \u00a0]{1,2}([,.;!?])(?=\s|$)")
_DOUBLE_SPACE = re.compile(r"(?<=[^\W_,;]) {2,3}(?=[^\W_])")


def spacing(sentence: Sentence, dictionary: Dictionary) -> Iterator[Finding]:
    """Spaces too many, or missing behind a comma or a full stop."""
    text = sentence.text
    for match in _SPACE_BEFORE_MARK.finditer(text):
        yield Finding(*match.span(), match.group(1), "spacing", 0.9)
    doubles = list(_DOUBLE_SPACE.finditer(text))
    if len(doubles) <= 2:  # more of them: a table, or the writer's habit
        for match in doubles:
            yield Finding(*match.span(), " ", "spacing", 0.9)
    for i, token in enumerate(sentence.tokens[1:-1], 1):
        before, after = sentence.tokens[i - 1], sentence.tokens[i + 1]
        touching = before.end == token.start and token.end == after.start
        if not touching or not before.is_word or not after.is_word:
            continue
        known = dictionary.is_word(before.text) and dictionary.is_word(after.text)
        if token.text in (",", ";") and known and len(before.text) > 1 < len(after.text):
            yield Finding(token.start, token.end, f"{token.text} ", "spacing", 0.9)
        ends = token.text in (".", "!", "?") and before.text.islower() and len(before.text) > 1
        if ends and known and _starts_sentence(after.text, dictionary):
            yield Finding(token.start, token.end, f"{token.text} ", "spacing", 0.85)


def _starts_sentence(word: str, dictionary: Dictionary) -> bool:
    """Is `word` a common word with a capital ("The")?"""
    return word.istitle() and dictionary.frequency(word.lower()) > 4e-4


def punctuation(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ ",," and the like."""
    tokens = sentence.tokens
    for i in range(len(tokens) - 1):
        first, second = tokens[i], tokens[i + 1]
        if first.protected or sentence.gap(i).strip(" ") or sentence.gap(i):
            continue
        if first.text == second.text and first.text in (",", ";"):
            alone = i + 2 >= len(tokens) or tokens[i + 2].text != first.text
            if alone and (i == 0 or tokens[i - 1].text != first.text):
                yield Finding(first.start, second.end, first.text, "punctuation", 0.9)
        elif first.text == "," and second.text == ".":
            yield Finding(first.start, second.end, ".", "punctuation", 0.85)


def pronoun_i(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "i think" -> "I think"; not "(i)", "i.e.", "i = 0"."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if token.lower not in _I_FORMS or token.text[0] != "i" or not token.is_word:
            continue
        before = tokens[i - 1] if i else None
        glued = before is not None and before.end == token.start and before.text not in _OPENING
        if glued or (before is not None and before.text in ("(", "[", "=", "/")):
            continue
        if token.lower != "i" or sentence.spaced(i):
            yield Finding(token.start, token.end, f"I{token.text[1:]}", "capital", 0.97)


def sentence_capital(sentence: Sentence, dictionary: Dictionary) -> Iterator[Finding]:
    """A finished sentence of some words begins with a capital."""
    tokens = sentence.tokens
    start = 1 if len(tokens) > 1 and tokens[0].text in _OPENING else 0
    if len(tokens) < start + 3 or not sentence.ends_properly:
        return
    first = tokens[start]
    simple = first.is_word and first.text.islower() and (len(first.text) > 1 or first.text == "a")
    goes_on = sentence.spaced(start) or tokens[start + 1].text == ","
    if not simple or not goes_on or not dictionary.is_word(first.text):
        return
    if first.lower in _I_FORMS or first.lower in CONTRACTIONS or first.lower in PHRASES:
        return  # their own rules write the capital
    yield Finding(first.start, first.end, first.text[0].upper() + first.text[1:], "capital", 0.9)


def name_capital(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "monday" -> "Monday", "english" -> "English"."""
    for token in sentence.tokens:
        singular = token.lower.removesuffix("'s")
        if singular not in CAPITAL_WORDS:
            singular = singular.removesuffix("s")
        if token.is_word and token.text.islower() and singular in CAPITAL_WORDS:
            replacement = token.text[0].upper() + token.text[1:]
            yield Finding(token.start, token.end, replacement, "capital", 0.95)


def missing_apostrophe(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "dont" -> "don't"; words that are also something else ("ill", "were") are left alone."""
    tokens = sentence.tokens
    for i, token in enumerate(tokens):
        if not token.is_word or token.lower not in CONTRACTIONS:
            continue
        if len(token.text) < 4 and (token.text.isupper() or token.text == "Ive"):
            continue  # IM, HES
        if (
            i + 1 < len(tokens)
            and tokens[i + 1].start == token.end
            and tokens[i + 1].text in "-/_'’"
        ):
            continue
        replacement = match_case(CONTRACTIONS[token.lower], token.text)
        if i == 0 and sentence.ends_properly:
            replacement = replacement[0].upper() + replacement[1:]
        yield Finding(token.start, token.end, replacement, "contraction", 0.95)


def fixed_phrase(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "alot" -> "a lot"."""
    for i, token in enumerate(sentence.tokens):
        if token.is_word and token.lower in PHRASES:
            replacement = match_case(PHRASES[token.lower], token.text)
            if i == 0 and sentence.ends_properly:
                replacement = replacement[0].upper() + replacement[1:]
            yield Finding(token.start, token.end, replacement, "spelling", 0.95)


def every_day(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "I do it everyday." -> "every day": at the end of a clause it is no adjective."""
    tokens = sentence.tokens
    for i in range(1, len(tokens)):
        ends = i + 1 == len(tokens) or tokens[i + 1].text in (".", ",", "!", "?", ";")
        if tokens[i].text == "everyday" and ends and tokens[i].is_word:
            yield Finding(tokens[i].start, tokens[i].end, "every day", "confusion", 0.9)


def modal_of(sentence: Sentence, dictionary: Dictionary) -> Iterator[Finding]:
    """ "could of been" -> "could have been"."""
    tokens = sentence.tokens
    for i in range(1, len(tokens) - 1):
        if tokens[i].text != "of" or not sentence.spaced(i - 1) or not sentence.spaced(i):
            continue
        before = tokens[i - 1].lower
        if before.removesuffix("n't") in _MODALS or (
            before == "not" and i > 1 and tokens[i - 2].lower in _MODALS
        ):
            following = tokens[i + 1].lower
            if following.endswith(("ed", "en", "ne")) or following in dictionary.participles:
                yield Finding(tokens[i].start, tokens[i].end, "have", "confusion", 0.95)


def comma_after_opening(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "However he came" -> "However, he came": openings that a comma always follows."""
    tokens = sentence.tokens
    for length in (4, 3, 2, 1):
        if len(tokens) < length + 3 or not tokens[0].text[0].isupper():
            continue
        opening = " ".join(token.lower for token in tokens[:length])
        following = tokens[length].lower
        plain = all(sentence.spaced(i) for i in range(length))
        if opening in OPENINGS and plain and following in CLAUSE_SUBJECTS:
            last = tokens[length - 1]
            yield Finding(last.start, last.end, f"{last.text},", "comma", 0.8)
            return


def comma_before_clause(sentence: Sentence, _: Dictionary) -> Iterator[Finding]:
    """ "I came home late but he was there" -> "late, but": a full clause on either side."""
    tokens = sentence.tokens
    for i in range(4, len(tokens) - 4):
        subjects = SUBJECTS_AFTER.get(tokens[i].text)
        if not subjects or tokens[i + 1].lower not in subjects:
            continue
        last = tokens[i - 1]
        alone = not any(token.kind is TokenKind.MARK for token in tokens[i - 4 : i + 3])
        plain = alone and sentence.spaced(i - 1) and sentence.spaced(i)
        if plain and last.lower not in NO_COMMA_AFTER:
            yield Finding(last.start, last.end, f"{last.text},", "comma", 0.6)


RULES: tuple[Rule, ...] = (
    repeated_word,
    article,
    spacing,
    punctuation,
    pronoun_i,
    sentence_capital,
    name_capital,
    missing_apostrophe,
    fixed_phrase,
    every_day,
    modal_of,
    comma_after_opening,
    comma_before_clause,
)


def apply_rules(sentence: Sentence, dictionary: Dictionary) -> list[Finding]:
    """What all rules find in `sentence`, outside of what must be left alone."""
    guarded = [token for token in sentence.tokens if token.protected]
    return [
        finding
        for rule in RULES
        for finding in rule(sentence, dictionary)
        if not any(finding.start <= t.end and t.start <= finding.end for t in guarded)
    ]
