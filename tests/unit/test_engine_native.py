"""nib.engine over the real models in CPython: turns, cancelling and damage, as users meet them."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from nib.engine import Engine, StateChange
from nib.runtime.native import NativeRuntime, default_models_dir

from tests.words import words_of

COMPLETE = {"kind": "complete", "before": "Once upon a ", "after": "", "min_confidence": 0.2}
#: Ten sentences the language model must judge, all different: no answer is kept from another.
LONG = " ".join(f"Person {number} have there own idea of it." for number in "abcdefghij")
CORRECT = {"kind": "correct", "text": LONG, "dictionary": []}
SENTIMENT = {"kind": "sentiment", "text": "I love it."}


class _NoBoard:
    def report(self, change: StateChange) -> None:
        """Times are not looked at here."""

    def state(self) -> dict[str, Any]:
        return {}


class Session:
    """One port of one engine; replies by id, and the order in which they came."""

    def __init__(self, models: Path) -> None:
        self.replies: dict[int, dict[str, Any]] = {}
        self._arrived = asyncio.Event()
        self._engine = Engine(NativeRuntime(models), self._take, _NoBoard())

    def _take(self, _port: int, reply: str) -> None:
        parsed = json.loads(reply)
        if parsed.get("partial"):
            return
        self.replies[parsed["id"]] = parsed
        self._arrived.set()

    def post(self, request_id: int, request: dict[str, Any]) -> None:
        self._engine.handle(1, json.dumps({**request, "id": request_id}))

    async def reply(self, request_id: int) -> dict[str, Any]:
        async with asyncio.timeout(120):
            while request_id not in self.replies:
                self._arrived.clear()
                await self._arrived.wait()
        return self.replies[request_id]

    async def ask(self, request_id: int, request: dict[str, Any]) -> dict[str, Any]:
        self.post(request_id, request)
        return await self.reply(request_id)


def run(scenario: Callable[[Session], Coroutine[Any, Any, None]], models: Path) -> None:
    async def start() -> None:
        await scenario(Session(models))

    asyncio.run(start())


def test_a_completion_does_not_wait_for_a_correction_that_is_under_way() -> None:
    async def scenario(session: Session) -> None:
        await session.ask(1, {"kind": "warm", "features": ["correct", "complete"]})
        session.post(2, CORRECT)
        await asyncio.sleep(0)  # the correction begins
        session.post(3, COMPLETE)
        assert (await session.reply(2))["edits"]
        assert session.replies[3]["completion"] == "time"
        assert list(session.replies) == [1, 3, 2]

    run(scenario, default_models_dir())


def test_a_cancelled_correction_leaves_the_language_model_usable() -> None:
    async def scenario(session: Session) -> None:
        before = await session.ask(1, COMPLETE)
        await session.ask(2, {"kind": "warm", "features": ["correct"]})
        session.post(3, CORRECT)
        await asyncio.sleep(0)
        session.post(4, {"kind": "cancel", "target": 3})
        assert (await session.reply(3))["kind"] == "cancelled"
        after = await session.ask(5, COMPLETE)
        assert after["completion"] == before["completion"]

    run(scenario, default_models_dir())


@pytest.mark.parametrize(("name", "role"), [("sentiment", "graph"), ("sentiment", "tokenizer")])
def test_a_damaged_sentiment_model_leaves_completion_alone(
    tmp_path: Path, name: str, role: str
) -> None:
    models = Path(shutil.copytree(default_models_dir(), tmp_path / "models", copy_function=os.link))
    about = json.loads((models / "index.json").read_text())[name]["files"][role]
    bad = models / about["path"]
    content = bad.read_bytes()
    bad.unlink()  # the link, not the original
    bad.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    async def scenario(session: Session) -> None:
        reply = await session.ask(1, SENTIMENT)
        assert (reply["kind"], reply["code"]) == ("error", "model")
        assert bad.name in words_of(reply["reason"])
        assert (await session.ask(2, COMPLETE))["completion"] == "time"

    run(scenario, models)
