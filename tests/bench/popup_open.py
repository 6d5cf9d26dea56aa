"""How long the popup takes: from the click on the icon, and from its own page's start.

In: the built extension; folders of other builds of it, to compare. Out: for each of them and, in
the same run and turn by turn, for the same package with an empty page for a popup (what the browser
takes by itself), median and 95th percentile in ms:
- click_ms, page_ms: to the first paint that shows something, from the click and from the page.
- switches_ms: from the page's start until each switch shows what holds.
- full_ms: the same until the field of the page is told of as well: nothing is missing.
- shift_percent: how much of what was shown moved, and how far, while it was filled (the score of
  the Layout Instability API, times 100); 0 is not at all.
Run by itself: `python -m tests.bench.popup_open [FOLDER ...]`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
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
STEPS = ("click_ms", "page_ms", "switches_ms", "full_ms", "shift_percent")
EMPTY = "<!doctype html><html><head><title>Nib</title></head><body><p>Nib</p></body></html>"
# In each package's page: notes when a frame that shows them was handed on.
STOPWATCH = """
const STEPS = {
  switches_ms: () => document.querySelector("[data-name=enabled][aria-checked]"),
  full_ms: () => document.querySelector(".field > *"),
};
const noted = (globalThis.noted = {});
const look = () => {
  for (const [step, isReached] of Object.entries(STEPS)) {
    if (step in noted || !isReached()) continue;
    noted[step] = null;
    requestAnimationFrame(() => setTimeout(() => { noted[step] = performance.now(); }));
  }
};
new MutationObserver(look).observe(document, {childList: true, attributes: true, subtree: true});
"""
# One question, answered when all is over: to ask again and again would cost the page time.
MEASURED = """(async () => {
  const isOver = () => %s;
  while (!isOver()) await new Promise((next) => setTimeout(next, 20));
  const entries = (type) => new Promise((done) => {
    new PerformanceObserver((list) => done(list.getEntries())).observe({type, buffered: true});
    if (type === "layout-shift") setTimeout(() => done([]), 50);
  });
  const paints = await entries("paint");
  const page_ms = paints.find(({name}) => name === "first-contentful-paint").startTime;
  const shift = (await entries("layout-shift")).reduce((sum, {value}) => sum + value, 0);
  const painted_ms = performance.timeOrigin + page_ms;
  return {...noted, page_ms, shift_percent: shift * 100, painted_ms};
})()"""
FULL = "globalThis.noted?.full_ms > 0"
ANY_PAINT = "performance.getEntriesByName('first-contentful-paint').length > 0"


def timed_package(source: Path, folder: Path, page: str | None = None) -> Path:
    """A copy of the package whose popup has the stopwatch, and `page` for its page."""
    package = Path(shutil.copytree(source, folder, copy_function=os.link))
    shown = package / "popup" / "popup.html"
    text = page or shown.read_text()
    shown.unlink()  # a link: what it shares with the source stays
    shown.write_text(text.replace("</title>", '</title><script src="stopwatch.js"></script>', 1))
    (package / "popup" / "stopwatch.js").write_text(STOPWATCH)
    return package


def open_once(context: BrowserContext, page: Page, until: str) -> dict[str, float]:
    """The steps of one opening; only the first paint's where there is nothing else."""
    clicked_ms = time.time() * 1000
    popup = Popup(context, chromium.extension_id(context), page, "body")
    measured: dict[str, float] = popup.evaluate(MEASURED % until)
    popup.close()
    return measured | {"click_ms": measured["painted_ms"] - clicked_ms}


def measure(
    playwright: Playwright, runs: int = RUNS, others: tuple[Path, ...] = ()
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        url = stack.enter_context(pages_server.serve())
        sources = {"nib": chromium.EXTENSION, **{other.name: other for other in others}}
        packages = {kind: timed_package(of, folder / kind) for kind, of in sources.items()}
        packages["empty"] = timed_package(chromium.EXTENSION, folder / "empty", EMPTY)
        times: dict[str, list[dict[str, float]]] = {kind: [] for kind in packages}
        pages = {}
        for kind, package in packages.items():
            about = {"extension": package, "more_flags": (FLAG,)}
            profile = folder / f"{kind}-profile"
            context = stack.enter_context(chromium.launch(playwright, profile, **about))
            page = context.pages[0]
            page.goto(f"{url}/demo.html")
            pages[kind] = (context, page, ANY_PAINT if kind == "empty" else FULL)
        kinds = list(pages)
        for run in range(runs):
            first = run % len(kinds)  # each follows each: a popup that closes slows the next
            for kind in kinds[first:] + kinds[:first]:
                times[kind].append(open_once(*pages[kind]))
    return {
        step: {
            kind: summary([one[step] for one in all_])
            for kind, all_ in times.items()
            if all(step in one for one in all_)
        }
        for step in STEPS
    }


if __name__ == "__main__":
    with sync_playwright() as started:
        print(json.dumps(measure(started, others=tuple(map(Path, sys.argv[1:]))), indent=1))
