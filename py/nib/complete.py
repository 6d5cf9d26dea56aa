"""Ghost text: what to show behind the caret, and when to say nothing.

In: the text before and behind the caret. Out: a Completion of whole words, as long as its
confidence carries, or "". A cascade: the phrases answer at once where they are sure; then the
language model, mixed with them, gives its first word as soon as it has it, and goes on.
How words are found is in walk.py and mixture.py; what may not be shown in completion_limits.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

from nib.completion_limits import (
    SURE_AT_ONCE,
    may_complete,
    phrase_confidence,
    repeats,
    unwanted,
)
from nib.dialects import Spellings
from nib.language import LanguageModel, NextTokens
from nib.manner import Manner
from nib.mixture import Mixture
from nib.personal_prediction import PersonalPhrases
from nib.phrases import Phrases
from nib.prompt import Prompts, split_typed
from nib.types import Completion
from nib.walk import SENTENCE_END, Draft, Walk

SILENCE = Completion("", 0.0)
MAX_WORDS = 8
MIN_SHOWN = 2  # letters: a shorter offer is not worth a look
LEAST_GUESS = 0.15  # probability: a rarer guess does not pay for its place in the run
GUESSED_WORDS = 3
LEAST_PHRASE = 0.6  # probability: a whole phrase that is wrong is more to read

AS_EVER = Manner()

Show = Callable[[Completion], object]


class Completer:
    """Completes one text at a time."""

    def __init__(
        self,
        language: LanguageModel,
        phrases: Phrases | PersonalPhrases | None = None,
        spellings: Spellings | None = None,
    ) -> None:
        self._language = language
        self._spellings = spellings
        self._phrases = phrases
        self._mixture = Mixture(phrases, language.tokens)
        self._prompts = Prompts()

    async def complete(
        self,
        before: str,
        after: str,
        *,
        min_confidence: float,
        max_words: int = MAX_WORDS,
        alternatives: int = 0,
        always: bool = False,
        near: str = "",
        length: str = "sentence",
        mid_word: bool = True,
        dialect: str = "any",
        on_part: Show = lambda part: None,
    ) -> Completion:
        """What to show. min_confidence: 0..1, of the whole text shown; alternatives: how many
        beginnings in all, the shown one and others of one word each; always: say something even
        where it is better to be silent (the command line's --always); near: what stands around
        the text (prompt.nearby); length, mid_word, dialect: manner.py; on_part is told what can be
        shown before all of it is known."""
        spelling = self._spellings.dialect(dialect) if self._spellings else None
        manner = Manner(length, mid_word, spelling)
        if not always and not (may_complete(before, after) and manner.may_begin(before)):
            return SILENCE
        least = 0.0 if always else min_confidence
        words = min(max_words, manner.most_words(max_words + 1) - 1)  # a walk goes one beyond

        parts = _Parts(on_part, "" if always else after, 1 if always else MIN_SHOWN, manner, before)
        phrase = self.own_phrase(before, least, manner)
        if phrase.text and not always and parts.show(phrase):
            return phrase
        parts.show(self.at_once(before, least, manner))
        walk, first = await self._begin(before, near)
        shown = await self._grow(walk.drafts(first, least, words), least, parts)
        if always and not shown.text:  # the typed beginning could not be healed to its end
            walk, first = await self._behind(before, near)
            shown = await self._grow(walk.drafts(first, least, words), least, parts)
        if not shown.text or alternatives < 2:
            return shown
        others = await walk.other_words(first, shown.text, alternatives - 1)
        return Completion(shown.text, shown.confidence, others)

    def at_once(self, before: str, least: float, manner: Manner = AS_EVER) -> Completion:
        """What the phrases alone are sure of, without the model."""
        shown = SILENCE
        for way in self._phrases.ways_on(before, MAX_WORDS) if self._phrases else ():
            confidence = phrase_confidence(way.probability)
            whole = before[-200:] + way.text
            if confidence < max(least, SURE_AT_ONCE) or unwanted(whole):
                break
            if not manner.holds(way.text):
                break
            if repeats(whole, len(whole) - len(way.text)):
                break
            shown = Completion(way.text, confidence, tier="phrases")
        return shown

    def own_phrase(self, before: str, least: float, manner: Manner = AS_EVER) -> Completion:
        """The rest of a phrase that the person writes often, or the organisation gave; as much of
        it as is wanted."""
        if not isinstance(self._phrases, PersonalPhrases):
            return SILENCE
        offer = self._phrases.phrase(before)
        if offer is None or offer.probability < max(least, LEAST_PHRASE):
            return SILENCE
        text = offer.text
        while text.strip() and not manner.holds(text):
            text = text[: len(text.rstrip()) - len(text.split()[-1])].rstrip()
        return manner.spelled(before, Completion(text, offer.probability, tier="phrases"))

    async def drafts(self, before: str, least: float) -> list[Draft]:
        """All runs of whole words from the first on, while `least` can be reached: calibration."""
        walk, first = await self._begin(before, "")
        return [draft async for draft in walk.drafts(first, least, MAX_WORDS)]

    @staticmethod
    async def _grow(drafts: AsyncIterator[Draft], least: float, parts: _Parts) -> Completion:
        """The longest draft that is sure enough; each shorter one is shown on the way."""
        shown = SILENCE
        async for draft in drafts:
            found = Completion(draft.text, draft.confidence)
            if not parts.manner.holds(found.text):
                break
            if found.confidence >= least and parts.show(found):
                shown = found
        return parts.manner.spelled(parts.before, shown)

    async def _begin(self, before: str, near: str) -> tuple[Walk, NextTokens]:
        """A walk behind the healed beginning of a word; where the model knows no such word,
        behind the tokens of the text as it stands."""
        head, typed = split_typed(self._prompts.of(before, near))
        ids = self._language.encode(head)
        walk = Walk(self._language, self._mixture, ids, before[: len(before) - len(typed)], typed)
        first = await walk.look(self._guess(before))
        if walk.choose(first, "", (), begun=False) is None:
            return await self._behind(before, near)
        return walk, first

    async def _behind(self, before: str, near: str) -> tuple[Walk, NextTokens]:
        """A walk behind the tokens of the text as it stands: nothing is healed."""
        ids = self._language.encode(self._prompts.of(before, near))
        walk = Walk(self._language, self._mixture, ids, before, "")
        return walk, await walk.look()

    def _guess(self, before: str) -> str:
        """What the phrases would say, for the model to verify in its first run."""
        guess = ""
        for way in self._phrases.ways_on(before, GUESSED_WORDS) if self._phrases else ():
            if way.probability < LEAST_GUESS:
                break
            guess = way.text
        return guess


class _Parts:
    """What is shown on the way. Text that is shown already does not shrink to grow again."""

    def __init__(
        self, show: Show, after: str, least_letters: int, manner: Manner, before: str
    ) -> None:
        self.manner = manner
        self.before = before
        self._show = show
        self._after = after
        self._least_letters = least_letters
        self._text = ""

    def show(self, found: Completion) -> bool:
        """Show it, unless it stands there already; False where it may not be shown at all."""
        part = self.manner.spelled(self.before, found)
        text = part.text.strip()
        if len(text) < self._least_letters or stands_there(text, self._after):
            return False
        if not self._text.startswith(part.text):
            self._text = part.text
            self._show(part)
        return True


def stands_there(text: str, after: str) -> bool:
    """Whether the text behind the caret already says it."""
    return after.strip().startswith(text.strip().rstrip(SENTENCE_END))
