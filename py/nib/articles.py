"""a or an: by the sound of what follows.

In: the article and the word, number or acronym behind it. Out: the right article, or None when
the one given is right or nobody can tell ("a historic", "an herb", "a SQL query").
"""

from __future__ import annotations

import re

from nib.dictionary import Dictionary

# Spelled with a vowel, spoken with a consonant: "a university", "a European", "a one-off".
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m[^a]|d)|u(?:s[aeiu]|su|[tb]i|k|ri|te|fo|r[aeo]n|vu|lu)|eu|ew|one|once|oui|ubiq|yt)"
)
# Spelled with a consonant, spoken with a vowel.
_VOWEL_SOUND = re.compile(r"(?:hour|honest|honou?r|heir(?!loomed))")
_EITHER = re.compile(r"(?:herb|histor|hotel|habit|hyster|heredit|hallucin|hilar|ur[a-z]?$|uh|u$)")
# "option a is": the letter, not the article.
_FUNCTION_LIST = """is are was were and or in on at as if of it i am an a us our out off up into
 under over until unless upon other's either all"""
_FUNCTION_WORDS = frozenset(_FUNCTION_LIST.split())
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")  # letters whose names begin with a vowel
_SPELLED_OUT = frozenset({"MRI", "FBI", "EU", "IP", "IT", "IQ", "ID", "HR", "IOU", "ISP", "API"})
_COMMON_ENOUGH = 1e-8


def wrong_article(article: str, following: str, dictionary: Dictionary) -> str | None:
    """ "an" or "a" where `article` (lower case) does not fit `following`, else None."""
    right = _right_article(following, dictionary)
    return right if right is not None and right != article else None


def _right_article(following: str, dictionary: Dictionary) -> str | None:
    if following[0].isdigit():
        return _before_number(following)
    if len(following) > 1 and following.isupper():
        return _before_acronym(following)
    lower = following.lower()
    if len(lower) < 2 or lower in _FUNCTION_WORDS or _EITHER.match(lower) or not lower.isascii():
        return None
    if dictionary.level(lower) is None or dictionary.frequency(lower) < _COMMON_ENOUGH:
        return None  # a name or a rare word: who knows how it is spoken
    spelled = lower[0] in "aeiou" and not _CONSONANT_SOUND.match(lower)
    return "an" if spelled or _VOWEL_SOUND.match(lower) else "a"


def _before_number(digits: str) -> str | None:
    if digits[0] == "8" or digits in ("11", "18"):
        return "an"
    if digits[0] == "1" and len(digits) > 3:
        return None  # "a thousand and", "an eleven hundred"
    return "a" if digits[0] != "0" else None


def _before_acronym(acronym: str) -> str | None:
    if acronym[0] not in _VOWEL_LETTERS:
        return "a" if acronym[0] not in "U" or len(acronym) < 4 else None
    spelled_out = acronym in _SPELLED_OUT or not any(char in "AEIOU" for char in acronym)
    return "an" if spelled_out and acronym != "SQL" else None
