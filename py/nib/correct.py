"""Correction: what is wrong in a text, with a fix and a reason for each.

In: a text, whose it is (own words, kind of English), where the caret is. Out: types.Correction.
Sentence by sentence: rules.py and candidates.py propose, the language model (if loaded) scores,
rank.py decides, explain.py says why. Answers are kept by sentence: typing costs one.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import replace

from nib.candidates import CandidateFinder
from nib.dialects import Dialect, Spellings, Writer, other_spellings
from nib.dictionary import Dictionary
from nib.explain import reason
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

    def __init__(
        self,
        dictionary: Dictionary,
        language: LanguageModel | None = None,
        spellings: Spellings | None = None,
    ) -> None:
        self._dictionary = dictionary
        self._language = language
        self._finder = CandidateFinder(dictionary)
        self._spellings = spellings
        self._writer = Writer()
        self._computed = 0
        self._kept: OrderedDict[str, tuple[Finding, ...]] = OrderedDict()

    async def correct(
        self,
        text: str,
        dictionary: Collection[str] = (),
        caret: int | None = None,
        dialect: str = "any",
    ) -> Correction:
        """All edits of `text`; the word that touches `caret` (a code point) is left alone."""
        writer = self.writer(dictionary, dialect)
        if writer == self._writer:
            writer = self._writer
        else:
            self._writer = writer
            self._kept.clear()
        edits = []
        computed_before = self._computed
        for start, end in prose(text):
            if self._computed - computed_before >= _SENTENCES_A_TURN:
                computed_before = self._computed
                await asyncio.sleep(0)
            for finding in await self._findings(text[start:end], writer):
                edit = _edit(finding, text[start:end], start, writer.dialect)
                if caret is None or not edit.start <= caret <= edit.end:
                    edits.append(edit)
        return Correction(text, tuple(edits))

    def writer(self, dictionary: Collection[str], dialect: str) -> Writer:
        known = self._spellings.dialect(dialect) if self._spellings else None
        return Writer(frozenset(dictionary), known)

    async def _findings(self, sentence_text: str, writer: Writer) -> tuple[Finding, ...]:
        kept = self._kept.get(sentence_text)
        if kept is not None and writer is self._writer:
            self._kept.move_to_end(sentence_text)
            return kept
        self._computed += 1
        language = self._language
        found = tuple(await self._find(Sentence(sentence_text), writer))
        if writer is not self._writer or language is not self._language:
            return found  # found for a request that another one has overtaken: not kept
        self._kept[sentence_text] = found
        if len(self._kept) > _KEPT_SENTENCES:
            self._kept.popitem(last=False)
        return found

    async def _find(self, sentence: Sentence, writer: Writer) -> list[Finding]:
        if len(sentence.text) > _LONGEST_SENTENCE:
            return []
        if self._finder.is_foreign(sentence, writer):
            return []
        findings = apply_rules(sentence, self._dictionary)
        findings += self._finder.find(sentence, writer)
        findings = [*_as_written_by(writer, findings, sentence), *other_spellings(sentence, writer)]
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


def _as_written_by(
    writer: Writer, findings: list[Finding], sentence: Sentence
) -> Iterator[Finding]:
    """What is proposed, in the writer's kind of English; nothing that changes only that."""
    for finding in findings:
        old = sentence.text[finding.start : finding.end]
        new = writer.spelled(finding.replacement, old)
        if new == finding.replacement:
            yield finding
        elif new != old:
            yield replace(finding, replacement=new)


def _edit(finding: Finding, sentence: str, offset: int, dialect: Dialect | None) -> Edit:
    old = sentence[finding.start : finding.end]
    why = reason(
        finding.kind,
        old,
        finding.replacement,
        at_start=finding.start == 0,
        dialect=dialect.name if dialect else "",
    )
    return Edit(
        finding.start + offset,
        finding.end + offset,
        finding.replacement,
        finding.kind,
        why,
        finding.confidence or 0.0,
    )
