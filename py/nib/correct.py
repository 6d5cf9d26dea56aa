"""Correction: what is wrong in a text, with a fix and a reason for each.

In: a text, the user's own words, where the caret is. Out: types.Correction. Sentence by sentence:
rules.py and candidates.py propose, the language model (if loaded) scores, rank.py decides,
explain.py says why. Answers are kept by sentence, so that typing costs one sentence.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterator

from nib.candidates import CandidateFinder
from nib.dictionary import Dictionary
from nib.explain import message
from nib.findings import Finding, Sentence
from nib.rank import LanguageModel, believed, model_gains
from nib.rules import apply_rules
from nib.segment import sentences
from nib.types import Correction, Edit

_KEPT_SENTENCES = 2000
_SENTENCES_A_TURN = 8  # computed before other requests get their turn
_LONGEST_SENTENCE = 2000  # characters; longer ones are no prose


class Corrector:
    """Without a language model only what is sure is corrected."""

    def __init__(self, dictionary: Dictionary, language: LanguageModel | None = None) -> None:
        self._dictionary = dictionary
        self._language = language
        self._finder = CandidateFinder(dictionary)
        self._own_words: frozenset[str] = frozenset()
        self._computed = 0
        self._kept: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()

    async def correct(
        self, text: str, dictionary: Collection[str] = (), caret: int | None = None
    ) -> Correction:
        """All edits of `text`; the word that touches `caret` (a code point) is left alone."""
        own_words = frozenset(dictionary)
        if own_words != self._own_words:
            self._own_words = own_words
            self._kept.clear()
        edits = []
        computed_before = self._computed
        for start, end in prose(text):
            if self._computed - computed_before >= _SENTENCES_A_TURN:
                computed_before = self._computed
                await asyncio.sleep(0)
            for finding in await self._findings(text[start:end]):
                edit = _edit(finding, text[start:end], start)
                if caret is None or not edit.start <= caret <= edit.end:
                    edits.append(edit)
        return Correction(text, tuple(edits))

    async def _findings(self, sentence_text: str) -> tuple[Finding, ...]:
        kept = self._kept.get(sentence_text)
        if kept is not None:
            self._kept.move_to_end(sentence_text)
            return kept
        self._computed += 1
        own_words, language = self._own_words, self._language
        found = tuple(await self._find(Sentence(sentence_text)))
        if own_words is not self._own_words or language is not self._language:
            return found  # found for a request that another one has overtaken: not kept
        self._kept[sentence_text] = found
        if len(self._kept) > _KEPT_SENTENCES:
            self._kept.popitem(last=False)
        return found

    async def _find(self, sentence: Sentence) -> list[Finding]:
        if len(sentence.text) > _LONGEST_SENTENCE:
            return []
        if self._finder.is_foreign(sentence, self._own_words):
            return []
        findings = apply_rules(sentence, self._dictionary)
        findings += self._finder.find(sentence, self._own_words)
        if self._language is None:
            return believed(findings, [None] * len(findings))
        findings = await self._worth_asking(sentence, findings)
        return believed(findings, await model_gains(sentence.text, findings, self._language))

    async def _worth_asking(self, sentence: Sentence, findings: list[Finding]) -> list[Finding]:
        """The findings without those that the language model need not be asked about."""
        return findings


def prose(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the sentences that are the writer's own: no quoted mail, no fenced code."""
    in_fence = False
    for start, end in sentences(text):
        fences = text.count("```", start, end)
        if not in_fence and not fences and not text.startswith((">", "|"), start):
            yield start, end
        in_fence ^= fences % 2 == 1


def _edit(finding: Finding, sentence: str, offset: int) -> Edit:
    old = sentence[finding.start : finding.end]
    reason = message(finding.kind, old, finding.replacement, at_start=finding.start == 0)
    return Edit(
        finding.start + offset,
        finding.end + offset,
        finding.replacement,
        finding.kind,
        reason,
        finding.confidence or 0.0,
    )
