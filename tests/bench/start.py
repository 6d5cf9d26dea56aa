"""From the first focus to Python's answer and to the first ghost text, in a new browser profile."""

from __future__ import annotations

import time
from typing import Any

from tests.bench.browser import demo_page
from tests.bench.figures import summary
from tests.engine_port import EnginePort
from tests.inside import ContentWorld

RUNS = 3


def measure(runs: int = RUNS) -> dict[str, Any]:
    """{"python_ms": worker to Python's answer, "first_ghost_ms": focus to ghost}."""
    python_ms: list[float] = []
    first_ghost_ms: list[float] = []
    for _ in range(runs):
        python, ghost = one_start()
        python_ms.append(python)
        first_ghost_ms.append(ghost)
    figures = {"python_ms": summary(python_ms), "first_ghost_ms": summary(first_ghost_ms)}
    print(f"start: new profile, focus to answer: {figures}", flush=True)
    return figures


def one_start() -> tuple[float, float]:
    with demo_page() as page:
        shown = ContentWorld(page)
        started = time.monotonic()
        page.locator("#message").click()
        page.keyboard.type("Thank you for your help. Please let me", delay=20)
        shown.wait_for_ghost(60_000)
        first_ghost_ms = (time.monotonic() - started) * 1000
        return EnginePort(page.context).state()["start_ms"], first_ghost_ms
