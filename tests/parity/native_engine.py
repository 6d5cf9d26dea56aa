"""nib.engine in CPython over the real models: the other side of every parity test."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from nib.engine import Engine, StateChange
from nib.runtime.native import NativeRuntime


class _NoBoard:
    def report(self, change: StateChange) -> None:
        """Times are not compared."""

    def state(self) -> dict[str, Any]:
        return {}


async def _answer(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    replies: list[dict[str, Any]] = []
    arrived = asyncio.Event()

    def send(_port: int, reply: str) -> None:
        parsed = json.loads(reply)
        if not parsed.get("partial"):
            replies.append(parsed)
            arrived.set()

    engine = Engine(NativeRuntime(), send, _NoBoard())
    for number, request in enumerate(requests, 1):
        arrived.clear()
        engine.handle(1, json.dumps({**request, "id": number}))
        if request["kind"] != "configure":  # which the host answers
            await arrived.wait()
    return replies


def answer(requests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each request's reply, one after the other. In a thread: Playwright's loop runs in ours."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, _answer(requests)).result()
