"""Learning as the engine runs it: whether it is on, when the memory is read and written, what is
shown of it.

In: what was written and accepted, wishes to see or forget it, to carry it off, to put another in
its place; a Store for the bytes. Out: Own, which the completer reads; views for the options page.
A file that is damaged is set aside and said so, one that finds no room is kept in memory and tried
again: learning never stops the engine.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from nib.personal import PersonalMemory
from nib.personal_file import DamagedMemoryError, pack, unpack, unpack_foreign
from nib.personal_phrases import PhraseBook, fold_phrase
from nib.personal_prediction import Own

log = logging.getLogger(__name__)

SAVE_AFTER_S = 10.0
RETRY_AFTER_S = 60.0
MOST_LISTED = 200
MOST_WAITING = 200  # texts that came before the memory was read

Mode = Literal["off", "paused", "on"]
Problem = Literal["", "damaged", "full", "unreadable"]


class StoreError(Exception):
    """The bytes could not be read or written. full: there is no room."""

    def __init__(self, message: str, *, full: bool = False) -> None:
        super().__init__(message)
        self.full = full


class Store(Protocol):
    """One file in the browser's own storage. All raise StoreError."""

    async def read(self) -> bytes | None: ...

    async def write(self, content: bytes) -> None:
        """All of it or nothing: what was there before stays until all is written."""
        ...

    async def remove(self) -> None: ...

    async def set_aside(self) -> None:
        """Keep it under another name, where nothing reads it."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    text: str
    count: float


@dataclass(frozen=True, slots=True)
class View:
    """What is stored, for people: counts of all, and the most used of what was searched for."""

    bytes: int
    learned_words: int
    word_count: int
    phrase_count: int
    words: Sequence[Listed]
    phrases: Sequence[Listed]
    problem: Problem


class Learning:
    """Needs a running event loop once something is to be read or written."""

    def __init__(
        self, store: Store | None = None, on_problem: Callable[[Problem], object] = lambda _: None
    ) -> None:
        self.own = Own(PersonalMemory(), PhraseBook(), in_use=False)
        self.problem: Problem = ""
        self._mode: Mode = "off"
        self._store = store
        self._on_problem = on_problem
        self._reading: asyncio.Task[None] | None = None
        self._is_read = store is None
        self._waiting: list[tuple[str, str]] = []
        self._saving: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()
        self._saved_bytes = 0
        self._may_write = True  # not over a file that could not be read

    def configure(self, mode: Mode, phrases: Sequence[str]) -> None:
        """Paused: what was learned is offered, and nothing added. Off: as if there were nothing."""
        self._mode = mode
        self.own.give(phrases)
        self.own.in_use = mode != "off"
        if mode != "off":
            self._read()

    def learn(self, text: str, accepted: str) -> None:
        """text: what was written; accepted: what was offered behind it and taken, if anything."""
        if self._mode != "on":
            return
        if not self._is_read:
            self._read()
            self._waiting = [*self._waiting, (text, accepted)][-MOST_WAITING:]
            return
        if accepted:
            self.own.memory.learn_accepted(text, accepted)
        else:
            self.own.memory.learn(text)
        self._save_later()

    async def view(self, search: str = "") -> View:
        await self._have_read()
        if self._saving:
            await asyncio.shield(self._save())  # what is shown is what is stored
        return _view(self.own.memory, self._saved_bytes, self.problem, fold_phrase(search))

    async def export(self) -> bytes:
        """All of it as a file's content, b"" where there is nothing. Raises StoreError."""
        await self._have_read()
        if not self._may_write:
            raise StoreError("what is stored could not be read")
        return b"" if self.own.memory.is_empty else pack(self.own.memory)

    async def replace(self, content: bytes, *, only_look: bool = False) -> View:
        """What an export gave, in place of all that was learned; only_look: what that would be.
        Raises DamagedMemoryError or StoreError, and then all is as it was."""
        memory = unpack_foreign(content)
        if not only_look:
            await self._have_read()
            await asyncio.shield(self._take(memory))
        return _view(memory, len(content), "")

    async def _take(self, memory: PersonalMemory) -> None:
        async with self._writing:
            content = pack(memory)
            if self._store:
                await self._store.write(content)
            self._stop_saving()
            memory.version = self.own.memory.version + 1
            self.own.memory = memory
            self._saved_bytes = len(content)
            self._may_write = True
        self._tell("")

    async def forget(self, what: str) -> None:
        """One word or phrase; it is gone from the file as well when this returns."""
        await self._have_read()
        if self.own.memory.forget(what):
            await asyncio.shield(self._save())  # who asked may be gone before it is written

    async def forget_all(self) -> None:
        await self._have_read()
        self._stop_saving()
        version = self.own.memory.version
        self.own.memory = PersonalMemory()
        self.own.memory.version = version + 1
        await asyncio.shield(self._remove())

    async def _remove(self) -> None:
        async with self._writing:
            if self._store:
                await self._store.remove()
        self._saved_bytes = 0
        self._may_write = True
        self._tell("")

    def _read(self) -> None:
        if not self._is_read and self._reading is None:
            self._reading = asyncio.ensure_future(self._read_now())

    async def _have_read(self) -> None:
        self._read()
        if self._reading:
            await asyncio.shield(self._reading)

    async def _read_now(self) -> None:
        try:
            content = await self._store.read() if self._store else None
            if content is not None:
                self.own.memory = unpack(content)
                self._saved_bytes = len(content)
        except DamagedMemoryError:
            self._tell("damaged")
            await self._set_aside()
        except StoreError:
            self._tell("unreadable")
            self._may_write = False
        self.own.memory.version += 1
        self._is_read = True
        for text, accepted in self._waiting:
            self.learn(text, accepted)
        self._waiting = []

    async def _set_aside(self) -> None:
        try:
            if self._store:
                await self._store.set_aside()
        except StoreError:
            log.warning("nib.learning: a damaged memory could not be set aside")

    def _save_later(self, *, after_s: float | None = None) -> None:
        if self._store and self._saving is None:
            loop = asyncio.get_running_loop()
            delay_s = SAVE_AFTER_S if after_s is None else after_s
            self._saving = loop.call_later(delay_s, lambda: asyncio.ensure_future(self._save()))

    def _stop_saving(self) -> None:
        if self._saving:
            self._saving.cancel()
        self._saving = None

    async def _save(self) -> None:
        """Where there is no room the file stays as it was, and the next save tries again."""
        self._stop_saving()
        if not self._store or not self._may_write:
            return
        async with self._writing:
            content = pack(self.own.memory)
            try:
                await self._store.write(content)
            except StoreError as error:
                self._tell("full" if error.full else "unreadable")
                self._save_later(after_s=RETRY_AFTER_S)
                return
            self._saved_bytes = len(content)
            if self.problem in ("full", "unreadable"):
                self._tell("")

    def _tell(self, problem: Problem) -> None:
        if problem != self.problem:
            self.problem = problem
            self._on_problem(problem)


def _view(memory: PersonalMemory, size: int, problem: Problem, wanted: str = "") -> View:
    known = memory.words
    words = [
        Listed(known.written(word), known.count(word))
        for word in known
        if wanted in known.folded(word) and known.folded(word)[0].isalpha()
    ]
    phrases = [
        Listed(phrase.text, phrase.count)
        for phrase in memory.book
        if wanted in fold_phrase(phrase.text)
    ]
    return View(
        size,
        memory.learned_words,
        len(memory.words),
        len(memory.book),
        _most(words),
        _most(phrases),
        problem,
    )


def _most(found: Iterable[Listed]) -> list[Listed]:
    return sorted(found, key=lambda one: (-one.count, one.text))[:MOST_LISTED]
