"""The corrector that grows, over the real models in CPython: what it finds at each size."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine

import pytest
from nib.features import Features, Loaders
from nib.growing import GrowingCorrector, load_growing_corrector
from nib.runtime.native import NativeModel, NativeRuntime
from nib.runtime.port import ModelError, Runtime

#: The rules alone find the first, the tagger the second, the language model the third.
TEXT = "I dont know. It is such beautiful place. We were late for the meating."
RULES, TAGGER, LANGUAGE = "don't", "such a", "meeting"


class GatedRuntime(NativeRuntime):
    """Loads a model when the test says so, or fails to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.gates = {name: asyncio.Event() for name in ("correction", "language")}
        self.damaged: set[str] = set()

    async def load_model(self, name: str) -> NativeModel:
        self.asked.append(name)
        await self.gates[name].wait()
        if name in self.damaged:
            raise ModelError(f"{name} is damaged")
        return await super().load_model(name)

    def open_all(self) -> None:
        for gate in self.gates.values():
            gate.set()


def scenario(play: Callable[[GatedRuntime], Coroutine[None, None, None]]) -> None:
    async def run() -> None:
        async with asyncio.timeout(60):
            await play(GatedRuntime())

    asyncio.run(run())


async def fixes(corrector: GrowingCorrector) -> set[str]:
    return {edit.replacement for edit in (await corrector.correct(TEXT)).edits}


async def grown(corrector: GrowingCorrector) -> set[str]:
    while corrector.growth is not None:
        await asyncio.shield(corrector.growth)
    return await fixes(corrector)


def test_rules_answer_first_then_the_tagger_then_the_language_model() -> None:
    async def play(runtime: GatedRuntime) -> None:
        corrector = await load_growing_corrector(runtime)
        for gate, expected in (
            ("correction", {RULES}),
            ("language", {RULES, TAGGER}),
        ):
            growth = corrector.growth
            assert growth
            await asyncio.sleep(0)  # the parts begin to load
            assert runtime.asked[-1] == gate, "the language model must not come before the tagger"
            assert await fixes(corrector) == expected
            runtime.gates[gate].set()
            await asyncio.shield(growth)
        assert corrector.growth is None
        assert await fixes(corrector) == {RULES, TAGGER, LANGUAGE}
        assert not corrector.incomplete

    scenario(play)


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ({"correction"}, {RULES, LANGUAGE}),
        ({"language"}, {RULES, TAGGER}),
        ({"correction", "language"}, {RULES}),
    ],
)
def test_a_damaged_model_leaves_the_rest(damaged: set[str], expected: set[str]) -> None:
    async def play(runtime: GatedRuntime) -> None:
        runtime.damaged = damaged
        runtime.open_all()
        corrector = await load_growing_corrector(runtime)
        assert await grown(corrector) == expected
        assert corrector.incomplete

    scenario(play)


def test_warm_waits_for_all_and_again_tries_what_was_damaged() -> None:
    made: list[GrowingCorrector] = []

    async def load(runtime: Runtime) -> GrowingCorrector:
        made.append(await load_growing_corrector(runtime))
        return made[-1]

    async def play(runtime: GatedRuntime) -> None:
        runtime.damaged = {"correction"}
        runtime.open_all()
        features = Features(runtime, Loaders(correct=load))
        await features.warm(["correct"])
        assert made[-1].growth is None
        await features.warm(["correct"])
        assert len(made) == 1
        runtime.damaged = set()
        await features.warm(["correct"], again=True)
        assert len(made) == 2
        assert await fixes(made[-1]) == {RULES, TAGGER, LANGUAGE}

    scenario(play)
