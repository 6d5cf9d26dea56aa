"""What can complete natively, each behind one small interface: Nib, its parts, and plain ways.

In: the text before the caret. Out: drafts: texts to show with the probability that they are right,
each longer than the last, so that any threshold can be tried afterwards. Cascade: all of Nib;
the same without phrases: the language model alone, healed and calibrated; greedy: the same graph
decoded plainly, its product of probabilities as confidence, or always so many words whatever it is;
n-gram: the phrases' table alone.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from nib.complete import MIN_SHOWN, Completer
from nib.completion_limits import may_complete, phrase_confidence
from nib.language import LanguageModel
from nib.mixture import AnyPhrases
from nib.vocabulary import begins_anew

TOKENS = 8
MAX_WORDS = 8
LEAST = 0.15  # of the drafts that are asked for: thresholds below it are not tried
SENTENCE_END = ".!?"

Draft = tuple[str, float]
Drafts = Callable[[str], Awaitable[Sequence[Draft]]]
SILENCE: Draft = ("", 0.0)


@dataclass(slots=True)
class System:
    """Drafts by place, asked once for each: replays at other thresholds meet most of them again.
    words: show always so many words, or as many as there are; None: as many as are sure enough."""

    ask: Drafts
    words: int | None = None
    known: dict[str, Sequence[Draft]] = field(default_factory=dict)

    async def drafts(self, before: str) -> Sequence[Draft]:
        """Shortest first."""
        if before not in self.known:
            self.known[before] = await self.ask(before)
        return self.known[before]

    async def shown(self, before: str, least: float) -> Draft:
        """The longest text that is sure enough, ("", 0) for silence."""
        found = await self.drafts(before)
        if self.words is not None:
            return found[: self.words][-1] if found else SILENCE
        sure = [draft for draft in found if draft[1] >= least]
        return sure[-1] if sure else SILENCE


def cascade(completer: Completer) -> System:
    async def drafts(before: str) -> Sequence[Draft]:
        if not may_complete(before, ""):
            return ()
        found = await completer.drafts(before, LEAST)
        return [(one.text, one.confidence) for one in found if len(one.text.strip()) >= MIN_SHOWN]

    return System(drafts)


def n_gram(phrases: AnyPhrases) -> System:
    async def drafts(before: str) -> Sequence[Draft]:
        if not may_complete(before, ""):
            return ()
        ways = phrases.ways_on(before, MAX_WORDS)
        found = []
        for way in ways:
            confidence = phrase_confidence(way.probability)
            if confidence < LEAST:
                break
            found.append((way.text, confidence))
        return [draft for draft in found if len(draft[0].strip()) >= MIN_SHOWN]

    return System(drafts)


def greedy(language: LanguageModel) -> System:
    """A draft a word. The blank before the caret is left to the model: its words begin with one."""

    async def drafts(before: str) -> Sequence[Draft]:
        ids = language.encode(before.rstrip(" "))
        text, logprob = "", 0.0
        found: list[Draft] = []
        for _ in range(TOKENS):
            best = await language.next_tokens(ids)
            piece = language.vocabulary.texts[best.ids[0]] or "\n"
            logprob += best.logprobs[0]
            if text.strip() and begins_anew(piece):
                found.append((_behind(before, text), math.exp(logprob)))
            if piece.startswith("\n") or text[-1:] in tuple(SENTENCE_END):
                break
            ids, text = (*ids, best.ids[0]), text + piece
        return found

    return System(drafts)


def _behind(before: str, text: str) -> str:
    return text.removeprefix(" ") if before.endswith(" ") else text
