"""Why an edit is proposed: one plain sentence for the card. No jargon, no blame.

In: the kind, what was written, what is proposed, the kind of English. Out: which sentence, as a
Wording: its words, in any language, are in the extension's messages; in English in english.py.
"""

from __future__ import annotations

from nib.types import Wording

#: Words that are taken for one another, by the one that is proposed: a sentence each.
_WORDS = {
    "its": "its",
    "it's": "it_is",
    "their": "their",
    "there": "there",
    "they're": "they_are",
    "your": "your",
    "you're": "you_are",
    "then": "then",
    "than": "than",
    "to": "to",
    "too": "too",
    "two": "two",
    "loose": "loose",
    "lose": "lose",
    "affect": "affect",
    "effect": "effect",
    "whose": "whose",
    "who's": "who_is",
    "have": "have",
    "off": "off",
}
#: A kind's sentence, and what fills its places. word: the first of what is proposed.
_KINDS: dict[str, tuple[str, ...]] = {
    "spelling": ("spelling", "old", "new"),
    "repeated": ("repeated", "word"),
    "article": ("article", "new"),
    "spacing": ("spacing",),
    "punctuation": ("punctuation",),
    "comma": ("comma_after", "word"),
    "capital": ("capital", "new"),
    "contraction": ("contraction", "new"),
    "confusion": ("confusion", "new", "old"),
    "agreement": ("agreement", "new"),
    "verb_form": ("verb_form", "new"),
    "noun_number": ("noun_number", "new"),
    "preposition": ("preposition", "new"),
}
_OTHER = ("other", "new")


def worded(sentence: str, *places: str, **texts: str) -> Wording:
    """The reason `sentence`; `places`: which of `texts` fill it."""
    return Wording(f"reason_{sentence}", tuple(texts[place] for place in places))


def reason(kind: str, old: str, new: str, at_start: bool = False, dialect: str = "") -> Wording:
    """Why `old` should be `new`. Unknown kinds get a general sentence."""
    if kind == "confusion" and new.lower() in _WORDS:
        return worded(_WORDS[new.lower()])
    if kind == "capital" and at_start and old.lower() == new.lower():
        return worded("sentence_start")
    if kind == "dialect":
        return worded(f"dialect_{dialect}", "new", new=new)
    if kind == "ise_ending":
        return worded(f"ise_{dialect}", "new", "old", new=new, old=old)
    word = new.partition(" ")[0].rstrip(",")
    return worded(*_KINDS.get(kind, _OTHER), old=old, new=new, word=word)
