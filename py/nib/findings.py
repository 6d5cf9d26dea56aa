"""What the corrector's parts hand to one another: a sentence with its tokens, and a finding.

Offsets are code points into the sentence; correct.py moves them to the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nib.tokens import Token, tokenize


@dataclass(frozen=True, slots=True)
class Finding:
    """Replacing sentence[start:end] by `replacement` may be right.

    kind: as in types.Edit. confidence: 0..1 when no language model is asked ("sure" findings), else
    None: rank.py decides. evidence: natural-log odds that speak for it before the model is asked.
    """

    start: int
    end: int
    replacement: str
    kind: str
    confidence: float | None = None
    evidence: float = 0.0

    @property
    def sure(self) -> bool:
        return self.confidence is not None


@dataclass(frozen=True)
class Sentence:
    """One sentence of the text under correction."""

    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenize(self.text)

    @cached_property
    def ends_properly(self) -> bool:
        """Does it end in a full stop, question mark or the like?"""
        return self.text.rstrip("\"'”’)]*_ ").endswith((".", "!", "?", "…"))

    def gap(self, index: int) -> str:
        """What stands between token `index` and the next."""
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]

    def spaced(self, index: int) -> bool:
        """Are tokens `index` and `index` + 1 words with nothing but spaces between them?"""
        tokens = self.tokens
        if index < 0 or index + 1 >= len(tokens):
            return False
        gap = self.gap(index)
        return bool(gap) and not gap.strip() and tokens[index].is_word and tokens[index + 1].is_word


def match_case(replacement: str, original: str) -> str:
    """`replacement` with the capitals of `original`: "Dont" -> "Don't", "DONT" -> "DON'T"."""
    letters = original.replace("'", "").replace("’", "")
    if len(letters) > 1 and letters.isupper() and original != "I":
        return replacement.upper()
    if original[:1].isupper() and original != "I":
        return replacement[:1].upper() + replacement[1:]
    return replacement
