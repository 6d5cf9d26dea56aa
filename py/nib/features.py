"""The three features, each loaded on first need, kept, and dropped when its model fails.

In: the runtime. Out: what a feature gives. A feature that cannot be loaded leaves the
others alone; it is tried again after RETRY_S, not at every keystroke.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from nib import growing, loading
from nib.runtime.port import ModelError, Runtime
from nib.schedule import Shared
from nib.types import Completion, Correction, Sentiment, Wording

T = TypeVar("T")

RETRY_S = 30.0


class FeatureFailedError(Exception):
    """The feature's models could not be loaded a moment ago, and why."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.key)
        self.wording = wording


class Completer(Protocol):
    async def complete(
        self,
        before: str,
        after: str,
        *,
        min_confidence: float,
        near: str,
        length: str,
        mid_word: bool,
        dialect: str,
        on_part: Callable[[Completion], object],
    ) -> Completion:
        """on_part: told what can be shown before all of it is known."""
        ...


class Corrector(Protocol):
    """May get better: while `growth` is a future, await it (shielded) and ask again.

    `incomplete`: a part of it could not be loaded.
    """

    incomplete: bool

    @property
    def growth(self) -> asyncio.Future[None] | None: ...

    async def correct(
        self, text: str, dictionary: frozenset[str], caret: int | None, dialect: str
    ) -> Correction: ...


class Reader(Protocol):
    async def read(self, text: str) -> Sentiment: ...


@dataclass(frozen=True, slots=True)
class Loaders:
    """How each feature is made of the runtime."""

    complete: Callable[[Runtime], Awaitable[Completer]] = loading.load_completer
    correct: Callable[[Runtime], Awaitable[Corrector]] = growing.load_growing_corrector
    sentiment: Callable[[Runtime], Awaitable[Reader]] = loading.load_reader


class Features:
    def __init__(self, runtime: Runtime, loaders: Loaders | None = None) -> None:
        chosen = loaders or Loaders()
        self._slots: dict[str, _Slot] = {
            name: _Slot(runtime, getattr(chosen, name))
            for name in ("complete", "correct", "sentiment")
        }

    async def warm(self, names: Iterable[str], *, again: bool = False) -> None:
        """Load these, side by side; with `again`, what failed a moment ago as well. What cannot
        be loaded shows on the board, not here."""
        await asyncio.gather(*(self._warm(name, again) for name in names))

    async def _warm(self, name: str, again: bool) -> None:
        if again:
            self._slots[name].retry_now()
        with suppress(ModelError, FeatureFailedError):
            feature = await self._slots[name].get()
            while (growth := getattr(feature, "growth", None)) is not None:
                await asyncio.shield(growth)

    async def use(self, name: str, job: Callable[[Any], Awaitable[T]]) -> T:
        """`job` with the feature. A run that fails (the graphics device is lost) spoils what the
        feature keeps: it is loaded anew and the job done once more, then the error is told."""
        slot = self._slots[name]
        feature = await slot.get()
        try:
            return await job(feature)
        except ModelError:
            slot.forget()
            return await job(await slot.get())


class _Slot:
    """One feature: not loaded, loading, loaded, or failed until `_retry_at`."""

    def __init__(self, runtime: Runtime, load: Callable[[Runtime], Awaitable[Any]]) -> None:
        self._feature: Any = None
        self._failure: Wording | None = None
        self._retry_at = 0.0

        async def attempt() -> Any:
            self._failure = None
            try:
                self._feature = await load(runtime)
                gc.collect()
                gc.freeze()  # what it is made of never becomes garbage: not looked at again
                return self._feature
            except ModelError as error:
                self._failure = error.wording
                self._retry_at = time.monotonic() + RETRY_S
                raise

        self._shared: Shared[Any] = Shared(attempt)

    async def get(self) -> Any:
        if self._failure and time.monotonic() < self._retry_at:
            raise FeatureFailedError(self._failure)
        return await self._shared.get()

    def retry_now(self) -> None:
        self._retry_at = 0.0
        if getattr(self._feature, "incomplete", False):
            self.forget()

    def forget(self) -> None:
        self._shared.forget()
        self._feature = None
