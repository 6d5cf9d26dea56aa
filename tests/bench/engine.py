"""What the engine costs in the browser: starting, memory, each feature warm, one message.

Run by itself: `python -m tests.bench.engine` prints one JSON object. Linux only (reads /proc).
Says nothing about what a user sees; start.py and typing.py measure that.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from tests import chromium
from tests.bench import process
from tests.bench.figures import summary
from tests.engine_port import EnginePort

RUNS = 3
SAMPLES = 15
SENTENCE = "Waiter {} forgot there order, so we was waiting for an our and the food is cold."
STEMS = ("Thank you for your ", "I look forward to ", "Please let me know if you ")
ALL = ("correct", "complete", "sentiment")


def renderer_mb(context: BrowserContext) -> int:
    """Resident memory of the engine's process, in MB."""
    return process.status_mb(process.engine_pid(context), "VmRSS")


def package_without_snapshot(folder: Path) -> Path:
    package = Path(shutil.copytree(chromium.EXTENSION, folder / "nib", copy_function=os.link))
    about = json.loads((package / "build.json").read_text())
    (package / "build.json").unlink()
    (package / "build.json").write_text(json.dumps({**about, "snapshot": None}))
    return package


def start_times(playwright: Playwright, package: Path) -> dict[str, list[int]]:
    """start_ms in a new profile (cold) and again in the same one (warm)."""
    times: dict[str, list[int]] = {"cold": [], "warm": []}
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as profile:
            for phase in ("cold", "warm"):
                with chromium.launch(playwright, Path(profile), extension=package) as context:
                    engine = EnginePort(context)
                    times[phase].append(engine.warm()["start_ms"])
    return times


def memory(playwright: Playwright) -> dict[str, int]:
    """The engine process's memory after each step, and the most it ever had."""
    found = {}
    with (
        tempfile.TemporaryDirectory() as profile,
        chromium.launch(playwright, Path(profile)) as context,
    ):
        engine = EnginePort(context)
        engine.warm()
        found["python"] = renderer_mb(context)
        for feature in ("sentiment", "correct", "complete"):
            engine.warm(feature)
            found[f"+ {feature}"] = renderer_mb(context)
        use(engine)
        found["in use"] = renderer_mb(context)
        found["peak"] = process.status_mb(process.engine_pid(context), "VmHWM")
    return found


def use(engine: EnginePort) -> dict[str, Any]:
    """Milliseconds of each feature warm, as EngineState counts them, and of an empty message."""
    times: dict[str, list[float]] = {"complete": [], "correct": [], "sentiment": []}
    for number in range(SAMPLES):
        text = SENTENCE.format(number)
        engine.ask(kind="sentiment", text=text)
        engine.ask(kind="correct", text=text, dictionary=[])
        before = f"{text} {STEMS[number % len(STEMS)]}"
        engine.ask(kind="complete", before=before, after="", min_confidence=0)
        state = engine.state()
        for kind, samples in times.items():
            samples.append(state[f"{kind}_ms"])
    trips = [engine.timed(kind="warm", features=[])[0] for _ in range(10 * SAMPLES)]
    return {**{kind: summary(samples) for kind, samples in times.items()}, "trip": summary(trips)}


def measure() -> dict[str, Any]:
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        plain = package_without_snapshot(Path(folder))
        with (
            tempfile.TemporaryDirectory() as profile,
            chromium.launch(playwright, Path(profile)) as context,
        ):
            engine = EnginePort(context)
            state = engine.warm(*ALL)
            used = use(engine)
        return {
            "backend": state["backend"],
            "threads": state["threads"],
            "start_ms": {
                "with snapshot": start_times(playwright, chromium.EXTENSION),
                "without": start_times(playwright, plain),
            },
            "renderer_mb": memory(playwright),
            "ms": used,
        }


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
