"""Learning in the engine: modes, reading and writing, trouble with the file, what is told of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from nib import learning as learning_module
from nib.learning import Learning, Problem, StoreError
from nib.personal import PersonalMemory
from nib.personal_file import DamagedMemoryError, pack, unpack

SENTENCE = "We met Zbigniewska at the fair."


class FakeStore:
    """A file in memory; `trouble` is raised by what is named."""

    def __init__(self, content: bytes | None = None) -> None:
        self.content = content
        self.aside: bytes | None = None
        self.trouble: dict[str, StoreError] = {}
        self.writes = 0

    async def _do(self, what: str) -> None:
        await asyncio.sleep(0)
        if what in self.trouble:
            raise self.trouble[what]

    async def read(self) -> bytes | None:
        await self._do("read")
        return self.content

    async def write(self, content: bytes) -> None:
        await self._do("write")
        self.writes += 1
        self.content = content

    async def remove(self) -> None:
        await self._do("remove")
        self.content = self.aside = None

    async def set_aside(self) -> None:
        await self._do("set_aside")
        self.content, self.aside = None, self.content


class Desk:
    def __init__(self, store: FakeStore) -> None:
        self.store = store
        self.problems: list[Problem] = []
        self.learning = Learning(store, self.problems.append)

    async def words(self) -> list[str]:
        return [listed.text for listed in (await self.learning.view()).words]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_module, "SAVE_AFTER_S", 0.0)


def at_desk(scenario: Callable[[Desk], Awaitable[None]], content: bytes | None = None) -> FakeStore:
    store = FakeStore(content)

    async def run() -> None:
        await scenario(Desk(store))

    asyncio.run(run())
    return store


def stored(*texts: str) -> bytes:
    memory = PersonalMemory()
    for text in texts:
        memory.learn(text)
    return pack(memory)


def test_off_it_reads_nothing_and_learns_nothing() -> None:
    async def scenario(desk: Desk) -> None:
        desk.learning.learn(SENTENCE, "")
        desk.learning.configure("off", ())
        desk.learning.learn(SENTENCE, "")
        assert await desk.words() == []
        assert not desk.learning.own.in_use

    assert at_desk(scenario).writes == 0


def test_on_it_learns_and_writes() -> None:
    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        desk.learning.learn(SENTENCE, "")
        assert "Zbigniewska" in await desk.words()
        assert (await desk.learning.view()).bytes == len(desk.store.content or b"")

    assert at_desk(scenario).content


def test_paused_it_offers_and_does_not_learn() -> None:
    async def scenario(desk: Desk) -> None:
        desk.learning.configure("paused", ())
        desk.learning.learn("We met Bertram there.", "")
        assert "Zbigniewska" in await desk.words()
        assert "Bertram" not in await desk.words()
        assert desk.learning.own.in_use

    assert at_desk(scenario, stored(SENTENCE)).writes == 0


def test_what_came_before_the_file_was_read_is_learned_on_top_of_it() -> None:
    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        desk.learning.learn("We met Bertram there.", "")
        assert {"Zbigniewska", "Bertram"} <= set(await desk.words())

    at_desk(scenario, stored(SENTENCE))


def test_the_view_is_searched_and_bounded() -> None:
    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        await desk.learning.view()  # until it is read, only so many wait
        for number in range(300):
            letters = "".join(chr(97 + int(digit)) for digit in f"{number:03}")
            desk.learning.learn(f"We met the thing called {letters}zz there.", "")
        view = await desk.learning.view()
        assert len(view.words) == learning_module.MOST_LISTED < view.word_count
        found = await desk.learning.view("Abczz")
        assert [listed.text for listed in found.words] == ["abczz"]

    at_desk(scenario)


def test_what_is_forgotten_is_gone_from_the_file_at_once() -> None:
    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        await desk.learning.forget("Zbigniewska")
        assert "Zbigniewska" not in await desk.words()

    assert at_desk(scenario, stored(SENTENCE, "It stays.")).content == _without()


def _without() -> bytes:
    memory = PersonalMemory()
    memory.learn(SENTENCE)
    memory.learn("It stays.")
    memory.forget("Zbigniewska")
    return pack(memory)


def test_erasing_removes_the_file_also_while_off() -> None:
    async def scenario(desk: Desk) -> None:
        await desk.learning.forget_all()
        assert await desk.words() == []

    assert at_desk(scenario, stored(SENTENCE)).content is None


def test_a_damaged_file_is_set_aside_and_said() -> None:
    damaged = stored(SENTENCE)[:-5]

    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        desk.learning.learn("We met Bertram there.", "")
        assert "Bertram" in await desk.words()
        assert (await desk.learning.view()).problem == "damaged"
        assert desk.problems == ["damaged"]

    store = at_desk(scenario, damaged)
    assert store.aside == damaged
    assert store.content


def test_a_full_disk_is_said_and_loses_nothing() -> None:
    before = stored(SENTENCE)

    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        desk.store.trouble["write"] = StoreError("QuotaExceededError", full=True)
        desk.learning.learn("We met Bertram there.", "")
        view = await desk.learning.view()
        assert view.problem == "full"
        assert desk.store.content == before
        assert {"Zbigniewska", "Bertram"} <= {listed.text for listed in view.words}
        desk.store.trouble.clear()
        desk.learning.learn("It goes on.", "")
        assert (await desk.learning.view()).problem == ""
        assert desk.problems == ["full", ""]

    assert at_desk(scenario, before).content != before


def test_what_cannot_be_read_is_not_written_over() -> None:
    before = stored(SENTENCE)

    async def scenario(desk: Desk) -> None:
        desk.store.trouble["read"] = StoreError("NotReadableError")
        desk.learning.configure("on", ())
        desk.learning.learn("We met Bertram there.", "")
        assert (await desk.learning.view()).problem == "unreadable"

    assert at_desk(scenario, before).content == before


def test_nothing_of_the_text_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def scenario(desk: Desk) -> None:
        desk.store.trouble["set_aside"] = StoreError("NotAllowedError")
        desk.learning.configure("on", ("Kind regards from Zbigniewska",))
        desk.learning.learn(SENTENCE, "")
        desk.learning.learn("We met ", "Zbigniewska")
        await desk.learning.view()
        await desk.learning.forget("Zbigniewska")

    at_desk(scenario, b"Zbigniewska is no memory")
    assert "zbigniewska" not in caplog.text.lower()
    assert caplog.records  # that it could not be set aside


def test_what_was_exported_can_take_the_place_of_everything() -> None:
    carried = b""

    async def scenario(desk: Desk) -> None:
        nonlocal carried
        carried = await desk.learning.export()
        await desk.learning.forget_all()
        assert await desk.learning.export() == b""
        desk.learning.configure("on", ())
        desk.learning.learn("We met Bertram there.", "")
        looked = await desk.learning.replace(carried, only_look=True)
        assert [listed.text for listed in looked.words if listed.text == "Zbigniewska"]
        assert "Zbigniewska" not in await desk.words()
        await desk.learning.replace(carried)
        assert "Zbigniewska" in await desk.words()
        assert "Bertram" not in await desk.words()
        desk.learning.learn("It goes on.", "")

    store = at_desk(scenario, stored(SENTENCE))
    assert carried == stored(SENTENCE)
    assert store.content
    assert unpack(store.content).words.id_of("zbigniewska")


def test_what_is_no_memory_or_finds_no_room_changes_nothing() -> None:
    before, other = stored(SENTENCE), stored("We met Bertram there.")

    async def scenario(desk: Desk) -> None:
        desk.learning.configure("on", ())
        for content in (b"", other[:-1], b"Bertram"):
            with pytest.raises(DamagedMemoryError):
                await desk.learning.replace(content)
        desk.store.trouble["write"] = StoreError("QuotaExceededError", full=True)
        with pytest.raises(StoreError):
            await desk.learning.replace(other)
        assert "Zbigniewska" in await desk.words()
        assert "Bertram" not in await desk.words()

    assert at_desk(scenario, before).content == before


def test_what_cannot_be_read_is_not_exported_as_nothing() -> None:
    async def scenario(desk: Desk) -> None:
        desk.store.trouble["read"] = StoreError("NotReadableError")
        with pytest.raises(StoreError):
            await desk.learning.export()

    at_desk(scenario, stored(SENTENCE))
