"""A patient writer types a text through a completer: who is asked when, and what it saves.

In: a text, and answers to what it asks. Out: a Session. The writer types letter by letter, takes a
suggestion with one key when all of it is what comes next, and types on otherwise. A suggestion
counts once however long it stands; while it is typed along nothing is asked, as in
extension/content/completer.ts. Pure: no engine, no clock, no threshold.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought. tier and first_tier: who found the whole and the first part."""

    text: str
    confidence: float
    full_ms: float  # to the final reply
    tier: str = "model"
    first_ms: float | None = None  # to the first reply that shows something; None: none did
    first_tier: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of a replay; right is None where the answer was silence."""

    before: str
    answer: Answer
    right: bool | None


@dataclass(slots=True)
class Session:
    """What happened while one text was typed."""

    kind: str
    letters: int
    keys: int = 0
    asked: list[Asked] = field(default_factory=list)


def is_right(shown: str, actual: str) -> bool:
    """Whether the writer wrote exactly this, up to the end of its last word."""
    following = actual[len(shown) :]
    return actual.startswith(shown) and not (shown[-1:].isalnum() and following[:1].isalnum())


class Writer:
    """Types one text: call next_place(), ask, hear(), until next_place() is None."""

    def __init__(self, text: str, kind: str = "") -> None:
        self.session = Session(kind, len(text))
        self._text = text
        self._at = 0
        self._standing = ""  # the text as it would be with what is suggested
        self._accepted = False

    def next_place(self) -> str | None:
        """Type on to where the engine is asked; what stands before the caret, None at the end."""
        while self._at < len(self._text):
            if not self._accepted:  # behind an accepted suggestion the engine is asked at once
                self._at += 1
                self.session.keys += 1
            self._accepted = False
            before = self._text[: self._at]
            along = self._standing.startswith(before) and len(self._standing) > len(before)
            if not along and self._at < len(self._text):
                self._standing = ""
                return before
        return None

    def hear(self, answer: Answer) -> None:
        """Take the answer to what stood at next_place()."""
        before, rest = self._text[: self._at], self._text[self._at :]
        right = is_right(answer.text, rest) if answer.text else None
        self.session.asked.append(Asked(before, answer, right))
        if right:
            self._at += len(answer.text)
            self.session.keys += 1
            self._accepted = True
        elif answer.text:
            self._standing = before + answer.text
