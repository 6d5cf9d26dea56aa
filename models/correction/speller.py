"""The speller used in tuning and measuring: the product's own dictionary, without context.

In: a word. Out: its corrections, best first; none for words of the dictionary, names and codes.
"""

from __future__ import annotations

from functools import lru_cache

from nib.confusions import CONTRACTIONS, PHRASES
from nib.dictionary import Dictionary
from nib.tagger_tags import like

from models.correction.places import ROOT


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    packed = ROOT / "models" / "dictionary" / "dictionary.bin.gz"
    return Dictionary(packed.read_bytes())


@lru_cache(maxsize=100_000)
def spell(word: str) -> tuple[str, ...]:
    """Corrections of a misspelt word, best first; none for what is a word, or no plain word."""
    lower = word.lower()
    if fixed := PHRASES.get(lower) or CONTRACTIONS.get(lower):
        return (like(word, fixed),)
    if not word.isalpha() or len(word) < 3 or dictionary().is_word(word) or word.isupper():
        return ()
    found = dictionary().suggest(lower)
    return tuple(like(word, fix) for fix, _ in found if "'" not in fix)
