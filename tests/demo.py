"""`make run`: Chromium with Nib and the demo page; headless it uses the page as a person would.

Headless (no display, or HEADLESS=1): switches sentiment on in the popup, types each field's text
with real keys, waits for what Nib shows, takes completions with Tab, applies a correction with the
keyboard, writes out/demo.png and prints one JSON line a field. Exits 1 if anything did not work.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright

from tests import chromium, pages_server
from tests.engine_port import EnginePort
from tests.inside import ContentWorld
from tests.words import words_of

PICTURE = chromium.ROOT / "out" / "demo.png"
FRAME_PAGES = {"frame": "demo_frame.html"}
WAIT_MS = 30_000
TIMINGS = ("backend", "threads", "start_ms", "complete_ms", "correct_ms", "sentiment_ms")


@dataclass(frozen=True, slots=True)
class Demo:
    """A field of the demo page, what is typed there, and a fix that must be among the findings."""

    field: str
    typed: str
    fix: tuple[str, str]
    frame: str = ""


DEMOS = (
    Demo(
        "message",
        "I recieved your report and it is excellent. Please let me know if you have any ques",
        ("recieved", "received"),
    ),
    Demo(
        "review",
        "The food was terrible and teh waiter was rude. I would not recommend this place to any",
        ("teh", "the"),
    ),
    Demo("subject", "Their is a serious problem with the quality of the prod", ("Their", "There")),
    Demo("search", "great places to have dinner with with a lot of peo", ("with with", "with")),
    Demo("note", "She have a wonderful garden. I hope you are doing", ("have", "has")),
    Demo(
        "rich",
        " I definately like it, it is lovely. I look forward to hearing from",
        ("definately", "definitely"),
    ),
    Demo(
        "shadowed",
        "The hotel is awful and the staff dont care. Do not hesitate to cont",
        ("dont", "don't"),
    ),
    Demo(
        "framed",
        "This is an useful and beautiful guide. It is worth every pen",
        ("an", "a"),
        "frame",
    ),
)


class DemoError(Exception):
    """Something a user would see did not happen."""


def main() -> None:
    headless = os.environ.get("HEADLESS") == "1" or not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    with (
        tempfile.TemporaryDirectory() as profile,
        pages_server.serve() as url,
        sync_playwright() as playwright,
        chromium.launch(
            playwright,
            Path(profile),
            headless=headless,
            viewport={"width": 1100, "height": 1000},
        ) as context,
    ):
        page = context.pages[0]
        page.set_default_timeout(WAIT_MS)
        page.goto(f"{url}/demo.html")
        if headless:
            sys.exit(0 if use(context, page) else 1)
        print("Nib is on this page. Close the window to end.", flush=True)
        page.wait_for_event("close", timeout=0)


def use(context: BrowserContext, page: Page) -> bool:
    """Go through all fields; True if every one did what it should."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    switch_sentiment_on(context)
    engine = EnginePort(context)
    page.bring_to_front()
    worked = True
    for demo in DEMOS:
        try:
            report = use_field(page, engine, demo)
        except (DemoError, LookupError) as problem:
            report = {"field": demo.field, "typed": demo.typed, "error": str(problem)}
            worked = False
        print(json.dumps(report, ensure_ascii=False), flush=True)
    if errors:
        print(f"The page's console shows: {errors}", file=sys.stderr)
    picture(page)
    return worked and not errors


def switch_sentiment_on(context: BrowserContext) -> None:
    """A click on the popup's switch, as everyone does it."""
    popup = context.new_page()
    popup.goto(f"chrome-extension://{chromium.extension_id(context)}/popup/popup.html")
    popup.locator("[data-name=sentiment][aria-checked=false]").click()
    popup.locator("[data-name=sentiment][aria-checked=true]").wait_for()
    popup.close()


def use_field(page: Page, engine: EnginePort, demo: Demo) -> dict[str, Any]:
    """Type, wait for the ghost, take it, fix one thing; what was seen on the way."""
    scope = page.frame_locator(f"#{demo.frame}") if demo.frame else page
    field = scope.locator(f"#{demo.field}")
    field.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(demo.typed, delay=20)
    shown = ContentWorld(page, FRAME_PAGES.get(demo.frame, ""))
    ghost = shown.wait_for_ghost(WAIT_MS)
    before = text_of(field)
    page.keyboard.press("Tab")
    after = text_of(field)
    if after != before + ghost:
        raise DemoError(f"Tab gave {after!r}, the ghost was {ghost!r}")
    shown.wait_for_underlines(1, WAIT_MS)
    shown.wait_for_tints(WAIT_MS)
    figures = engine.state()  # of what the page asked; our own questions below are from a cache
    findings = engine.ask(kind="correct", text=after, dictionary=[])["edits"]
    corrections = [
        {
            "original": utf16(after, edit),
            "replacement": edit["replacement"],
            "message": words_of(edit["reason"]),
        }
        for edit in findings
    ]
    if demo.fix not in [(c["original"], c["replacement"]) for c in corrections]:
        raise DemoError(f"expected the fix {demo.fix}, found {corrections}")
    shown.wait_for_underlines(len(findings), WAIT_MS)
    if demo is DEMOS[0]:
        apply_first(page, field, demo.fix[1])
    return {
        "field": demo.field,
        "typed": demo.typed,
        "completion": ghost,
        "accepted_text": after[len(before) :],
        "corrections": corrections,
        "sentiment": sentiment(engine, after),
        "engine": {key: figures[key] for key in TIMINGS},
    }


def sentiment(engine: EnginePort, text: str) -> list[dict[str, Any]]:
    sentences = engine.ask(kind="sentiment", text=text)["sentences"]
    if not sentences:
        raise DemoError("no sentiment came back")
    return [
        {"text": utf16(text, s), "label": s["label"], "score": round(s["score"], 3)}
        | {"spans": [{"text": utf16(text, span), "label": span["label"]} for span in s["spans"]]}
        for s in sentences
    ]


def apply_first(page: Page, field: Locator, expected: str) -> None:
    """Alt+J opens the first finding's card, Enter applies it."""
    page.keyboard.press("Alt+j")
    page.keyboard.press("Enter")
    fixed = text_of(field)
    if expected not in fixed:
        raise DemoError(f"the correction {expected!r} was not applied: {fixed!r}")


def text_of(field: Locator) -> str:
    text: str = field.evaluate("field => field.value ?? field.innerText")
    return text.replace("\u00a0", " ").removesuffix("\n")


def utf16(text: str, span: dict[str, Any]) -> str:
    """The part of `text` that a span in UTF-16 units covers."""
    units = text.encode("utf-16-le")
    return units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le")


def picture(page: Page) -> None:
    """One field with all three at once: ghost text, underlines and colours."""
    field = page.locator("#review")
    field.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(DEMOS[1].typed, delay=20)
    shown = ContentWorld(page)
    shown.wait_for_ghost(WAIT_MS)
    shown.wait_for_underlines(1, WAIT_MS)
    shown.wait_for_tints(WAIT_MS)
    PICTURE.parent.mkdir(exist_ok=True)
    page.screenshot(path=PICTURE)
    print(f"picture: {PICTURE.relative_to(chromium.ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
