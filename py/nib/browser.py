"""Where JavaScript enters Python: wasm/boot.ts calls `start` once and keeps what it gets.

In: the bridge of wasm/bridge.ts. Out: an engine whose `handle` and `close` JavaScript calls.
Does nothing else, so that everything behind it also runs, and is tested, in CPython.
"""

from __future__ import annotations

import json
from typing import Any

from nib.engine import Engine, StateChange
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


def start(bridge: Any) -> Engine:
    """The engine of this worker. It holds the bridge for as long as the worker lives."""
    return Engine(BrowserRuntime(bridge), bridge.send, BrowserBoard(bridge))
