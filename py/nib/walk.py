"""Greedy decoding behind a typed beginning: the words that come next, one draft a word.

In: a prompt, what is typed of its last word, the language model, the phrases. Out: Drafts, each
one whole word longer than the last, as soon as it is known. Typed beginnings are healed: only
tokens that spell them again are let through. The phrases' guess travels with the first run of
the model and is verified in it: where the guess was right the next steps cost nothing.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from nib.completion_limits import confidence_of, repeats, unwanted
from nib.language import HEALING_K, TOP_K, Ids, LanguageModel, NextTokens
from nib.mixture import Hints, Mixture, likeliest, mixed
from nib.vocabulary import begins_anew

MAX_STEPS = 24  # tokens; eight words rarely take more than sixteen
MAX_WORD_TOKENS = 6
GUESSED_TOKENS = 3  # that travel along: each costs an eighth of a run more

SENTENCE_END = ".!?"
CLAUSE_END = ',;:()[]{}"“”…—–/\\|<>=+*&^%$#@~`'


@dataclass(frozen=True, slots=True)
class Draft:
    """Words behind the caret, and the probability that the writer goes on so."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Step:
    """One token that may be shown: its text and (mixed) log-probability."""

    token_id: int
    text: str
    logprob: float


class Walk:
    """From one prompt on. before: all text before the typed beginning; typed: that beginning with
    the blank before it; ids: the prompt's tokens up to there."""

    def __init__(
        self, language: LanguageModel, mixture: Mixture, ids: Ids, before: str, typed: str
    ) -> None:
        self._language = language
        self._mixture = mixture
        self._texts = language.vocabulary.texts
        self.ids = ids
        self._before = before
        self._typed = typed

    async def look(self, guess: str = "") -> NextTokens:
        """The first step's tokens; many, if a typed beginning has to be among them. guess: text
        that may come behind what is typed."""
        k = HEALING_K if self._typed.strip() else TOP_K
        guessed = self._language.tokens(self._typed + guess) if guess else []
        return await self._language.next_tokens(self.ids, k, tuple(guessed[:GUESSED_TOKENS]))

    async def drafts(self, first: NextTokens, least: float, max_words: int) -> AsyncIterator[Draft]:
        """Whole words, one more in each, for as long as the confidence `least` can be reached."""
        ids, word_start, found, spelled, logprob = self.ids, len(self.ids), first, "", 0.0
        begun = False
        for _ in range(MAX_STEPS):
            step = self.choose(found, spelled, ids[word_start:], begun=begun)
            if step is None:
                return
            logprob += step.logprob
            if confidence_of(math.exp(logprob)) < least:
                return  # more words only make it less sure
            if begins_anew(step.text):
                word_start = len(ids)
            ids, spelled = (*ids, step.token_id), spelled + step.text
            shown = spelled[len(self._typed) :]
            whole = bool(shown.strip()) and not shown[-1].isspace()
            if whole and not begun and self._language.known(ids) is None:
                # The phrases may know that it is a whole word: the first one need not wait for
                # another run of the model.
                ended = self._mixture.hints(self._before + spelled, ids[word_start:]).ended
                if ended is not None:
                    yield Draft(shown, confidence_of(math.exp(logprob) * ended))
            found = await self._language.next_tokens(ids)
            if whole:
                begun = True
                yield Draft(shown, confidence_of(math.exp(logprob) * self._ending(found)))
                if shown[-1] in SENTENCE_END or len(shown.split()) > max_words:
                    return

    def choose(
        self, found: NextTokens, spelled: str, word_tokens: Ids, *, begun: bool
    ) -> Step | None:
        """The next token. What may not be shown ends a text that has begun; before its first word
        it is passed over, so that the likeliest word that may be shown is weighed."""
        left = self._typed[len(spelled) :]
        if left:
            return self._spelling(found, spelled, left, word_tokens)
        hints = self._mixture.hints(self._before + spelled, word_tokens)
        ranked = likeliest(found, hints)
        return self._first_allowed(ranked[:1] if begun else ranked, spelled)

    def _spelling(
        self, found: NextTokens, spelled: str, left: str, word_tokens: Ids
    ) -> Step | None:
        """The likeliest token that spells what is left of the typed beginning, its probability
        among those that do. A part of it (" me" of " mee") counts only if no token has it all."""
        hints = self._mixture.hints(self._before + self._typed, word_tokens)
        for spells in (str.startswith, lambda text, left: left.startswith(text)):
            fitting = [
                (token_id, math.exp(logprob))
                for token_id, logprob in zip(found.ids, found.logprobs, strict=True)
                if (text := self._texts[token_id]) and spells(text, left)
            ]
            if fitting:
                total = sum(share for _, share in fitting)
                model = [(token_id, share / total) for token_id, share in fitting]
                fits = {
                    token_id: share
                    for token_id, share in hints.shares.items()
                    if spells(self._texts[token_id] or "", left)
                }
                return self._first_allowed(mixed(model, Hints(fits, hints.weight)), spelled)
        return None

    def _first_allowed(self, ranked: Sequence[tuple[int, float]], spelled: str) -> Step | None:
        for token_id, share in ranked:
            text = self._texts[token_id]
            if text and not self._stops_before(spelled, text):
                return Step(token_id, text, math.log(share))
        return None

    def _stops_before(self, spelled: str, text: str) -> bool:
        """Whether the next token may not be shown: another line, a clause's end, a number, a loop,
        or a word nobody wants to be offered."""
        new = (spelled + text)[len(self._typed) :]
        if any(letter in CLAUSE_END or letter == "\n" or letter.isdigit() for letter in new):
            return True
        if new.strip() and not any(map(str.isalpha, new)):
            return True  # a full stop alone is quicker typed
        near = self._before[-200:]
        so_far = near + spelled + text
        return repeats(so_far, len(near) + len(self._typed)) or unwanted(so_far)

    def _ending(self, found: NextTokens) -> float:
        """Probability that the word ends here: that the next token begins with no letter."""
        return sum(
            math.exp(logprob)
            for token_id, logprob in zip(found.ids, found.logprobs, strict=True)
            if begins_anew(self._texts[token_id])
        )

    async def other_words(self, first: NextTokens, shown: str, count: int) -> tuple[str, ...]:
        """Up to `count` other words that could stand first where `shown` does, likeliest first."""
        ids, found, spelled = self.ids, first, ""
        if count < 1:
            return ()
        while step := self.choose(found, spelled, ids[len(self.ids) :], begun=False):
            if len(spelled) + len(step.text) > len(self._typed):
                break
            ids, spelled = (*ids, step.token_id), spelled + step.text  # it spells what is typed
            found = await self._language.next_tokens(ids)
        words: list[str] = []
        for token_id in found.ids:
            word = await self._word(ids, spelled, token_id)
            if word and word not in words and not shown.startswith(word):
                words.append(word)
            if len(words) == count:
                break
        return tuple(words)

    async def _word(self, ids: Ids, spelled: str, token_id: int) -> str:
        """What a word that goes on with this token adds to the typed text; "" if none may."""
        text = self._texts[token_id]
        if not (spelled + (text or "")).startswith(self._typed):
            return ""
        for _ in range(MAX_WORD_TOKENS):
            if text is None or not text.strip() or self._stops_before(spelled, text):
                return ""
            ids, spelled = (*ids, token_id), spelled + text
            found = await self._language.next_tokens(ids)
            token_id = found.ids[0]
            text = self._texts[token_id]
            if begins_anew(text):
                return spelled[len(self._typed) :]
        return ""
