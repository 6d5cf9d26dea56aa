"""The most memory the engine's process ever holds: all three features loaded, and used.

In: the built package, texts to write. Out: VmHWM (peak) and VmRSS (at the end), MB.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests import chromium
from tests.bench import chromium_replay, engine, process
from tests.bench.figures import summary
from tests.engine_port import EnginePort


def measure(playwright: Playwright, texts: Sequence[tuple[str, str]], runs: int) -> dict[str, Any]:
    peaks, ends = zip(*(_run(playwright, texts) for _ in range(runs)), strict=True)
    return {"peak_rss_mb": max(peaks), "peaks_mb": summary(peaks), "rss_mb": summary(ends)}


def _run(playwright: Playwright, texts: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """(peak, at the end) of one session in a new profile."""
    with (
        tempfile.TemporaryDirectory() as profile,
        chromium.launch(playwright, Path(profile)) as context,
    ):
        port = EnginePort(context)
        port.warm(*engine.ALL)
        engine.use(port)
        for kind, text in texts:
            chromium_replay.type_out(port, text, kind)
            port.ask(kind="correct", text=text, dictionary=[])
            port.ask(kind="sentiment", text=text)
        pid = process.engine_pid(context)
        return process.status_mb(pid, "VmHWM"), process.status_mb(pid, "VmRSS")
