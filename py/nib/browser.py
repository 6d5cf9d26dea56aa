"""Where JavaScript enters Python: wasm/boot.ts calls `start` once and keeps what it gets.

In: the bridge of wasm/bridge.ts. Out: an engine whose `handle` and `close` JavaScript calls.
Does nothing else, so that everything behind it also runs, and is tested, in CPython.
"""

from __future__ import annotations

import json
from typing import Any

from nib.engine import Engine, StateChange
from nib.learning import StoreError
from nib.runtime.in_browser import BrowserRuntime


class BrowserBoard:
    """engine.Board over the bridge: the worker's EngineState."""

    def __init__(self, bridge: Any) -> None:
        self._bridge = bridge

    def report(self, change: StateChange) -> None:
        self._bridge.report(json.dumps(change))

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self._bridge.state())
        return state


class BrowserStore:
    """learning.Store over the bridge: one file in the browser's own storage (memory_store.ts)."""

    def __init__(self, files: Any) -> None:
        self._files = files

    async def read(self) -> bytes | None:
        content = await _stored(self._files.read())
        return None if content is None else bytes(content.to_bytes())

    async def write(self, content: bytes) -> None:
        await _stored(self._files.write(content))

    async def remove(self) -> None:
        await _stored(self._files.remove())

    async def set_aside(self) -> None:
        await _stored(self._files.setAside())


async def _stored(working: Any) -> Any:
    """What the browser's storage gives, its errors as ours. They hold nothing of the content."""
    try:
        return await working
    except Exception as error:
        name = str(getattr(error, "name", ""))
        raise StoreError(name, full=name == "QuotaExceededError") from None


def start(bridge: Any) -> Engine:
    """The engine of this worker. It holds the bridge for as long as the worker lives."""
    store = BrowserStore(bridge.memory)
    return Engine(BrowserRuntime(bridge), bridge.send, BrowserBoard(bridge), store=store)
