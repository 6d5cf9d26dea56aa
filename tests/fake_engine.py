"""nib.engine over fake features, for unit tests: what is asked and what it sent.

In: requests as dictionaries. Out: replies as dictionaries. No runtime, no model.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

from nib.engine import Engine, StateChange
from nib.features import Loaders
from nib.runtime.port import Backend, Model, ModelError, Runtime, Tokenizer
from nib.types import (
    Completion,
    Correction,
    Edit,
    SentenceSentiment,
    Sentiment,
    SentimentSpan,
    Wording,
)


class NoRuntime:
    """A runtime that is asked for nothing: the fake features need none."""

    backend = Backend("fake", 1)

    async def load_model(self, name: str) -> Model:
        raise ModelError("none")

    async def load_tokenizer(self, name: str) -> Tokenizer:
        raise ModelError("none")

    async def read_data(self, name: str) -> bytes:
        raise ModelError("none")


class FakeFeatures:
    """All three features; `problem` is raised by every answer when set."""

    incomplete = False

    def __init__(self) -> None:
        self.growths: list[asyncio.Future[None]] = []  # of the corrector, to come
        self.carets: list[int | None] = []
        self.dialects: list[str] = []
        self.manners: list[tuple[str, bool, str]] = []
        self.problem: Exception | None = None
        self.problems: list[Exception] = []  # raised by one answer each
        self.load_problem: Exception | None = None
        self.loads: list[str] = []
        self.dictionaries: list[frozenset[str]] = []
        self.hold: asyncio.Event | None = None

    def loader(self, name: str) -> Callable[[Runtime], Coroutine[Any, Any, Any]]:
        async def load(_runtime: Runtime) -> Any:
            self.loads.append(name)
            if self.load_problem:
                raise self.load_problem
            return self

        return load

    @property
    def loaders(self) -> Loaders:
        return Loaders(*(self.loader(name) for name in ("complete", "correct", "sentiment")))

    async def _think(self) -> None:
        if self.hold:
            await self.hold.wait()
        if self.problems:
            raise self.problems.pop()
        if self.problem:
            raise self.problem

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
        await self._think()
        self.manners.append((length, mid_word, dialect))
        if near.startswith("Mail"):
            on_part(Completion(before, 0.9, tier="phrases"))
        return Completion(before + "|" + after, min_confidence)

    @property
    def growth(self) -> asyncio.Future[None] | None:
        return next((growth for growth in self.growths if not growth.done()), None)

    async def correct(
        self, text: str, dictionary: frozenset[str], caret: int | None, dialect: str
    ) -> Correction:
        await self._think()
        self.dialects.append(dialect)
        self.dictionaries.append(dictionary)
        self.carets.append(caret)
        end = len(text)
        return Correction(
            text, (Edit(end - 1, end, "!", "spelling", Wording("reason_other", ("!",)), 0.9),)
        )

    async def read(self, text: str) -> Sentiment:
        await self._think()
        end = len(text)
        whole = SentimentSpan(0, end, "positive", 0.8)
        word = SentimentSpan(end - 1, end, "positive", 0.7)
        return Sentiment(text, "positive", 0.8, (SentenceSentiment(whole, (word,)),))


class FakeBoard:
    def __init__(self) -> None:
        self.changes: dict[str, Any] = {}

    def report(self, change: StateChange) -> None:
        self.changes |= change

    def state(self) -> dict[str, Any]:
        return {"phase": "ready"}


class Bench:
    """An engine with its fakes, and what it sent."""

    def __init__(self) -> None:
        self.features = FakeFeatures()
        self.board = FakeBoard()
        self.sent: list[tuple[int, dict[str, Any]]] = []
        send = lambda port, reply: self.sent.append((port, json.loads(reply)))  # noqa: E731
        self.engine = Engine(NoRuntime(), send, self.board, self.features.loaders)

    async def ask(self, port: int = 1, **request: Any) -> dict[str, Any]:
        """One request's reply."""
        before = len(self.sent)
        self.engine.handle(port, json.dumps(request))
        await self.until(before + 1)
        return self.sent[before][1]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.sent) < count:
                await asyncio.sleep(0)


def on_bench(scenario: Callable[[Bench], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        await scenario(Bench())

    asyncio.run(run())
