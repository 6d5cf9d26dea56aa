"""What of a text may be learned: its sentences as runs of tokens, without all that looks like a
secret.

In: text that a person wrote. Out: Runs. Numbers of four digits and more, addresses, handles, words
with digits in them, what follows "password is", insults and whatever else is not prose end a run:
they are in none, and nothing is learned across them. Keeps nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nib.completion_limits import unwanted
from nib.phrases import NUMBER, fold
from nib.segment import sentences

LONGEST_WORD = 30
MOST_TOKENS = 120  # of one run
MOST_DIGITS = 3
MOST_HUMPS = 2  # capitals behind small letters: more look like a key
LEAST_LETTERS = 0.5

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,:]*|[.!?…]+|[^\w\s]")
_CHUNK = re.compile(r"\S+")
_NOT_PROSE = re.compile(r"://|\bwww\.|[@#_\\{}<>=|`~^*$%/]|\w[.:]\w")
_HUMP = re.compile(r"[^\W\d_A-Z][A-Z]")
_TOLD_SECRET = re.compile(
    r"\b(?:password|passwd|passcode|passphrase|pin|cvv|cvc|otp|pwd|secret|token|api key|iban|ssn"
    r"|login|username|user name)\b[^\w.!?]*(?:(?:is|was|to|are|as)\b|[:=\"“'-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """folded: how contexts spell it; start, end: in the text of the run."""

    written: str
    folded: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        return self.folded[0].isalpha()


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens of one sentence without a gap; opens: it begins where the sentence does."""

    text: str
    tokens: tuple[Token, ...]
    opens: bool


def runs(text: str) -> Iterator[Run]:
    """What may be learned, in order."""
    for start, end in sentences(text):
        for line in text[start:end].splitlines():
            sentence = line.strip()
            if sentence and not sentence.startswith((">", "|")) and _is_prose(sentence):
                yield from _safe_runs(sentence)


def may_learn(phrase: str) -> bool:
    """Whether all of a phrase is fit to be kept as it is: one run, no number, no unseen signs."""
    if not phrase.isprintable():
        return False
    found = list(_safe_runs(phrase))
    if len(found) != 1 or any(token.folded == NUMBER for token in found[0].tokens):
        return False
    return found[0].tokens[-1].end >= len(phrase.rstrip())


def _is_prose(sentence: str) -> bool:
    letters = sum(map(str.isalpha, sentence))
    shouted = letters > 4 and sentence.upper() == sentence
    return not shouted and letters >= LEAST_LETTERS * len(sentence.replace(" ", ""))


def _safe_runs(sentence: str) -> Iterator[Run]:
    told = _TOLD_SECRET.search(sentence)
    if told:
        sentence = sentence[: told.start()]
    tokens: list[Token] = []
    opens = True
    for chunk in _CHUNK.finditer(sentence):
        if _is_secret(chunk[0]):
            if tokens:
                yield Run(sentence, tuple(tokens), opens)
            tokens, opens = [], False
            continue
        for found in _TOKEN.finditer(sentence, chunk.start(), chunk.end()):
            tokens.append(Token(found[0], fold(found[0]), found.start(), found.end()))
        if len(tokens) > MOST_TOKENS:
            yield Run(sentence, tuple(tokens[:MOST_TOKENS]), opens)
            tokens, opens = [], False
    if tokens:
        yield Run(sentence, tuple(tokens), opens)


def _is_secret(chunk: str) -> bool:
    digits = sum(map(str.isdigit, chunk))
    letters = sum(map(str.isalpha, chunk))
    if digits > MOST_DIGITS or (digits and letters):
        return True
    if len(chunk) > LONGEST_WORD or _NOT_PROSE.search(chunk) or unwanted(chunk):
        return True
    return len(_HUMP.findall(chunk)) > MOST_HUMPS
