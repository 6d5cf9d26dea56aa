"""Forms of verbs and nouns, looked up by any of their forms.

In: a dictionary's tables. Out: for a form, the verbs it belongs to; singular and plural of nouns.
Built when first needed (about 50,000 entries), kept for good.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from nib.dictionary import Dictionary


class Form(IntEnum):
    """Where a form stands in the dictionary's verb lines."""

    BASE = 0
    PAST = 1
    PARTICIPLE = 2
    GERUND = 3
    THIRD = 4


class Verb(NamedTuple):
    base: str
    past: str
    participle: str
    gerund: str
    third: str
    pure: str = "0"  # "1" when the base is no noun, adjective or adverb as well

    @property
    def irregular(self) -> bool:
        return not self.past.endswith("ed")


class Inflections:
    def __init__(self, dictionary: Dictionary) -> None:
        self._verbs: dict[str, list[Verb]] = {}
        for parts in dictionary.verbs:
            verb = Verb(*parts)
            if verb.base == "wend":  # its past "went" is that of "go" to everybody
                continue
            for form in set(verb[:5]):
                self._verbs.setdefault(form, []).append(verb)
        self._plurals = dictionary.plurals
        self._singulars = {plural: singular for singular, plural in self._plurals.items()}

    def verbs(self, word: str, form: Form) -> list[Verb]:
        """The verbs of which `word` is that form."""
        return [verb for verb in self._verbs.get(word, ()) if verb[form] == word]

    def is_verb(self, word: str, *forms: Form) -> bool:
        return any(verb[form] == word for verb in self._verbs.get(word, ()) for form in forms)

    def is_pure_verb(self, base: str) -> bool:
        """Is `base` the base of a verb and nothing else ("bring", not "work")?"""
        return any(verb.pure == "1" for verb in self.verbs(base, Form.BASE))

    def plural(self, word: str) -> str | None:
        """Plural of the singular noun `word`."""
        return self._plurals.get(word)

    def singular(self, word: str) -> str | None:
        """Singular of the plural noun `word`, if that is another word."""
        return self._singulars.get(word)

    def is_noun(self, word: str) -> bool:
        return word in self._plurals or word in self._singulars

    def third(self, word: str) -> str | None:
        """ "go" -> "goes"; None for what is no base form, or a past form as well ("put")."""
        if self.is_verb(word, Form.PAST):
            return None
        for verb in self.verbs(word, Form.BASE):
            return verb.third
        return None

    def base(self, word: str, *forms: Form) -> str | None:
        """Base of `word`, if it is one of `forms` of a verb and no base form itself."""
        if self.is_verb(word, Form.BASE):
            return None
        for form in forms:
            for verb in self.verbs(word, form):
                return verb.base
        return None
