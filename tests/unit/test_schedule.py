"""nib.schedule: who goes first, who is cancelled, what is loaded once. With real event loops."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Awaitable, Callable, Mapping, Sequence

import pytest
from nib.runtime.port import Backend, Model, ModelError, Output, State, Tensor, Tokenizer
from nib.schedule import URGENCY, Requests, SharedRuntime, Turns, urgency


class SlowModel:
    """A model whose runs end when the test says so; notes the order in which they begin."""

    def __init__(self) -> None:
        self.begun: list[float] = []
        self.gates: list[asyncio.Future[None]] = []

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        gate: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.begun.append(feeds["x"].data[0])
        self.gates.append(gate)
        await gate
        return Output({})


class SlowRuntime:
    """Gives one SlowModel, or fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.model = SlowModel()
        self.loads: list[str] = []
        self.failures = failures

    @property
    def backend(self) -> Backend:
        return Backend("fake", 1)

    async def load_model(self, name: str) -> Model:
        self.loads.append(name)
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise ModelError("damaged")
        return self.model

    async def load_tokenizer(self, name: str) -> Tokenizer:
        raise ModelError("none")

    async def read_data(self, name: str) -> bytes:
        return name.encode()


def feeds(value: float) -> dict[str, Tensor]:
    return {"x": Tensor("float32", (1,), array("f", [value]))}


async def settle() -> None:
    """Let every task that can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


async def run_as(kind: str, job: Callable[[], Awaitable[object]]) -> object:
    urgency.set(URGENCY[kind])
    return await job()


def test_the_most_urgent_run_goes_first_then_the_oldest() -> None:
    async def scenario() -> list[float]:
        runtime = SlowRuntime()
        model = await SharedRuntime(runtime).load_model("m")
        kinds = ["correct", "sentiment", "correct", "complete"]
        tasks = [
            asyncio.create_task(run_as(kind, lambda n=n: model.run(feeds(n), [])))
            for n, kind in enumerate(kinds)
        ]
        for done in range(len(kinds)):
            await settle()
            assert len(runtime.model.begun) == done + 1, "one run at a time"
            runtime.model.gates[done].set_result(None)
        await asyncio.gather(*tasks)
        return runtime.model.begun

    # 0 has begun before the others came; 3 is the completion, 2 the other correction.
    assert asyncio.run(scenario()) == [0.0, 3.0, 2.0, 1.0]


def test_a_cancelled_run_keeps_the_machine_until_it_ends() -> None:
    async def scenario() -> None:
        runtime = SlowRuntime()
        model = await SharedRuntime(runtime).load_model("m")
        first = asyncio.create_task(model.run(feeds(1), []))
        second = asyncio.create_task(model.run(feeds(2), []))
        await settle()
        first.cancel()
        await settle()
        assert first.cancelled()
        assert runtime.model.begun == [1.0], "the machine is still busy with the first run"
        runtime.model.gates[0].set_result(None)
        await settle()
        assert runtime.model.begun == [1.0, 2.0]
        runtime.model.gates[1].set_result(None)
        await second

    asyncio.run(scenario())


def test_a_waiting_run_that_is_cancelled_never_begins_and_loses_no_turn() -> None:
    async def scenario() -> None:
        runtime = SlowRuntime()
        model = await SharedRuntime(runtime).load_model("m")
        tasks = [asyncio.create_task(model.run(feeds(n), [])) for n in range(3)]
        await settle()
        tasks[1].cancel()
        runtime.model.gates[0].set_result(None)
        await settle()
        assert runtime.model.begun == [0.0, 2.0]
        runtime.model.gates[1].set_result(None)
        await tasks[2]

    asyncio.run(scenario())


def test_a_turn_granted_to_a_task_that_is_cancelled_at_once_is_passed_on() -> None:
    async def scenario() -> None:
        turns = Turns()
        await turns.take()
        unlucky = asyncio.create_task(turns.take())
        lucky = asyncio.create_task(turns.take())
        await settle()
        turns.give()  # granted, but before the task wakes up ...
        unlucky.cancel()  # ... it is cancelled
        await asyncio.wait_for(lucky, 5)
        assert unlucky.cancelled()

    asyncio.run(scenario())


def test_a_failed_run_passes_its_turn_on() -> None:
    async def scenario() -> None:
        runtime = SlowRuntime()
        model = await SharedRuntime(runtime).load_model("m")
        bad = asyncio.create_task(model.run(feeds(1), []))
        good = asyncio.create_task(model.run(feeds(2), []))
        await settle()
        runtime.model.gates[0].set_exception(ModelError("device lost"))
        await settle()
        runtime.model.gates[1].set_result(None)
        await good
        with pytest.raises(ModelError):
            await bad

    asyncio.run(scenario())


def test_a_model_is_loaded_once_however_many_ask() -> None:
    async def scenario() -> list[str]:
        runtime = SlowRuntime()
        shared = SharedRuntime(runtime)
        await asyncio.gather(*(shared.load_model("m") for _ in range(5)), shared.load_model("n"))
        return runtime.loads

    assert asyncio.run(scenario()) == ["m", "n"]


def test_a_failed_load_fails_all_who_waited_and_is_tried_again_by_the_next() -> None:
    async def scenario() -> None:
        runtime = SlowRuntime(failures=1)
        shared = SharedRuntime(runtime)
        results = await asyncio.gather(
            shared.load_model("m"), shared.load_model("m"), return_exceptions=True
        )
        assert [type(result) for result in results] == [ModelError, ModelError]
        await shared.load_model("m")
        assert runtime.loads == ["m", "m"]

    asyncio.run(scenario())


def test_cancelling_one_who_waits_for_a_load_does_not_end_the_load() -> None:
    async def scenario() -> None:
        runtime = SlowRuntime()
        shared = SharedRuntime(runtime)
        first = asyncio.create_task(shared.load_model("m"))
        second = asyncio.create_task(shared.load_model("m"))
        await asyncio.sleep(0)
        first.cancel()
        await second
        assert runtime.loads == ["m"]

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("newer_port", "newer_kind", "older_is_cancelled"),
    [(1, "complete", True), (1, "correct", False), (2, "complete", False)],
)
def test_a_newer_request_of_its_kind_and_port_ends_an_older_one(
    newer_port: int, newer_kind: str, older_is_cancelled: bool
) -> None:
    async def scenario() -> bool:
        requests = Requests()
        forever = asyncio.Event()

        async def wait() -> None:
            await forever.wait()

        older = requests.start(1, "complete", 10, wait)
        newer = requests.start(newer_port, newer_kind, 11, wait)
        await settle()
        was_cancelled = older.cancelled()
        requests.close(1)
        requests.close(2)
        await asyncio.gather(older, newer, return_exceptions=True)
        return was_cancelled

    assert asyncio.run(scenario()) is older_is_cancelled


def test_cancel_and_close_end_what_they_name_and_nothing_else() -> None:
    async def scenario() -> None:
        requests = Requests()
        forever = asyncio.Event()

        async def wait() -> None:
            await forever.wait()

        named = requests.start(1, "correct", 5, wait)
        same_id_elsewhere = requests.start(2, "correct", 5, wait)
        other = requests.start(2, "complete", 6, wait)
        await settle()
        requests.cancel(1, 5)
        requests.cancel(1, 99)
        await settle()
        assert (named.cancelled(), same_id_elsewhere.done(), other.done()) == (True, False, False)
        requests.close(2)
        await settle()
        assert same_id_elsewhere.cancelled()
        assert other.cancelled()

    asyncio.run(scenario())
