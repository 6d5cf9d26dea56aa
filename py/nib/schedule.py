"""Who runs when: one model run at a time, the most urgent waiting request first, none needlessly.

Turns orders the runs: a correction of many runs lets a completion go first between two of them.
Requests holds what is under way: a newer request of the same kind from the same port ends the
older one. SharedRuntime puts both behind the model port, so features know nothing of it.
"""

from __future__ import annotations

import asyncio
import gc
import heapq
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextvars import ContextVar
from typing import Any, Generic, TypeVar, cast

from nib.runtime.port import Backend, Model, Output, Runtime, State, Tensor, Tokenizer

T = TypeVar("T")

#: Lower goes first. Ghost text is only worth something at once; colours can wait.
URGENCY: Mapping[str, int] = {"complete": 0, "correct": 1, "sentiment": 2}
LEAST_URGENT = 9

#: The urgency of the request a task works for; tasks it starts inherit it.
urgency: ContextVar[int] = ContextVar("urgency", default=LEAST_URGENT)


class Turns:
    """One holder at a time. Among those that wait the most urgent is next, then the oldest."""

    def __init__(self) -> None:
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._count = 0
        self._taken = False

    async def take(self) -> None:
        """Wait for the turn. A cancelled wait leaves the queue and passes the turn on."""
        if not self._taken:
            self._taken = True
            return
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._waiting, (urgency.get(), self._count, granted))
        try:
            await granted
        except asyncio.CancelledError:
            if granted.done() and not granted.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Hand the turn to the next in line."""
        while self._waiting:
            _, _, granted = heapq.heappop(self._waiting)
            if not granted.done():
                granted.set_result(None)
                return
        self._taken = False


class TurnModel:
    """A port.Model whose runs take turns with all others of the same machine."""

    def __init__(self, model: Model, turns: Turns) -> None:
        self._model = model
        self._turns = turns

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        await self._turns.take()
        running = asyncio.ensure_future(self._model.run(feeds, fetch, state))
        running.add_done_callback(self._finished)
        # A run cannot be stopped half way: a cancelled request stops waiting for it, but the
        # turn is given on only when the machine is free.
        return await asyncio.shield(running)

    def _finished(self, running: asyncio.Task[Output]) -> None:
        if not running.cancelled():
            running.exception()  # looked at, or asyncio would log it when nobody waits any more
        self._turns.give()


class Shared(Generic[T]):
    """Something loaded once, however many ask at once. After a failed load the next ask retries."""

    def __init__(self, load: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._load = load
        self._task: asyncio.Task[T] | None = None

    async def get(self) -> T:
        if self._task is None or self._failed(self._task):
            self._task = asyncio.ensure_future(self._load())
        # Shielded: that one request is cancelled must not end a load that others wait for.
        return await asyncio.shield(self._task)

    def forget(self) -> None:
        self._task = None

    @staticmethod
    def _failed(task: asyncio.Task[T]) -> bool:
        return task.done() and (task.cancelled() or task.exception() is not None)


class SharedRuntime:
    """port.Runtime that loads each thing once and lets runs take turns."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._turns = Turns()
        self._loads: dict[tuple[str, str], Shared[Any]] = {}

    @property
    def backend(self) -> Backend:
        return self._runtime.backend

    async def load_model(self, name: str) -> Model:
        async def load() -> Model:
            return TurnModel(await self._runtime.load_model(name), self._turns)

        return cast(Model, await self._once("model", name, load))

    async def load_tokenizer(self, name: str) -> Tokenizer:
        return cast(
            Tokenizer,
            await self._once("tokenizer", name, lambda: self._runtime.load_tokenizer(name)),
        )

    async def read_data(self, name: str) -> bytes:
        """Not kept: callers make their own tables of it, and twice is rare."""
        return await self._runtime.read_data(name)

    async def _once(
        self, kind: str, name: str, load: Callable[[], Coroutine[Any, Any, Any]]
    ) -> Any:
        shared = self._loads.setdefault((kind, name), Shared(load))
        return await shared.get()


COLLECT_AFTER_S = 0.3


class Requests:
    """What is under way, by port and kind."""

    def __init__(self) -> None:
        self._tasks: dict[tuple[int, str], tuple[int, asyncio.Task[None]]] = {}
        self._collecting: asyncio.TimerHandle | None = None

    def start(
        self,
        port: int,
        kind: str,
        request_id: int,
        work: Callable[[], Awaitable[None]],
        on_cancelled: Callable[[], None] = lambda: None,
    ) -> asyncio.Task[None]:
        """Start `work`; an older request of the same kind from this port is cancelled.

        on_cancelled is called once if this one is, even before its first step.
        """
        self._stop(port, kind)

        async def run() -> None:
            urgency.set(URGENCY.get(kind, LEAST_URGENT))
            await work()

        task: asyncio.Task[None] = asyncio.ensure_future(run())
        self._tasks[port, kind] = (request_id, task)

        def finished(done: asyncio.Task[None]) -> None:
            self._forget(port, kind, done)
            self._collect_soon()
            if done.cancelled():
                on_cancelled()

        task.add_done_callback(finished)
        return task

    def cancel(self, port: int, request_id: int) -> None:
        """Cancel one request of a port, if it is still under way."""
        for (owner, kind), (running_id, _) in list(self._tasks.items()):
            if owner == port and running_id == request_id:
                self._stop(port, kind)

    def close(self, port: int) -> None:
        """Cancel all requests of a port."""
        for owner, kind in list(self._tasks):
            if owner == port:
                self._stop(port, kind)

    def _stop(self, port: int, kind: str) -> None:
        running = self._tasks.pop((port, kind), None)
        if running:
            running[1].cancel()

    def _collect_soon(self) -> None:
        """Requests that were cancelled leave cycles behind, and in them states of megabytes that
        the collector does not see: it counts objects. (features.py froze what is not garbage, so
        that this takes 3 ms.)"""
        if self._collecting is None:
            loop = asyncio.get_running_loop()
            self._collecting = loop.call_later(COLLECT_AFTER_S, self._collect)

    def _collect(self) -> None:
        self._collecting = None
        gc.collect()

    def _forget(self, port: int, kind: str, task: asyncio.Task[None]) -> None:
        running = self._tasks.get((port, kind))
        if running and running[1] is task:
            del self._tasks[port, kind]
