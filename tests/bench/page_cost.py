"""What Nib costs the page: main-thread time of each key in a long field, with Nib and without.

Types real keys into tests/pages/long.html, two browsers in turn, one of them without extensions,
and reads the debugger's counters after each key: CPU time of scripts (the page's and ours, what
they force on layout included) and of all tasks of the page's main thread. All that a key sets off
before the next one counts: listeners, timers, observers, frames, the engine's answers. The page
has no script that runs at a key, so script is ours; tasks compare by difference.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright

from tests import chromium, pages_server
from tests.bench.figures import summary
from tests.inside import ContentWorld

FIELDS = ("area", "line", "paragraphs", "paragraph", "middle")
UNITS = 20_000
PAUSE_MS = 100
SETTLE_MS = 3_000  # answers to what stands there already
ROUNDS = 2
TYPED = " We recieve more of them every week. Please let me know if you have any questions."
IDLE_MS = 3_000
LONG_TASK_MS = 50


class Meter:
    """The main thread of a page, read through the debugger."""

    def __init__(self, page: Page) -> None:
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read_ms(self) -> dict[str, float]:
        """CPU time so far: {"script", "task"}; what the debugger itself took is left out."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        found = {metric["name"]: 1000 * metric["value"] for metric in metrics}
        task = found["TaskDuration"] - found["DevToolsCommandDuration"]
        return {"script": found["ScriptDuration"], "task": task}


@contextmanager
def browser(playwright: Playwright, nib: bool) -> Iterator[BrowserContext]:
    with tempfile.TemporaryDirectory() as profile:
        options: dict[str, Any] = {} if nib else {"extension": None}
        with chromium.launch(playwright, Path(profile), **options) as context:
            yield context


def measure(rounds: int = ROUNDS, fields: tuple[str, ...] = FIELDS) -> dict[str, Any]:
    """By field {"script_ms", "task_ms": with Nib; "..._without"; "long_tasks": over 50 ms, with and
    without}, and "idle": calls into Nib's script while no field is used."""
    samples: dict[str, dict[str, list[float]]] = {field: {} for field in fields}
    idle: dict[str, int] = {}
    with pages_server.serve() as url, sync_playwright() as playwright:
        for _ in range(rounds):
            for nib in (False, True):
                with browser(playwright, nib) as context:
                    if nib:
                        _warm(context.pages[0], f"{url}/long.html")
                    for field in fields:
                        side = "" if nib else "_without"
                        _type(context.pages[0], f"{url}/long.html", field, side, samples[field])
                    if nib:
                        idle = idle_calls(context.pages[0], f"{url}/long.html")
    figures = {field: _figures(samples[field]) for field in fields}
    return figures | {"idle": idle}


def _figures(samples: dict[str, list[float]]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for name, values in samples.items():
        long = "long_tasks" in name
        figures[name] = [round(value) for value in values] if long else summary(values)
    return figures


def _warm(page: Page, url: str) -> None:
    """The models are loaded once underlines show."""
    page.goto(url)
    page.evaluate("fill('area', 2000)")
    page.keyboard.type(" We definately recieve it.")
    ContentWorld(page).wait_for_underlines(1, 60_000)


def _type(page: Page, url: str, field: str, side: str, samples: dict[str, list[float]]) -> None:
    page.goto(url)
    page.evaluate("([id, units]) => fill(id, units)", [field, UNITS])
    page.keyboard.type(" ")
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate("longTasks.length = 0")
    meter = Meter(page)
    before = meter.read_ms()
    for letter in TYPED:
        page.keyboard.type(letter)
        page.wait_for_timeout(PAUSE_MS)
        after = meter.read_ms()
        for name, value in after.items():
            samples.setdefault(f"{name}_ms{side}", []).append(value - before[name])
        before = after
    samples.setdefault(f"long_tasks{side}", []).extend(page.evaluate("longTasks"))


def idle_calls(page: Page, url: str) -> dict[str, int]:
    """What runs while a page is read and no field has the focus: {"calls": calls of any kind into
    Nib's script, "listeners": what it listens to on window and document}."""
    page.goto(url)
    with traced(page) as events:
        for step in range(IDLE_MS // PAUSE_MS):
            page.mouse.move(10 + step, 10 + step)
            page.mouse.wheel(0, 40)
            page.wait_for_timeout(PAUSE_MS)
    return {"calls": len(_our_calls(events))}


def forced_layouts(page: Page, letters: str) -> int:
    """How often the browser had to lay out the page in the middle of Nib's script while the letters
    were typed: what was written and then read before the frame's own layout."""
    with traced(page) as events:
        for letter in letters:
            page.keyboard.type(letter)
            page.wait_for_timeout(PAUSE_MS)
    calls = _our_calls(events)
    layouts = [event for event in events if event["name"] == "Layout"]
    return sum(any(_is_within(layout, call) for call in calls) for layout in layouts)


@contextmanager
def traced(page: Page) -> Iterator[list[dict[str, Any]]]:
    """The browser's own events of what is done meanwhile; they are there once it is over."""
    assert page.context.browser
    session = page.context.browser.new_browser_cdp_session()
    events: list[dict[str, Any]] = []
    ended: list[object] = []
    session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    session.on("Tracing.tracingComplete", lambda _: ended.append(True))
    categories = "devtools.timeline,disabled-by-default-devtools.timeline"
    session.send("Tracing.start", {"categories": categories, "transferMode": "ReportEvents"})
    yield events
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(PAUSE_MS)
    session.detach()


def _our_calls(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    calls = [event for event in events if event["name"] == "FunctionCall"]
    return [call for call in calls if "/content/main.js" in str(call.get("args"))]


def _is_within(event: dict[str, Any], call: dict[str, Any]) -> bool:
    same = all(event[name] == call[name] for name in ("pid", "tid"))
    return same and call["ts"] <= event["ts"] < call["ts"] + call.get("dur", 0)
