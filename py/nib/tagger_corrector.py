"""The corrector with the grammar tagger behind it: the same interface, one more reading.

In: a text, as for Corrector. Out: types.Correction. Rules, speller and language model go first; the
tagger reads what they leave, sentence by sentence, and what both change becomes one edit. Its
answers are kept by sentence, so that typing costs one sentence.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace

from nib.confusions import CONTRACTIONS, PHRASES
from nib.correct import Corrector, prose
from nib.dialects import Spellings, Writer
from nib.dictionary import Dictionary
from nib.findings import Finding, Sentence, match_case
from nib.rank import LanguageModel
from nib.tagger import Tagger
from nib.tagger_merge import apply, merge
from nib.types import Correction, Edit

_KEPT_SENTENCES = 2000
_SUSPICION = 0.05  # probability of an error, by the tagger, from which the language model is asked


class TaggedCorrector(Corrector):
    def __init__(
        self,
        dictionary: Dictionary,
        tagger: Tagger,
        language: LanguageModel | None = None,
        spellings: Spellings | None = None,
    ) -> None:
        super().__init__(dictionary, language, spellings)
        self._tagger = tagger
        self._read: OrderedDict[tuple[str, Writer], tuple[Edit, ...]] = OrderedDict()

    async def correct(
        self,
        text: str,
        dictionary: Collection[str] = (),
        caret: int | None = None,
        dialect: str = "any",
    ) -> Correction:
        """All edits of `text`; the word that touches `caret` (a code point) is left alone."""
        writer = self.writer(dictionary, dialect)
        first = (await super().correct(text, writer.own_words, dialect=dialect)).edits
        changed = apply(text, first)
        second: list[Edit] = []
        for start, end in prose(changed):
            found = await self._sentence(changed[start:end], writer)
            second += (replace(e, start=e.start + start, end=e.end + start) for e in found)
        edits = merge(text, first, second)
        if caret is not None:
            edits = [edit for edit in edits if not edit.start <= caret <= edit.end]
        return Correction(text, tuple(edits))

    async def _worth_asking(self, sentence: Sentence, findings: list[Finding]) -> list[Finding]:
        """Without word forms and confusions where the tagger sees nothing wrong: it is quicker."""
        if all(finding.sure or finding.kind == "spelling" for finding in findings):
            return findings
        suspicions = await self._tagger.suspicions(sentence.text)

        def suspicious(finding: Finding) -> bool:
            met = (w for start, end, w in suspicions if start < finding.end and finding.start < end)
            return max(met, default=1.0) >= _SUSPICION

        return [f for f in findings if f.sure or f.kind == "spelling" or suspicious(f)]

    async def _sentence(self, text: str, writer: Writer) -> tuple[Edit, ...]:
        key = (text, writer)
        kept = self._read.get(key)
        if kept is not None:
            self._read.move_to_end(key)
            return kept
        found = tuple(await self._tag(Sentence(text), writer))
        self._read[key] = found
        if len(self._read) > _KEPT_SENTENCES:
            self._read.popitem(last=False)
        return found

    async def _tag(self, sentence: Sentence, writer: Writer) -> list[Edit]:
        if self._finder.is_foreign(sentence, writer):
            return []
        protected = [token for token in sentence.tokens if token.protected]
        edits = await self._tagger.edits(
            sentence.text, self.spell, writer.own_words, self._language
        )
        clear: list[Edit] = []
        for told in edits:
            old = sentence.text[told.start : told.end]
            edit = replace(told, replacement=writer.spelled(told.replacement, old))
            if edit.replacement == old:  # it was nothing but the other spelling
                continue
            touched = any(edit.start < t.end and t.start < edit.end for t in protected)
            if not touched and (not clear or clear[-1].end <= edit.start):
                clear.append(edit)
        return clear

    def spell(self, word: str) -> tuple[str, ...]:
        """Corrections of a word the tagger holds for misspelt; none for words and codes."""
        lower = word.lower()
        fixed = PHRASES.get(lower) or CONTRACTIONS.get(lower)
        if fixed:
            return (match_case(fixed, word),)
        if not word.isalpha() or word.isupper() or len(word) < 3 or self._dictionary.is_word(word):
            return ()
        return tuple(match_case(fix, word) for fix, _ in self._dictionary.suggest(lower))
