"""The values that cross module borders: what the engine suggests, as frozen dataclasses.

Offsets are code points into the text that was given; offsets.py turns them into UTF-16 for the
browser at the border (engine.py). Nothing here computes anything but derived views.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Polarity = Literal["negative", "neutral", "positive"]
POLARITIES: tuple[Polarity, ...] = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence for people, not yet in anyone's language: its key in the extension's
    messages.json, and the texts that fill its places ($1, $2)."""

    key: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] by `replacement`.

    kind: a short machine name ("spelling", "agreement", "article", "capital", ...);
    reason: one plain sentence for the card; confidence: 0..1.
    """

    start: int
    end: int
    replacement: str
    kind: str
    reason: Wording
    confidence: float


@dataclass(frozen=True, slots=True)
class Correction:
    """All edits of one text: sorted by start, never overlapping."""

    text: str
    edits: tuple[Edit, ...]

    @property
    def corrected(self) -> str:
        """The text with every edit applied."""
        parts: list[str] = []
        cursor = 0
        for edit in self.edits:
            parts += (self.text[cursor : edit.start], edit.replacement)
            cursor = edit.end
        return "".join((*parts, self.text[cursor:]))


@dataclass(frozen=True, slots=True)
class SentimentSpan:
    """A sentence, word or phrase and its feeling. score: probability of `label`, 0..1."""

    start: int
    end: int
    label: Polarity
    score: float


@dataclass(frozen=True, slots=True)
class SentenceSentiment:
    """One sentence's own span, and the words in it that carry a feeling."""

    sentence: SentimentSpan
    spans: tuple[SentimentSpan, ...]


@dataclass(frozen=True, slots=True)
class Sentiment:
    """A text's sentences and, over all of them, one label with its probability."""

    text: str
    label: Polarity
    score: float
    sentences: tuple[SentenceSentiment, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """What to show behind the caret; text is "" where silence is better.

    confidence: probability (0..1) that the shown text is what the writer goes on to write;
    tier: who found it, the phrases alone or the language model with them.
    """

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    tier: Literal["phrases", "model"] = "model"
