"""What might be wrong in a sentence: candidates that the ranking accepts or rejects.

In: a sentence, the dictionary, whose text it is. Out: findings, some sure (a well known
misspelling), most not. Here: misspelt words and words taken for others; word forms are in
agreement.py. A sentence whose words are mostly unknown is another language: nothing is said.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from nib.agreement import word_forms
from nib.confusions import (
    COMMON_CONFUSIONS,
    CONFUSIONS,
    CONTRACTIONS,
    PHRASES,
    PREPOSITIONS,
    UNCOUNTABLE,
)
from nib.dialects import Writer, unlike
from nib.dictionary import Dictionary
from nib.findings import Finding, Sentence, match_case
from nib.inflection import Form, Inflections
from nib.ngrams import fold, mark_frequency
from nib.spelling import MAX_COST, edit_cost
from nib.tokens import Token

SUGGESTIONS = 3  # spellings of one word that the ranking gets to see
_SURE_GAP = 3.0  # natural log by which the best spelling must beat the second
_SURE_COST = 4.6
_NEAR_COST, _NEAR_NAME_COST = 3.5, 1.5  # edit costs that speak for themselves (spelling.py)
_FAR_WEIGHT = 3.0  # natural log against a suggestion for each unit of cost beyond
_LEAST_EVIDENCE = -13.0  # not worth asking the model
# Natural log by which the neighbours must prefer the other word.
_GATES = {"confusion": 4.0, "preposition": 6.0}
_COMMON_MISTAKE = 5.0  # added for pairs that everybody mixes up
_COMMON_NAME = 2e-6
_UNKNOWN_SHARE = 0.4
# Two words written as one: both common, and the model must be surer than of other spellings.
_COMMON_HALF, _SHORTEST_JOINED, _JOINED_EVIDENCE = 1e-5, 5, -3.0


class CandidateFinder:
    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._inflections: Inflections | None = None

    @property
    def inflections(self) -> Inflections:
        if self._inflections is None:
            self._inflections = Inflections(self._dictionary)
        return self._inflections

    def is_foreign(self, sentence: Sentence, writer: Writer) -> bool:
        """Are so many words unknown that this is hardly English?"""
        words = [token for token in sentence.tokens if token.is_word]
        unknown = [token for token in words if not self._known(token, writer)]
        fixable = sum(bool(self._dictionary.known_fixes(token.lower)) for token in unknown)
        return len(unknown) - fixable > max(1, _UNKNOWN_SHARE * len(words))

    def find(self, sentence: Sentence, writer: Writer) -> list[Finding]:
        """All candidates of `sentence`; several may be for the same words."""
        return [
            *self._spellings(sentence, writer),
            *self._confusions(sentence),
            *word_forms(sentence, self.inflections),
        ]

    def _known(self, token: Token, writer: Writer) -> bool:
        if token.lower in CONTRACTIONS or token.lower in PHRASES:
            return True
        return self._dictionary.is_word(token.text) or writer.knows(token.text)

    def _spellings(self, sentence: Sentence, writer: Writer) -> Iterator[Finding]:
        for i, token in enumerate(sentence.tokens):
            if not token.is_word or len(token.text) < 3:
                continue
            if token.lower in UNCOUNTABLE and not token.text.istitle():
                replacement = match_case(UNCOUNTABLE[token.lower], token.text)
                yield Finding(token.start, token.end, replacement, "noun_number", None, 1.0)
            elif not self._known(token, writer):
                yield from self._fixes(sentence, i, writer)

    def _fixes(self, sentence: Sentence, i: int, writer: Writer) -> Iterator[Finding]:
        """Spellings of the unknown word at token `i`."""
        token = sentence.tokens[i]
        word, possessive = token.lower, ""
        if word.endswith("'s"):
            word, possessive = word[:-2], token.text[-2:]
        known_fixes = tuple(map(writer.spelled, self._dictionary.known_fixes(word)))
        name = self._dictionary.name_of(word)
        if name and token.text.islower() and not _touches_hyphen(sentence, i):
            common = self._dictionary.frequency(name) > _COMMON_NAME
            confidence = 0.85 if common else None
            yield Finding(token.start, token.end, name + possessive, "capital", confidence)
            if common:
                return  # of a rare name's letters another word is likelier ("yong": "young")
        begins = i == 0 and token.text.istitle() and not sentence.text.istitle()
        as_usual = token.text.islower() or begins
        guarded = not as_usual or _touches_hyphen(sentence, i) or len(word) < 4
        if token.text.isupper() or (guarded and not known_fixes):
            return
        if i and token.text.istitle() and (len(word) < 6 or _among_capitals(sentence, i)):
            return  # part of a name
        irregular = self._regularised(word)
        suggestions = [(form, 0.0) for form in irregular] or self._suggestions(word, writer)
        sure = bool(irregular) or _is_sure(suggestions, known_fixes)
        best = suggestions[0][1] if suggestions else 0.0
        for rank, (suggestion, cost) in enumerate(suggestions):
            evidence = best - cost - self._farness(word, suggestion, known_fixes, begins)
            if evidence < _LEAST_EVIDENCE and not irregular:
                continue
            yield Finding(
                token.start,
                token.end,
                self._spelled(suggestion, sentence, i) + possessive,
                "verb_form" if irregular else "spelling",
                0.9 if sure and rank == 0 else None,
                evidence,
            )
            if sure:
                return
        if halves := self._halves(word):
            replacement = self._spelled(halves, sentence, i) + possessive
            yield Finding(token.start, token.end, replacement, "spelling", None, _JOINED_EVIDENCE)

    def _suggestions(self, word: str, writer: Writer) -> list[tuple[str, float]]:
        """Two spellings of one word are one: the next word then gets its turn."""
        more = 1 if writer.dialect else 0
        return unlike(self._dictionary.suggest(word, SUGGESTIONS + more), writer)[:SUGGESTIONS]

    def _halves(self, word: str) -> str | None:
        """ "inorder" -> "in order": the commonest two words that `word` may be made of."""
        if len(word) < _SHORTEST_JOINED or not word.isalpha():
            return None
        best, found = 0.0, None
        for at in range(2, len(word) - 1):
            frequencies = [self._dictionary.frequency(half) for half in (word[:at], word[at:])]
            if min(frequencies) > _COMMON_HALF and (both := math.prod(frequencies)) > best:
                best, found = both, f"{word[:at]} {word[at:]}"
        return found

    def _farness(
        self, word: str, suggestion: str, known_fixes: tuple[str, ...], begins: bool
    ) -> float:
        """What speaks against a suggestion that is far from `word`, or replaces a likely name."""
        if suggestion in known_fixes:
            return 0.0
        cost = edit_cost(word, suggestion.lower())
        near = _NEAR_NAME_COST if begins else _NEAR_COST
        return _FAR_WEIGHT * max(0.0, (MAX_COST if cost is None else cost) - near)

    def _spelled(self, suggestion: str, sentence: Sentence, i: int) -> str:
        """The suggestion with the capitals of what it replaces, or of a sentence's first word."""
        if i == 0 and sentence.ends_properly:
            return suggestion[:1].upper() + suggestion[1:]
        return match_case(suggestion, sentence.tokens[i].text)

    def _regularised(self, word: str) -> list[str]:
        """ "goed" -> "went"."""
        if not word.endswith("ed"):
            return []
        stems = {word[:-2], word[:-1]} | ({word[:-3]} if word[-3:-2] == word[-4:-3] else set())
        for stem in stems:
            for verb in self.inflections.verbs(stem, Form.BASE):
                if verb.irregular and word != verb.participle:
                    return list(dict.fromkeys((verb.past, verb.participle)))
        return []

    def _confusions(self, sentence: Sentence) -> Iterator[Finding]:
        for i, token in enumerate(sentence.tokens):
            alternatives = [("confusion", other) for other in CONFUSIONS.get(token.lower, ())]
            alternatives += [("preposition", other) for other in PREPOSITIONS.get(token.lower, ())]
            if not alternatives or not token.is_word or _shouts(token):
                continue
            if _touches_hyphen(sentence, i) or (i and token.text.istitle()):
                continue
            here = self._fit(sentence, i, token.lower)
            for kind, other in alternatives:
                gain = self._fit(sentence, i, other) - here
                if (token.lower, other) in COMMON_CONFUSIONS:
                    gain += _COMMON_MISTAKE
                if gain > _GATES[kind]:
                    replacement = match_case(other, token.text)
                    yield Finding(token.start, token.end, replacement, kind, None, gain)

    def _fit(self, sentence: Sentence, i: int, word: str) -> float:
        """How well `word` fits in the place of token `i`."""
        tokens = sentence.tokens
        before = fold(tokens[i - 1].text) if i else "."
        after = fold(tokens[i + 1].text) if i + 1 < len(tokens) else "."
        frequencies = (self._frequency(before), self._frequency(word), self._frequency(after))
        return self._dictionary.ngrams.fit((before, word, after), frequencies)

    def _frequency(self, folded: str) -> float:
        mark = mark_frequency(folded)
        return self._dictionary.frequency(folded) if mark is None else mark


def _is_sure(suggestions: list[tuple[str, float]], known_fixes: tuple[str, ...]) -> bool:
    """Is the first suggestion so much better that no context is needed?"""
    if not suggestions:
        return False
    best, cost = suggestions[0]
    gap = suggestions[1][1] - cost if len(suggestions) > 1 else _SURE_GAP + 1
    if known_fixes and best == known_fixes[0]:
        return gap > _SURE_GAP
    return gap > _SURE_GAP + 1 and cost < -_SURE_COST


def _shouts(token: Token) -> bool:
    return token.text.isupper() and len(token.text) > 1


def _among_capitals(sentence: Sentence, i: int) -> bool:
    """Does a neighbour of token `i` begin with a capital as well?"""
    neighbours = sentence.tokens[max(0, i - 1) : i] + sentence.tokens[i + 1 : i + 2]
    return any(token.text[0].isupper() and token.start > 0 for token in neighbours)


def _touches_hyphen(sentence: Sentence, i: int) -> bool:
    token, text = sentence.tokens[i], sentence.text
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    return any(char in "-‐‑/&+'’_" for char in around)
