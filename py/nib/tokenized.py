"""Space-separated tokens, as public test sets have them, to text and back.

In: a line such as "He do n't know , does he ?". Out: the text "He don't know, does he?" with the
range of each token in it, and, with the edits of that text, a line of tokens again. Tokens that no
edit touches come back exactly as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nib.types import Edit

_LEFT_LIST = """, . ; : ! ? ) ] } % '' ” ’ ... … n't n’t 's 're 've 'll 'd 'm
 ’s ’re ’ve ’ll ’d ’m"""
_RIGHT_LIST = "( [ { $ £ € `` “ ‘ #"
_GLUED_LEFT = frozenset(_LEFT_LIST.split())
_GLUED_RIGHT = frozenset(_RIGHT_LIST.split())
_PLAIN = {"``": '"', "''": '"'}
_DOTS = re.compile(r"[.!?,]{2,}$")
_CONTRACTED = re.compile(r"^(\w+)(n['’]t)$|^(\w+)(['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_CANNOT = re.compile(r"^(can)(not)$", re.IGNORECASE)
_OPENING, _CLOSING = '(["“‘', ',.;:!?)]"”'


@dataclass(frozen=True, slots=True)
class TokenizedText:
    """text[start:end] of ranges[i] is tokens[i] (quotes as people type them)."""

    text: str
    tokens: tuple[str, ...]
    ranges: tuple[tuple[int, int], ...]


def detokenize(line: str) -> TokenizedText:
    """`line` as a person would type it."""
    tokens = tuple(line.split())
    parts: list[str] = []
    ranges: list[tuple[int, int]] = []
    length = 0
    glue_next = True
    open_quotes: set[str] = set()
    for i, token in enumerate(tokens):
        glued_left, glued_right = _glue(tokens, i, open_quotes)
        if not (glue_next or glued_left):
            parts.append(" ")
            length += 1
        shown = _PLAIN.get(token, token)
        parts.append(shown)
        ranges.append((length, length + len(shown)))
        length += len(shown)
        glue_next = glued_right
    return TokenizedText("".join(parts), tokens, tuple(ranges))


def _glue(tokens: tuple[str, ...], i: int, open_quotes: set[str]) -> tuple[bool, bool]:
    """Does token `i` stick to the one before it, and to the one behind it?"""
    token = tokens[i]
    if token in ('"', "'"):
        owner = token == "'" and token not in open_quotes and i and tokens[i - 1].endswith("s")
        if token in open_quotes or owner:
            open_quotes.discard(token)
            return True, False
        open_quotes.add(token)
        return False, True
    lower = token.lower()
    return lower in _GLUED_LEFT or bool(_DOTS.match(token)), token in _GLUED_RIGHT


def retokenize(source: TokenizedText, edits: Iterable[Edit]) -> str:
    """The line of tokens in which `edits` of source.text are applied."""
    groups: list[tuple[int, int, list[Edit]]] = []  # first token, end token, edits
    for edit in sorted(edits, key=lambda edit: edit.start):
        first, end = _tokens_of(source, edit)
        if first == end:
            continue
        if groups and first < groups[-1][1]:
            last_first, last_end, members = groups.pop()
            groups.append((last_first, max(last_end, end), [*members, edit]))
        else:
            groups.append((first, end, [edit]))
    line: list[str] = []
    cursor = 0
    for first, end, members in groups:
        line += source.tokens[cursor:first]
        line += _split(_edited(source, first, end, members))
        cursor = end
    return " ".join((*line, *source.tokens[cursor:]))


def _tokens_of(source: TokenizedText, edit: Edit) -> tuple[int, int]:
    """Indices of the tokens that the edit touches."""
    touched = [
        i
        for i, (start, end) in enumerate(source.ranges)
        if start < max(edit.end, edit.start + 1) and edit.start < end
    ]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _edited(source: TokenizedText, first: int, end: int, edits: list[Edit]) -> str:
    start = source.ranges[first][0]
    piece = source.text[start : source.ranges[end - 1][1]]
    for edit in reversed(edits):
        low, high = max(edit.start - start, 0), max(edit.end - start, 0)
        piece = piece[:low] + edit.replacement + piece[high:]
    return piece


def _split(text: str) -> list[str]:
    """Tokens of a short stretch of corrected text."""
    tokens: list[str] = []
    for word in text.split():
        head = word.lstrip(_OPENING)
        core = head.rstrip(_CLOSING)
        if not core or "." in core:  # dots alone, U.S.
            tokens.append(word)
            continue
        tokens += word[: len(word) - len(head)]
        contracted = _CONTRACTED.match(core) or _CANNOT.match(core)
        tokens += [part for part in contracted.groups() if part] if contracted else [core]
        after = head[len(core) :]
        tokens += [after] if after.strip(".") == "" else list(after)
    return [token for token in tokens if token]
