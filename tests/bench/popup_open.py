"""How long the popup takes to show its settings: from the click on the icon, and from its page.

In: the built extension. Out: {"click_ms", "page_ms"}, each median and 95th percentile of Nib's
popup and, in the same run and turn by turn, of the same package with an empty page for a popup:
what the browser takes by itself. Run by itself: `python -m tests.bench.popup_open`.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from tests import chromium, pages_server
from tests.bench.figures import summary
from tests.popup import FLAG, Popup

RUNS = 20
EMPTY = "<!doctype html><title>Nib</title><p>Nib</p>"
# The first paint that shows something; Nib draws nothing before its settings are there.
PAINTED = """new Promise((done) => new PerformanceObserver((list) => {
  const [paint] = list.getEntriesByName("first-contentful-paint");
  if (paint) done([performance.timeOrigin + paint.startTime, paint.startTime]);
}).observe({type: "paint", buffered: true}))"""


def package_with_empty_popup(folder: Path) -> Path:
    package = Path(shutil.copytree(chromium.EXTENSION, folder / "nib", copy_function=os.link))
    page = package / "popup" / "popup.html"
    page.unlink()
    page.write_text(EMPTY)
    return package


def open_once(context: BrowserContext, page: Page, shown: str) -> tuple[float, float]:
    """(from the click, from the page's own start) to its first paint, in ms."""
    clicked_ms = time.time() * 1000
    popup = Popup(context, chromium.extension_id(context), page, shown)
    painted_ms, page_ms = popup.evaluate(PAINTED)
    popup.close()
    return painted_ms - clicked_ms, page_ms


def measure(playwright: Playwright, runs: int = RUNS) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        packages = {"nib": chromium.EXTENSION, "empty": package_with_empty_popup(folder)}
        url = stack.enter_context(pages_server.serve())
        times: dict[str, list[tuple[float, float]]] = {}
        pages = {}
        for kind, package in packages.items():
            about = {"extension": package, "more_flags": (FLAG,)}
            context = stack.enter_context(chromium.launch(playwright, folder / kind, **about))
            page = context.pages[0]
            page.goto(f"{url}/demo.html")
            pages[kind] = (context, page, "footer" if kind == "nib" else "p")
            times[kind] = []
        for _ in range(runs):
            for kind, about in pages.items():
                times[kind].append(open_once(*about))
    return {
        part: {kind: summary([one[at] for one in all_]) for kind, all_ in times.items()}
        for at, part in enumerate(("click_ms", "page_ms"))
    }


if __name__ == "__main__":
    with sync_playwright() as started:
        print(json.dumps(measure(started), indent=1))
