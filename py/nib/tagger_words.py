"""Cut a sentence into the tokens the grammar tagger was trained on, with their places.

In: text. Out: (start, end) ranges of tokens: words, numbers, marks; clitics stand alone ("do"
"n't", "it" "'s"), hyphens too. It approximates spaCy's English tokens, which the training text has.
"""

from __future__ import annotations

import re

_CHUNK = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S. e.g.
    r"|(?:Mr|Mrs|Ms|Dr|St|vs|etc|a\.m|p\.m)\.(?=\s|$)"
    r"|[$€£]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])"
    r"|[^\W_]+(?:['’][^\W_]+)*|\.{2,}|--+|[^\s]",
)
_CLITIC = re.compile(r"(?i)(?:(?<=[^\W_])(n['’]t)|(['’](?:s|re|ve|ll|d|m)))$")
_CANNOT = re.compile(r"(?i)cannot$")


def tokens(text: str) -> list[tuple[int, int]]:
    """Ranges of the tokens of `text`, in order."""
    found: list[tuple[int, int]] = []
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        clitic = _CLITIC.search(match.group())
        if _CANNOT.match(match.group()):
            found += ((start, start + 3), (start + 3, end))
        elif clitic and clitic.start():
            found += ((start, start + clitic.start()), (start + clitic.start(), end))
        else:
            found.append((start, end))
    return found


def shape(word: str) -> int:
    """Capitals: 0 none or no letters, 1 the first letter, 2 all, 3 others."""
    if word == word.lower():
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[1:] == word[1:].lower() else 3
