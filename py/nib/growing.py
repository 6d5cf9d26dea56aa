"""A corrector that is there at once and grows: the rules, then the grammar tagger, then the
language model as a judge.

In: the runtime. Out: a features.Corrector. The tagger comes before the language model: it is a
sixth of its size and finds more. A part that cannot be loaded is left out (the runtime says which,
and why); a damaged dictionary raises ModelError. The command line has all or nothing instead.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

from nib.correct import Corrector
from nib.dialects import Spellings
from nib.dictionary import Dictionary
from nib.language import LanguageModel
from nib.loading import load_language, load_spellings
from nib.runtime.port import ModelError, Runtime
from nib.tagger import Tagger, load_tagger
from nib.tagger_corrector import TaggedCorrector
from nib.types import Correction
from nib.unfinished import without_last_stop

log = logging.getLogger(__name__)


class GrowingCorrector:
    """Needs a running event loop: the parts load in tasks of its own."""

    def __init__(
        self, dictionary: Dictionary, runtime: Runtime, spellings: Spellings | None = None
    ) -> None:
        self._dictionary = dictionary
        self._spellings = spellings
        self._runtime = runtime
        self._tagger: Tagger | None = None
        self._corrector = self._made(None)
        self.incomplete = False  # a part could not be loaded
        tagger = asyncio.ensure_future(self._add_tagger())
        self._steps = (tagger, asyncio.ensure_future(self._add_language(tagger)))

    @property
    def growth(self) -> asyncio.Future[None] | None:
        """Done when the next part is there or has failed; None when no more will come."""
        return next((step for step in self._steps if not step.done()), None)

    async def correct(
        self,
        text: str,
        dictionary: Collection[str] = (),
        caret: int | None = None,
        dialect: str = "any",
    ) -> Correction:
        """What the parts that are there find in one paragraph that may go on."""
        return without_last_stop(await self._corrector.correct(text, dictionary, caret, dialect))

    async def _add_tagger(self) -> None:
        try:
            self._tagger = await load_tagger(self._runtime)
        except ModelError as error:
            self._leave_out(error)
        else:
            self._corrector = self._made(None)

    async def _add_language(self, tagger: asyncio.Future[None]) -> None:
        await asyncio.wait([tagger])
        try:
            self._corrector = self._made(await load_language(self._runtime))
        except ModelError as error:
            self._leave_out(error)

    def _made(self, language: LanguageModel | None) -> Corrector:
        """A new one each time: what a smaller one still works out must not be kept by this."""
        if self._tagger is None:
            return Corrector(self._dictionary, language, self._spellings)
        return TaggedCorrector(self._dictionary, self._tagger, language, self._spellings)

    def _leave_out(self, error: ModelError) -> None:
        self.incomplete = True
        log.warning("nib.growing: corrections go on without a part: %s", error)


async def load_growing_corrector(runtime: Runtime) -> GrowingCorrector:
    """As soon as the word lists are read. Raises ModelError when that cannot be."""
    dictionary = Dictionary(await runtime.read_data("dictionary"))
    return GrowingCorrector(dictionary, runtime, await load_spellings(runtime))
