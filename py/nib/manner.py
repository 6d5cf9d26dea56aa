"""How a writer wants ghost text: how far it goes, whether inside a word, in which English.

In: what completion found. Out: whether to look at all, whether a text is short enough, and the text
in the writer's kind of English. Pure; what to suggest is decided in complete.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nib.dialects import Dialect
from nib.types import Completion

#: "sentence" is as far as completion goes by itself.
LENGTHS = ("words", "clause", "sentence")
_MOST_WORDS = {"words": 2, "clause": 5}
_CONJUNCTIONS = """after although and because before but even how if nor once or provided since so
 than that though till unless until what whatever when whenever where whereas wherever whether which
 while who whom whose why yet"""
_CLAUSE_BEGINS = frozenset(_CONJUNCTIONS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TYPED = re.compile(r"[^\W\d_'’-]+\Z")
_IN_WORD = "'’-_"


@dataclass(frozen=True, slots=True)
class Manner:
    length: str = "sentence"
    mid_word: bool = True
    dialect: Dialect | None = None

    def may_begin(self, before: str) -> bool:
        """Whether ghost text may stand behind `before` at all."""
        last = before[-1:]
        return self.mid_word or not (last.isalnum() or (last and last in _IN_WORD))

    def most_words(self, otherwise: int) -> int:
        return _MOST_WORDS.get(self.length, otherwise)

    def holds(self, text: str) -> bool:
        """Whether `text`, whole words behind the caret, is no longer than wanted."""
        words = text.split()
        if len(words) > self.most_words(len(words)):
            return False
        begins = (word.lower() in _CLAUSE_BEGINS for word in words[1:])
        return self.length != "clause" or not any(begins)

    def spelled(self, before: str, found: Completion) -> Completion:
        """In the writer's English. What is typed stays: "organiz" goes on as it began."""
        dialect = self.dialect
        if dialect is None:
            return found
        typed = _TYPED.search(before)
        begun = typed.group() if typed else ""

        def respell(match: re.Match[str]) -> str:
            already = begun if match.start() == 0 else ""
            whole = dialect.respelt(already + match.group())
            fits = whole is not None and whole.startswith(already) and len(whole) > len(already)
            return whole[len(already) :] if whole is not None and fits else match.group()

        return replace(found, text=_WORD.sub(respell, found.text))
