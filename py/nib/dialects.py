"""The kinds of English: how each writes a word, and what is written as another one does.

In: the bytes of dialects.txt.gz (models/dialects/recipe.py: sorted lines "word us uk ca au", "-"
where a word is right as it is) and which kind of English is wanted. Out: spellings, and findings of
one sentence. Capitals and possessives are kept; names are left alone. Nothing is a mistake here
that all kinds of English share: that is candidates.py's business.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nib.dictionary import find_line
from nib.findings import Finding, Sentence, match_case

#: "any" is no kind of its own: all spellings are right. With "_ize" endings in "-ize" are left and
#: written as they are: so writes who does not follow the rule "ise_ending".
DIALECTS = ("any", "us", "uk", "ca", "au", "uk_ize", "au_ize")
_COLUMNS = ("us", "uk", "ca", "au")
_OTHER_SPELLING, _ISE_ENDING = 0.9, 0.6  # confidences: "-ize" is no mistake in British English
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Spellings:
    """The table. Raises ValueError when the bytes are none."""

    def __init__(self, packed: bytes) -> None:
        try:
            self._lines = zlib.decompress(packed, wbits=31)
        except zlib.error as error:
            raise ValueError(f"no table of dialects: {error}") from error
        if not self._lines.startswith(b"\n") or not self._lines.endswith(b"\n"):
            raise ValueError("no table of dialects: it has no lines")

    def dialect(self, name: str) -> Dialect | None:
        """None for "any"."""
        column, ize, _ = name.partition("_ize")
        return Dialect(self, column, keeps_ize=bool(ize)) if column in _COLUMNS else None

    def spelling(self, lower: str, dialect: str) -> str | None:
        """How `dialect` writes `lower`; None where it stands as it should."""
        line = find_line(self._lines, lower, b" ")
        if line is None:
            return None
        found = line.decode().split(" ")[1 + _COLUMNS.index(dialect)]
        return None if found == "-" else found


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of English."""

    spellings: Spellings
    name: str  # "us", "uk", "ca" or "au"
    keeps_ize: bool = False

    def respelt(self, word: str) -> str | None:
        """`word` as this dialect writes it, with its capitals; None where it does already."""
        stem, possessive = word, ""
        if word.lower().endswith(("'s", "’s")):
            stem, possessive = word[:-2], word[-2:]
        found = self.spellings.spelling(stem.lower(), self.name)
        if found and self.keeps_ize:
            found = _with_ize(stem.lower(), found)
        return match_case(found, stem) + possessive if found else None

    def kind(self, old: str, new: str) -> str:
        """The rule by which `old` becomes `new`: "-ise" for "-ize" is one of its own."""
        only_ise = self.name in ("uk", "au") and old.lower().replace("iz", "is") == new.lower()
        return "ise_ending" if only_ise else "dialect"


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose text it is: words that are never wrong, and the kind of English; None for any."""

    own_words: frozenset[str] = frozenset()
    dialect: Dialect | None = None

    def knows(self, word: str) -> bool:
        return word in self.own_words or word.lower().replace("’", "'") in self.own_words

    def spelled(self, proposed: str, written: str = "") -> str:
        """`proposed` as this writer would spell it. Words of `written` are the writer's own."""
        if self.dialect is None:
            return proposed
        dialect, own = self.dialect, set(_WORD.findall(written))

        def respell(match: re.Match[str]) -> str:
            word = match.group()
            kept = word in own or self.knows(word)
            return word if kept else dialect.respelt(word) or word

        return _WORD.sub(respell, proposed)


def _with_ize(old: str, new: str) -> str | None:
    """`new` with the "-ize" that `old` has; None where nothing else was new."""
    _, ize, end = old.rpartition("iz")
    if ize and new.endswith("is" + end):
        new = new.removesuffix("is" + end) + "iz" + end
    return None if new == old else new


def other_spellings(sentence: Sentence, writer: Writer) -> Iterator[Finding]:
    """What `sentence` writes as another kind of English does."""
    if writer.dialect is None:
        return
    titled = sentence.text.istitle()
    for i, token in enumerate(sentence.tokens):
        name = token.text[0].isupper() and (i > 0 or titled or _name_follows(sentence))
        if not token.is_word or name or writer.knows(token.text):
            continue
        new = writer.dialect.respelt(token.text)
        if new is None:
            continue
        kind = writer.dialect.kind(token.text, new)
        sure = _ISE_ENDING if kind == "ise_ending" else _OTHER_SPELLING
        yield Finding(token.start, token.end, new, kind, sure)


def _name_follows(sentence: Sentence) -> bool:
    """Is the first word part of a name ("Centre Court", "Labour's Smith")?"""
    return len(sentence.tokens) > 1 and sentence.tokens[1].text[0].isupper()


def unlike(suggestions: Collection[tuple[str, float]], writer: Writer) -> list[tuple[str, float]]:
    """Suggestions, best first, as the writer spells them: two spellings of one become one."""
    best: dict[str, float] = {}
    for word, cost in suggestions:
        best.setdefault(writer.spelled(word), cost)
    return list(best.items())
