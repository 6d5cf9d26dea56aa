"""Replays through the whole engine in Chromium: the port that content scripts use, Pyodide, WASM.

In: the built package. Out: Sessions with the time of each reply, and the CPU time of the engine's
process. The package that ships runs as it is; a second number of threads is measured in a copy in
which that number is changed. The page's side (keys, drawing) is typing.py's.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nib.cli import DEFAULT_CONFIDENCE
from playwright.sync_api import Playwright

from tests import chromium
from tests.bench import measures, process
from tests.bench.replay import Answer, Session, Writer
from tests.engine_port import EnginePort

_THREADS = re.compile(r"(crossOriginIsolated\s*\?\s*)([\w$]+)(\s*:\s*1\b)")
WARM_TEXT = "Thank you for your help. Please let me know "


class BenchError(Exception):
    """A part of the bench could not be measured; the message says why."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A warm engine. state: EngineState as the options page shows it."""

    port: EnginePort
    pid: int
    state: dict[str, Any]


def package_with_threads(folder: Path, threads: int) -> Path:
    """A copy of the package (hard links) whose onnxruntime-web runs on `threads`."""
    package = Path(shutil.copytree(chromium.EXTENSION, folder / "nib", copy_function=os.link))
    worker = package / "wasm" / "worker.js"
    script, changed = _THREADS.subn(rf"\g<1>{threads}\g<3>", worker.read_text(encoding="utf-8"))
    if changed != 1:
        raise BenchError("the place where wasm/worker.js sets the number of threads was not found")
    worker.unlink()
    worker.write_text(script, encoding="utf-8")
    return package


@contextmanager
def engine(playwright: Playwright, threads: int = 0) -> Iterator[Engine]:
    """The engine with completion loaded. threads: 0 for the package as it is."""
    with tempfile.TemporaryDirectory() as folder:
        package = package_with_threads(Path(folder), threads) if threads else chromium.EXTENSION
        profile = Path(folder) / "profile"
        with chromium.launch(playwright, profile, extension=package) as context:
            port = EnginePort(context)
            port.warm("complete")
            for end in range(20, len(WARM_TEXT)):
                port.ask(kind="complete", before=WARM_TEXT[:end], after="", min_confidence=0)
            state = port.state()
            if threads and state["threads"] != threads:
                raise BenchError(f"asked for {threads} threads, got {state['threads']}")
            yield Engine(port, process.engine_pid(context), state)


def ask(port: EnginePort, before: str, min_confidence: float = DEFAULT_CONFIDENCE) -> Answer:
    """One request as the content script makes it, and when its replies came."""
    replies = port.streamed(kind="complete", before=before, after="", min_confidence=min_confidence)
    full_ms, final = replies[-1]
    if final["kind"] != "complete":
        raise BenchError(f"the engine answered {final['kind']}: {final.get('reason', '')}")
    first = next(((ms, reply) for ms, reply in replies if reply["completion"]), None)
    return Answer(
        final["completion"],
        final["confidence"],
        full_ms,
        final.get("tier", "model"),
        first[0] if first else None,
        first[1].get("tier", "model") if first else "",
    )


def type_out(port: EnginePort, text: str, kind: str) -> Session:
    writer = Writer(text, kind)
    while (before := writer.next_place()) is not None:
        writer.hear(ask(port, before))
    return writer.session


def replay(running: Engine, texts: Sequence[tuple[str, str]]) -> tuple[list[Session], float]:
    """The sessions, and the CPU milliseconds of the engine's process a key."""
    before_ms = process.cpu_ms(running.pid)
    sessions = [type_out(running.port, text, kind) for kind, text in texts]
    spent_ms = process.cpu_ms(running.pid) - before_ms
    return sessions, spent_ms / max(1, sum(session.keys for session in sessions))


def measure(
    playwright: Playwright, texts: Sequence[tuple[str, str]], threads: int = 0
) -> tuple[dict[str, Any], list[Session]]:
    """Figures of one replay, and its sessions."""
    with engine(playwright, threads) as running:
        sessions, cpu_ms_per_key = replay(running, texts)
        asked = [one for session in sessions for one in session.asked]
        figures = {
            "backend": running.state["backend"],
            "threads": running.state["threads"],
            "notes": running.state.get("notes", []),
            "cpu_ms_per_key": round(cpu_ms_per_key, 1),
            **measures.latency_by_tier(asked),
            **measures.worth_by_kind(sessions),
            "rss_mb": process.status_mb(running.pid, "VmRSS"),
        }
    return figures, sessions
