"""What a full memory of what Nib learned costs at the start: first focus to first ghost text, in
Pyodide, with it and without, turn by turn on one profile each.

In: nothing. Out: milliseconds, printed. By hand: `python -m tests.bench.learned_start`.
"""

from __future__ import annotations

import base64
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nib.personal_file import pack
from playwright.sync_api import Page, Playwright, sync_playwright

from tests import chromium, pages_server
from tests.bench.figures import summary
from tests.bench.personal_speed import flooded
from tests.engine_port import EnginePort
from tests.inside import ContentWorld

RUNS = 7
LEARN = "() => chrome.storage.local.set({learning: true})"


@contextmanager
def demo(playwright: Playwright, profile: Path, url: str) -> Iterator[Page]:
    with chromium.launch(playwright, profile) as context:
        chromium.extension_id(context)  # Nib knows of no policy by now
        page = context.pages[0]
        page.goto(f"{url}/demo.html")
        page.bring_to_front()
        yield page


def prepare(playwright: Playwright, profile: Path, url: str, memory: bytes) -> None:
    """Learning is on, and the memory this one; b"" for none."""
    with demo(playwright, profile, url) as page:
        page.context.service_workers[0].evaluate(LEARN)
        if memory:
            port = EnginePort(page.context)
            content = base64.b64encode(memory).decode()
            assert port.ask(kind="import_memory", content=content)["kind"] == "memory"
            port.close()
    first_ghost_ms(playwright, profile, url)  # the first of all starts is another


def first_ghost_ms(playwright: Playwright, profile: Path, url: str) -> float:
    with demo(playwright, profile, url) as page:
        shown = ContentWorld(page)
        started = time.monotonic()
        page.locator("#message").click()
        page.keyboard.type("Thank you for your help. Please let me", delay=20)
        shown.wait_for_ghost(60_000)
        return (time.monotonic() - started) * 1000


def measure(runs: int = RUNS) -> dict[str, object]:
    memory = pack(flooded(random.Random(4))[0])
    found: dict[str, list[float]] = {"without": [], "with": []}
    with (
        tempfile.TemporaryDirectory() as folder,
        pages_server.serve() as url,
        sync_playwright() as playwright,
    ):
        profiles = {name: Path(folder) / name for name in found}
        prepare(playwright, profiles["without"], url, b"")
        prepare(playwright, profiles["with"], url, memory)
        for _ in range(runs):
            for name, profile in profiles.items():
                found[name].append(round(first_ghost_ms(playwright, profile, url)))
    figures = {name: summary(all_ms) for name, all_ms in found.items()}
    return {"bytes": len(memory), "runs": found, "load": os.getloadavg(), **figures}


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:])), indent=1))
