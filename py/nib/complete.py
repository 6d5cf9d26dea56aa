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
CONTEXT_UNITS = 220  # characters of context at the start: some 50 tokens
MAX_CONTEXT_UNITS = 480  # where the context is cut anew, and its cache lost
KEPT_ANCHORS = 4
ANCHOR_UNITS = 40

SENTENCE_END = ".!?"
CLAUSE_END = ',;:()[]{}"“”…—–/\\|<>=+*&^%$#@~`'


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
    ) -> Completion:
        """What to show. min_confidence: 0..1, of the whole text shown; alternatives: how many
        other beginnings to name (each the likeliest word that starts with another token)."""
        if not may_complete(before, after):
            return SILENCE
        context = before[self._context_start(before) :]
        walk, first = await self._begin(context)
        drafts = await walk.drafts(first, min_confidence, max_words)
        sure = [draft for draft in drafts if draft.confidence >= min_confidence]
        if not sure or len(sure[-1].text.strip()) < MIN_SHOWN or stands_there(sure[-1].text, after):
            return SILENCE
        others = [await walk.other_word(first, rank) for rank in range(1, alternatives)]
        return Completion(sure[-1].text, sure[-1].confidence, tuple(filter(None, others)))

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
        if walk.choose(first, "") is None:
            walk = _Walk(self._language, self._language.encode(context), "", context)
            first = await walk.look()
        return walk, first

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
            step = self.choose(found, spelled)
            if step is None or self._stops_before(spelled, step[1]):
                break
            token_id, text, step_logprob = step
            logprob += step_logprob
            if confidence_of(math.exp(logprob)) < min_confidence:
                break  # more words only make it less sure
            spelled += text
            ids = (*ids, token_id)
            found = await self._language.next_tokens(ids)
            shown = spelled[len(self._typed) :]
            if not shown.strip():
                continue
            ending = self._ending(found)
            drafts.append(Draft(shown, confidence_of(math.exp(logprob) * ending)))
            if shown.rstrip()[-1] in SENTENCE_END or len(shown.split()) > max_words:
                break
        return drafts

    def choose(self, found: NextTokens, spelled: str) -> tuple[int, str, float] | None:
        """The next token, its text and log-probability; None where the model would end."""
        left = self._typed[len(spelled) :]
        if left:
            return self._spelling(found, left)
        token_id = found.ids[0]
        text = self._language.vocabulary.texts[token_id]
        return None if text is None else (token_id, text, found.logprobs[0])

    def _spelling(self, found: NextTokens, left: str) -> tuple[int, str, float] | None:
        """The likeliest token that spells what is left of the typed beginning, its probability
        among those that do. A part of it (" me" of " mee") counts only if no token has it all."""
        for spells in (str.startswith, lambda text, left: left.startswith(text)):
            fitting = [
                (token_id, text, logprob)
                for token_id, logprob in zip(found.ids, found.logprobs, strict=True)
                if (text := self._language.vocabulary.texts[token_id]) and spells(text, left)
            ]
            if fitting:
                token_id, text, logprob = fitting[0]
                return token_id, text, logprob - math.log(sum(math.exp(p) for *_, p in fitting))
        return None

    def _stops_before(self, spelled: str, text: str) -> bool:
        """Whether the next token may not be shown: another line, a clause's end, a number, a loop,
        or a word nobody wants to be offered."""
        new = (spelled + text)[len(self._typed) :]
        if any(letter in CLAUSE_END or letter == "\n" or letter.isdigit() for letter in new):
            return True
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

    async def other_word(self, first: NextTokens, rank: int) -> str:
        """The word that begins with the rank-th likeliest token; "" if there is none."""
        texts = self._language.vocabulary.texts
        fitting = [
            token_id
            for token_id in first.ids
            if (texts[token_id] or "").startswith(self._typed) and (texts[token_id] or "").strip()
        ]
        if rank >= len(fitting):
            return ""
        token_id = fitting[rank]
        spelled, ids = texts[token_id] or "", (*self._ids, token_id)
        for _ in range(6):
            found = await self._language.next_tokens(ids)
            text = texts[found.ids[0]]
            if begins_anew(text) or text is None or self._stops_before(spelled, text):
                break
            spelled, ids = spelled + text, (*ids, found.ids[0])
        return spelled[len(self._typed) :]


def begins_anew(text: str | None) -> bool:
    """Whether a token ends the word before it."""
    if text is None or not text:
        return True
    return not (text[0].isalnum() or text[0] in "'’-")
