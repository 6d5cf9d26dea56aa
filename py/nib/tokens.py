"""A sentence as tokens, with a mark on those that correction must leave alone.

In: the text of one sentence. Out: words, numbers and punctuation with their ranges in it.
Left alone: URLs, e-mail, @handles, #tags, code, paths, flags, camelCase, snake_case, words with
digits. Every check is linear in the length of a chunk (what stands between white space).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_CHUNK = re.compile(r"\S+")
_TOKEN = re.compile(
    r"(?P<word>[^\W_][\u0300-\u036f]*+(?:['’]?[^\W_][\u0300-\u036f]*+)*+)"
    r"|(?P<mark>[.!?…]+|[^\w\s]|_)"
)
_CODE_CHARS = frozenset("@#\\_={}<>|~^`$&*+[]%§©®™°•→")
_EDGE_CHARS = "*_\"'“”‘’()[],;:!?.…-–—&+$%~•<>|="
_EXTENSION_LIST = """com org net io edu gov uk de fr eu app dev ai co me info py js ts md txt pdf
 png jpg jpeg gif html css json yaml yml toml csv xml zip gz exe doc docx xls xlsx ppt pptx sh rs
 go java cpp h c rb php sql log cfg ini mp3 mp4 svg ipynb tex"""
_EXTENSIONS = frozenset(_EXTENSION_LIST.split())


class TokenKind(Enum):
    WORD = auto()
    NUMBER = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """text[start:end] of the sentence; `lower` is folded, with a straight apostrophe."""

    text: str
    start: int
    end: int
    lower: str
    kind: TokenKind
    protected: bool

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.WORD and not self.protected


def tokenize(sentence: str) -> list[Token]:
    """All tokens of `sentence` in order; protected chunks are tokenized too, but marked."""
    tokens: list[Token] = []
    in_code = False
    for chunk in _CHUNK.finditer(sentence):
        text = chunk.group()
        opens_code = text.count("`") % 2 == 1
        protected = in_code or opens_code or _is_protected(text)
        tokens += _chunk_tokens(sentence, chunk.start(), chunk.end(), protected)
        in_code ^= opens_code
    return tokens


def _chunk_tokens(sentence: str, start: int, end: int, protected: bool) -> Iterator[Token]:
    for match in _TOKEN.finditer(sentence, start, end):
        text = match.group()
        if match.lastgroup == "mark":
            kind = TokenKind.MARK
        elif text[0].isdigit():
            kind = TokenKind.NUMBER
        else:
            kind = TokenKind.WORD
        odd = kind is TokenKind.WORD and _is_odd_word(text)
        lower = text.lower().replace("’", "'")
        yield Token(text, match.start(), match.end(), lower, kind, protected or odd)


def _is_odd_word(word: str) -> bool:
    """camelCase, iPhone, words with digits, words out of other scripts."""
    if any(char.isdigit() for char in word):
        return True
    if word.islower() or (word[0].isupper() and word[1:].islower()) or word.isupper():
        return not word.isascii() and any(char > "\u024f" and char != "’" for char in word)
    rest = word[1:].replace("'", "").replace("’", "")
    return not (rest.islower() and rest.isalpha())


def _is_protected(chunk: str) -> bool:
    """Is this run of non-spaces an address, a path, a file name, code or a tag?"""
    if "://" in chunk or chunk.lower().startswith(("www.", "http")):
        return True
    core = chunk.strip(_EDGE_CHARS)
    if not core:
        return not set(chunk) <= set(".,;!?…")
    if chunk[0] in "/\\@#$<{" or "//" in core or core.count("/") > 1 or chunk.startswith("--"):
        return True
    if not _CODE_CHARS.isdisjoint(core) or "()" in chunk or "::" in core or "->" in core:
        return True
    return any(_is_file_or_domain(part) for part in core.replace(";", ",").split(","))


def _is_file_or_domain(core: str) -> bool:
    head, dot, tail = core.rpartition(".")
    if not dot or not head:
        return False
    tail = tail.split("/")[0].split("'")[0].split("’")[0]
    if tail.lower() in _EXTENSIONS and tail.islower():
        return True
    return "." in head and "..." not in core  # U.S., e.g, a.b.c
