"""Ghost text: what to show behind the caret, and when to say nothing.

In: the text before and behind the caret. Out: a Completion of whole words, as long as the running
confidence carries, or "". Typed beginnings of words are healed: the last word is taken back and
only tokens that spell it again are let through. Knows the model only through LanguageModel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nib.completion_limits import confidence_of, may_complete, repeats, unwanted
from nib.language import HEALING_K, TOP_K, Ids, LanguageModel, NextTokens
from nib.segment import sentences
from nib.types import Completion

SILENCE = Completion("", 0.0)
MAX_WORDS = 8
MIN_SHOWN = 2  # letters: a shorter offer is not worth a look
MAX_STEPS = 24  # tokens; eight words rarely take more than sixteen
MAX_WORD_TOKENS = 6
CONTEXT_UNITS = 220  # characters of context at the start: some 50 tokens
MAX_CONTEXT_UNITS = 480  # where the context is cut anew, and its cache lost
KEPT_ANCHORS = 4
ANCHOR_UNITS = 40

SENTENCE_END = ".!?"
CLAUSE_END = ',;:()[]{}"“”…—–/\\|<>=+*&^%$#@~`'


Step = tuple[int, str, float]  # a token, its text and log-probability


@dataclass(frozen=True, slots=True)
class Draft:
    """Words behind the caret, and the probability that the writer goes on so."""

    text: str
    confidence: float


class Completer:
    """Completes one text at a time; keeps where contexts begin, so that their cache is reused."""

    def __init__(self, language: LanguageModel) -> None:
        self._language = language
        self._anchors: list[str] = []

    async def complete(
        self,
        before: str,
        after: str,
        *,
        min_confidence: float,
        max_words: int = MAX_WORDS,
        alternatives: int = 0,
        always: bool = False,
    ) -> Completion:
        """What to show. min_confidence: 0..1, of the whole text shown; alternatives: how many
        beginnings in all, the shown one and others of one word each; always: say something even
        where it is better to be silent (the command line's --always)."""
        if not always and not may_complete(before, after):
            return SILENCE
        context = before[self._context_start(before) :]
        walk, first = await self._begin(context)
        least = 0.0 if always else min_confidence
        drafts = await walk.drafts(first, least, max_words)
        if always and not drafts:  # the typed beginning could not be healed to its end
            walk, first = await self._behind(context)
            drafts = await walk.drafts(first, least, max_words)
        sure = [draft for draft in drafts if draft.confidence >= least]
        if not sure or stands_there(sure[-1].text, after):
            return SILENCE
        if not always and len(sure[-1].text.strip()) < MIN_SHOWN:
            return SILENCE
        others = await walk.other_words(first, sure[0].text, alternatives - 1)
        return Completion(sure[-1].text, sure[-1].confidence, others)

    async def drafts(self, before: str, least: float) -> list[Draft]:
        """All runs of whole words from the first on, while `least` can be reached: calibration."""
        walk, first = await self._begin(before[self._context_start(before) :])
        return await walk.drafts(first, least, MAX_WORDS)

    async def _begin(self, context: str) -> tuple[_Walk, NextTokens]:
        """A walk behind the healed beginning of a word; where the model knows no such word,
        behind the tokens of the text as it stands."""
        head, typed = split_typed(context)
        walk = _Walk(self._language, self._language.encode(head), typed, head)
        first = await walk.look()
        if walk.choose(first, "", begun=False) is None:
            return await self._behind(context)
        return walk, first

    async def _behind(self, context: str) -> tuple[_Walk, NextTokens]:
        """A walk behind the tokens of the text as it stands: nothing is healed."""
        walk = _Walk(self._language, self._language.encode(context), "", context)
        return walk, await walk.look()

    def _context_start(self, before: str) -> int:
        """Where the prompt begins: where it began for the last keystroke, while that is near
        enough; else at a sentence. A start that moved with every key would lose the cache."""
        for anchor in self._anchors:
            found = before.rfind(anchor)
            if found >= 0 and len(before) - found <= MAX_CONTEXT_UNITS:
                return found
        start = context_start(before)
        anchor = before[start : start + ANCHOR_UNITS]
        if len(anchor) == ANCHOR_UNITS:
            self._anchors = [anchor, *self._anchors][:KEPT_ANCHORS]
        return start


def stands_there(text: str, after: str) -> bool:
    """Whether the text behind the caret already says it."""
    return after.strip().startswith(text.strip().rstrip(SENTENCE_END))


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


class _Walk:
    """Greedy decoding from one prompt, behind a typed beginning."""

    def __init__(self, language: LanguageModel, ids: Ids, typed: str, head: str) -> None:
        self._language = language
        self._ids = ids
        self._typed = typed
        self._head = head

    async def look(self) -> NextTokens:
        """The first step's tokens; many, if a typed beginning has to be among them."""
        k = HEALING_K if self._typed.strip() else TOP_K
        return await self._language.next_tokens(self._ids, k)

    async def drafts(self, first: NextTokens, min_confidence: float, max_words: int) -> list[Draft]:
        """Whole words, one more in each, for as long as min_confidence can still be reached."""
        ids, found, spelled, logprob = self._ids, first, "", 0.0
        drafts: list[Draft] = []
        for _ in range(MAX_STEPS):
            step = self.choose(found, spelled, begun=bool(drafts))
            if step is None:
                break
            token_id, text, step_logprob = step
            logprob += step_logprob
            if confidence_of(math.exp(logprob)) < min_confidence:
                break  # more words only make it less sure
            spelled += text
            ids = (*ids, token_id)
            found = await self._language.next_tokens(ids)
            shown = spelled[len(self._typed) :]
            if not shown.strip() or shown[-1].isspace():
                continue  # a blank of its own: what follows decides
            ending = self._ending(found)
            drafts.append(Draft(shown, confidence_of(math.exp(logprob) * ending)))
            if shown[-1] in SENTENCE_END or len(shown.split()) > max_words:
                break
        return drafts

    def choose(self, found: NextTokens, spelled: str, *, begun: bool) -> Step | None:
        """The next token. What may not be shown ends a text that has begun; before its first word
        it is passed over, so that the likeliest word that may be shown is weighed."""
        left = self._typed[len(spelled) :]
        if left:
            return self._spelling(found, spelled, left)
        texts = self._language.vocabulary.texts
        for token_id, logprob in zip(found.ids, found.logprobs, strict=True):
            text = texts[token_id]
            if text is not None and not self._stops_before(spelled, text):
                return token_id, text, logprob
            if begun:
                return None
        return None

    def _spelling(self, found: NextTokens, spelled: str, left: str) -> Step | None:
        """The likeliest token that spells what is left of the typed beginning, its probability
        among those that do. A part of it (" me" of " mee") counts only if no token has it all."""
        for spells in (str.startswith, lambda text, left: left.startswith(text)):
            fitting = [
                (token_id, text, logprob)
                for token_id, logprob in zip(found.ids, found.logprobs, strict=True)
                if (text := self._language.vocabulary.texts[token_id]) and spells(text, left)
            ]
            if fitting:
                total = math.log(sum(math.exp(logprob) for *_, logprob in fitting))
                allowed = (step for step in fitting if not self._stops_before(spelled, step[1]))
                token_id, text, logprob = next(allowed, (-1, "", 0.0))
                return None if token_id < 0 else (token_id, text, logprob - total)
        return None

    def _stops_before(self, spelled: str, text: str) -> bool:
        """Whether the next token may not be shown: another line, a clause's end, a number, a loop,
        or a word nobody wants to be offered."""
        new = (spelled + text)[len(self._typed) :]
        if any(letter in CLAUSE_END or letter == "\n" or letter.isdigit() for letter in new):
            return True
        if new.strip() and not any(map(str.isalpha, new)):
            return True  # a full stop alone is quicker typed
        so_far = self._head + spelled + text
        return repeats(so_far, len(self._head) + len(self._typed)) or unwanted(so_far)

    def _ending(self, found: NextTokens) -> float:
        """Probability that the word ends here: that the next token begins with no letter."""
        texts = self._language.vocabulary.texts
        return sum(
            math.exp(logprob)
            for token_id, logprob in zip(found.ids, found.logprobs, strict=True)
            if begins_anew(texts[token_id])
        )

    async def other_words(self, first: NextTokens, shown: str, count: int) -> tuple[str, ...]:
        """Up to `count` other words that could stand first where `shown` does, likeliest first."""
        ids, found, spelled = self._ids, first, ""
        if count < 1:
            return ()
        while step := self.choose(found, spelled, begun=False):
            if len(spelled) + len(step[1]) > len(self._typed):
                break
            ids, spelled = (*ids, step[0]), spelled + step[1]  # it spells what is typed, no more
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
        texts = self._language.vocabulary.texts
        text = texts[token_id]
        if not (spelled + (text or "")).startswith(self._typed):
            return ""
        for _ in range(MAX_WORD_TOKENS):
            if text is None or not text.strip() or self._stops_before(spelled, text):
                return ""
            ids, spelled = (*ids, token_id), spelled + text
            found = await self._language.next_tokens(ids)
            token_id = found.ids[0]
            text = texts[token_id]
            if begins_anew(text):
                return spelled[len(self._typed) :]
        return ""


def begins_anew(text: str | None) -> bool:
    """Whether a token ends the word before it."""
    if text is None or not text:
        return True
    return not (text[0].isalnum() or text[0] in "'’-")
