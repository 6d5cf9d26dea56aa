"""The engine: takes requests (JSON), gives replies (JSON), and decides who gets the machine when.

In: extension/shared/messages.ts's EngineRequest by port. Out: exactly one EngineReply a request
through `send` (and before it partial ones, of a corrector whose models still load), and changes of
EngineState through the board. Offsets come and leave as UTF-16 units.
What to suggest is decided in complete.py, correct.py and sentiment.py, what is learned in
learning.py; nothing here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
import traceback
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from nib import replies
from nib.features import (
    Completer,
    Corrector,
    FeatureFailedError,
    Features,
    Loaders,
    Reader,
)
from nib.learning import Learning, Problem, Store, StoreError
from nib.loading import load_completer
from nib.offsets import to_code_points
from nib.personal_file import DamagedMemoryError
from nib.prompt import nearby
from nib.requests import (
    Cancel,
    Complete,
    Configure,
    Correct,
    ExportMemory,
    Forget,
    GetState,
    ImportMemory,
    Learn,
    MemoryRequest,
    ReadSentiment,
    RequestError,
    ViewMemory,
    Warm,
    parse_request,
)
from nib.runtime.port import ModelError, Runtime
from nib.schedule import Requests, SharedRuntime
from nib.types import Completion, Correction, Sentiment, Wording

log = logging.getLogger(__name__)

StateChange = Mapping[str, Any]
Send = Callable[[int, str], object]
Work = Callable[[], Awaitable[replies.Reply]]

BAD_REQUEST = Wording("engine_bad_request")
MISTAKE = Wording("engine_mistake")
NOT_A_MEMORY = Wording("learn_unfit")
NOT_READ = Wording("learn_problem_unreadable")
NOT_STORED = Wording("learn_not_stored")


class Board(Protocol):
    """Where the engine's state is shown: EngineState's keys (wasm/state_board.ts)."""

    def report(self, change: StateChange) -> None: ...

    def state(self) -> dict[str, Any]: ...


class Engine:
    """One engine for all ports of a worker. Needs a running event loop."""

    def __init__(
        self,
        runtime: Runtime,
        send: Send,
        board: Board,
        loaders: Loaders | None = None,
        store: Store | None = None,
    ) -> None:
        self._send = send
        self._board = board
        self._learning = Learning(store, self._tell_problem)
        own = self._learning.own
        loaders = loaders or Loaders(complete=lambda machine: load_completer(machine, own))
        self._features = Features(SharedRuntime(runtime), loaders)
        self._requests = Requests()

    def handle(self, port: int, message: str) -> None:
        """Take one request. Returns at once; the reply comes through `send`."""
        try:
            request = parse_request(message)
        except RequestError as error:
            log.warning("nib.engine: %s", error)
            self._refuse(port, message)
            return
        match request:
            case Cancel(target=target):
                self._requests.cancel(port, target)
            case GetState(id=request_id):
                self._reply(port, replies.state(request_id, self._board.state()))
            case Warm():
                self._start(port, "warm", request.id, lambda: self._warm(request))
            case Complete():
                self._start(port, "complete", request.id, lambda: self._complete(port, request))
            case Correct():
                self._start(port, "correct", request.id, lambda: self._correct(port, request))
            case ReadSentiment():
                self._start(port, "sentiment", request.id, lambda: self._sentiment(request))
            case Learn():  # at once: the field it comes from may be gone in the next moment
                self._learning.learn(request.text, request.accepted)
                self._reply(port, replies.done(request.id))
            case Configure():  # by the host, which awaits no answer
                self._learning.configure(request.learning, request.phrases)
            case ViewMemory() | Forget() | ExportMemory() | ImportMemory():
                kind = type(request).__name__
                self._start(port, kind, request.id, lambda: self._ask_memory(request))

    def close(self, port: int) -> None:
        """The port is gone: stop what it asked for."""
        self._requests.close(port)

    def _start(self, port: int, kind: str, request_id: int, work: Work) -> None:
        async def answer() -> None:
            self._reply(port, await self._outcome(request_id, work))

        def cancelled() -> None:
            self._reply(port, replies.cancelled(request_id))

        self._requests.start(port, kind, request_id, answer, cancelled)

    async def _outcome(self, request_id: int, work: Work) -> replies.Reply:
        """What `work` gives, or the reply that says why there is nothing."""
        try:
            return await work()
        except (ModelError, FeatureFailedError) as error:
            return replies.error(request_id, "model", error.wording)
        except Exception as error:  # the worker must survive any mistake in one request
            _log_mistake(error)
            return replies.error(request_id, "internal", MISTAKE)

    async def _complete(self, port: int, request: Complete) -> replies.Reply:
        def show(part: Completion) -> None:
            self._reply(port, replies.completion(request.id, part, partial=True))

        await asyncio.sleep(request.wait_ms / 1000)

        async def job(completer: Completer) -> Completion:
            with self._timing("complete"):
                return await completer.complete(
                    request.before,
                    request.after,
                    min_confidence=request.min_confidence,
                    near=nearby(request.title, request.label, request.after),
                    length=request.length,
                    mid_word=request.mid_word,
                    dialect=request.dialect,
                    on_part=show,
                )

        return replies.completion(request.id, await self._features.use("complete", job))

    async def _correct(self, port: int, request: Correct) -> replies.Reply:
        words = frozenset(request.dictionary)
        caret = None
        if request.caret_utf16 is not None:
            (caret,) = to_code_points(request.text, [request.caret_utf16])

        async def job(corrector: Corrector) -> Correction:
            while True:
                growth = corrector.growth
                with self._timing("correct"):
                    found = await corrector.correct(request.text, words, caret, request.dialect)
                if growth is None:
                    return found
                self._reply(port, replies.correction(request.id, found, partial=True))
                await asyncio.shield(growth)

        return replies.correction(request.id, await self._features.use("correct", job))

    async def _sentiment(self, request: ReadSentiment) -> replies.Reply:
        async def job(reader: Reader) -> Sentiment:
            with self._timing("sentiment"):
                return await reader.read(request.text)

        return replies.sentiment(request.id, await self._features.use("sentiment", job))

    async def _ask_memory(self, request: MemoryRequest) -> replies.Reply:
        learning, request_id = self._learning, request.id
        try:
            match request:
                case ViewMemory(search=search):
                    return replies.memory(request_id, await learning.view(search))
                case ExportMemory():
                    return replies.memory_file(request_id, await learning.export())
                case ImportMemory(content=content, only_look=only_look):
                    found = await learning.replace(content, only_look=only_look)
                    return replies.memory(request_id, found)
                case Forget(what=None):
                    await learning.forget_all()
                case Forget(what=str(what)):
                    await learning.forget(what)
        except DamagedMemoryError:
            return replies.error(request_id, "unfit", NOT_A_MEMORY)
        except StoreError:
            is_export = isinstance(request, ExportMemory)
            return replies.error(request_id, "storage", NOT_READ if is_export else NOT_STORED)
        return replies.done(request_id)

    def _tell_problem(self, problem: Problem) -> None:
        notice = Wording(f"learn_problem_{problem}") if problem else None
        self._board.report({"notice": notice and replies.wording(notice)})

    async def _warm(self, request: Warm) -> replies.Reply:
        await self._features.warm(request.features, again=request.again)
        return replies.state(request.id, self._board.state())

    @contextmanager
    def _timing(self, kind: str) -> Iterator[None]:
        """Report how long a request took that came to its end; loading is not counted."""
        started = time.perf_counter()
        yield
        self._board.report({f"{kind}_ms": round((time.perf_counter() - started) * 1000, 1)})

    def _refuse(self, port: int, message: str) -> None:
        """Answer a bad request under its id, if it has one."""
        try:
            request_id = json.loads(message)["id"]
        except (ValueError, KeyError, TypeError):
            return
        if isinstance(request_id, int) and request_id >= 0:
            self._reply(port, replies.error(request_id, "bad_request", BAD_REQUEST))

    def _reply(self, port: int, reply: replies.Reply) -> None:
        self._send(port, json.dumps(reply))


def _log_mistake(error: Exception) -> None:
    """Where it happened and of what type; never the message: it could hold what a user wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    trail = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames[-5:])
    log.error("nib.engine: %s at %s", type(error).__name__, trail)
