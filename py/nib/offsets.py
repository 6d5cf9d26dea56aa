"""Code point offsets <-> UTF-16 offsets of one text.

Python counts code points, the DOM counts UTF-16 units; they differ behind every character
above U+FFFF. One scan finds those; each offset then costs one bisection.
Offsets may come in any order. An offset inside a surrogate pair goes to the pair's start;
offsets outside the text are clamped to it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """Length of `text` in UTF-16 units."""
    return len(text) + len(_astral_indices(text))


def to_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Code point offsets into `text` as UTF-16 offsets."""
    astral = _astral_indices(text)
    clamped = (min(max(offset, 0), len(text)) for offset in offsets)
    return [offset + bisect_left(astral, offset) for offset in clamped]


def to_code_points(text: str, offsets_utf16: Iterable[int]) -> list[int]:
    """UTF-16 offsets into `text` as code point offsets."""
    low_surrogates = [index + rank + 1 for rank, index in enumerate(_astral_indices(text))]
    length_utf16 = len(text) + len(low_surrogates)
    clamped = (min(max(offset, 0), length_utf16) for offset in offsets_utf16)
    return [offset - bisect_right(low_surrogates, offset) for offset in clamped]


def _astral_indices(text: str) -> list[int]:
    if text.isascii():
        return []
    return [match.start() for match in _ASTRAL.finditer(text)]
