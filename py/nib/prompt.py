"""What the language model is given: where the text before the caret is cut, what stands above it.

In: the text before the caret, what is near it. Out: the prompt, split into what is given as it is
and the typed beginning of a word that has to be spelled again. A start that moved with every key
would lose the key/value cache, so it stays where it was for the last key while that is near enough.
"""

from __future__ import annotations

from nib.segment import sentences

CONTEXT_UNITS = 220  # characters of context at the start: some 50 tokens
MAX_CONTEXT_UNITS = 480  # where the context is cut anew, and its cache lost
NEAR_UNITS = 240  # of what stands around the text
HEADING_UNITS = 80
KEPT_ANCHORS = 4
ANCHOR_UNITS = 40


class Prompts:
    """Remembers where prompts began."""

    def __init__(self) -> None:
        self._anchors: list[str] = []

    def of(self, before: str, near: str) -> str:
        """The part of `before` that the model is given; all of it, and what is near above it, as
        long as it is short: there the model knows least, and gains most (CARD.md)."""
        start = self._start(before)
        return before[start:] if before[:start].strip() else near + before[start:]

    def _start(self, before: str) -> int:
        for anchor in self._anchors:
            found = before.rfind(anchor)
            if found >= 0 and len(before) - found <= MAX_CONTEXT_UNITS:
                return found
        start = context_start(before)
        anchor = before[start : start + ANCHOR_UNITS]
        if len(anchor) == ANCHOR_UNITS:
            self._anchors = [anchor, *self._anchors][:KEPT_ANCHORS]
        return start


def nearby(title: str, label: str, after: str) -> str:
    """What stands above a short text: the page's title, the field's label, the text behind the
    caret, which may be the mail that is answered; a paragraph each."""
    headings = [" ".join(text.split())[:HEADING_UNITS] for text in (title, label)]
    rest = after.strip()[: NEAR_UNITS - sum(map(len, headings))]
    return "".join(f"{paragraph}\n\n" for paragraph in (*headings, rest) if paragraph)


def context_start(before: str) -> int:
    """The first sentence start within the last CONTEXT_UNITS, else the first word start."""
    earliest = max(0, len(before) - CONTEXT_UNITS)
    if earliest == 0:
        return len(before) - len(before.lstrip())
    near = before[earliest - 200 if earliest > 200 else 0 :]
    offset = len(before) - len(near)
    starts = [offset + start for start, _ in sentences(near)]
    inside = [start for start in starts if start >= earliest]
    if inside and len(before) - inside[0] >= CONTEXT_UNITS // 3:
        return inside[0]
    return before.find(" ", earliest) + 1


def split_typed(context: str) -> tuple[str, str]:
    """(what the model is given, what its tokens must spell again): cut before the last blank, as
    tokens carry the blank before a word."""
    cut = context.rfind(" ")
    if cut < 0 or "\n" in context[cut:]:
        cut = context.rfind("\n") + 1
        return context[:cut], context[cut:]
    return context[:cut], context[cut:]
