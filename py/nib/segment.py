"""Where sentences and words begin and end: code point ranges into the text.

Rules only, standard library only, one pass over the text (both twins share it). A line break
ends a sentence unless the text is hard-wrapped; a full stop does not end one behind an
abbreviation, an initial, a list number, or three dots that run on in lower case.
It does not know languages other than by their punctuation.
"""

from __future__ import annotations

import re

# Behind a title a full stop never ends a sentence: a name or a number follows.
_TITLE_LIST = """mr mrs ms mx dr prof st jr gen col capt lt sgt rev hon gov sen rep pres mt vs
 fig figs eq nos pp eds cf viz approx ca al"""
# Behind these it ends one only when a capital follows.
_ABBREVIATION_LIST = """etc inc ltd co corp dept est jan feb apr jun jul aug sep sept oct nov dec
 tue tues thu thur thurs fri ave blvd rd hwy apt bldg tel ext incl excl min ch vol ed
 e.g i.e a.m p.m u.s u.k u.n e.u ph.d b.a m.a d.c eg ie"""
_TITLES = frozenset(_TITLE_LIST.split())
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]*_]*+(?=\s|$)|[。！？]++[」』”’)]*+")
_TOKEN_BEFORE = re.compile(r"[^\s(\[\"“‘']{1,20}\Z")
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*+(?:['’]?[^\W_][\u0300-\u036f]*+)*+")
_WRAPPED_LINE = 50  # a line this long that runs on in lower case was broken by a mailer


def sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of `text`, in order, without surrounding white space."""
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        cursor = start
        for match in _END.finditer(text, start, end):
            if _ends_sentence(text, match.start(), match.end(), start, end):
                _append_trimmed(found, text, cursor, match.end())
                cursor = match.end()
        _append_trimmed(found, text, cursor, end)
    return found


def words(text: str) -> list[tuple[int, int]]:
    """Ranges of the words of `text`: letters and digits, with apostrophes inside ("don't")."""
    return [match.span() for match in _WORD.finditer(text)]


def _blocks(text: str) -> list[tuple[int, int]]:
    """Lines, with hard-wrapped ones joined to the line they continue."""
    blocks: list[tuple[int, int]] = []
    cursor = 0
    for line in text.splitlines(keepends=True):
        start, end = cursor, cursor + len(line)
        cursor = end
        if blocks and _continues(text, *blocks[-1], start, end):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _continues(text: str, last_start: int, last_end: int, start: int, end: int) -> bool:
    """Does the line at `start` go on with the sentence of the block before it?"""
    if not text[start:end][:1].islower():
        return False
    line_start = max(last_start, text.rfind("\n", last_start, last_end - 1) + 1)
    line = text[line_start:last_end].rstrip()
    return len(line) >= _WRAPPED_LINE and (line[-1].isalnum() or line[-1] in ",;-–—'’\"”)")


def _ends_sentence(text: str, mark_start: int, mark_end: int, start: int, end: int) -> bool:
    """Whether the punctuation text[mark_start:mark_end] ends a sentence of the block."""
    marks = text[mark_start:mark_end]
    following = text[mark_end : min(mark_end + 40, end)].lstrip().lstrip("\"'“‘([«*_")
    if not following:
        return True
    lower_follows = following[0].islower()
    if marks[-1] in "\"'”’»)]" and lower_follows:
        return False  # “Really?” he said.
    if marks[0] == "…" or marks.startswith(".."):
        return not lower_follows
    if marks[0] != ".":
        return True
    return not _abbreviates(text, mark_start, start, lower_follows, following[0].isdigit())


def _abbreviates(text: str, dot: int, start: int, lower_follows: bool, digit_follows: bool) -> bool:
    """Is the full stop at `dot` part of an abbreviation, an initial or a list number?"""
    match = _TOKEN_BEFORE.search(text, max(start, dot - 20), dot)
    if not match:
        return False
    token = match.group()
    folded = token.casefold()
    if folded in _TITLES or (folded == "no" and digit_follows):
        return True
    if folded in _ABBREVIATIONS:
        return lower_follows or digit_follows
    if token.isdigit():  # "1. First item" at the start of a line
        return not text[start : match.start()].strip()
    if len(token) == 1:  # an initial ("J. Smith"), but "It was I." ends a sentence
        return token.isupper() and token != "I"
    return "." in token and lower_follows


def _append_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        found.append((first, first + len(stripped)))
