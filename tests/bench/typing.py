"""Keystroke to ghost text in Chromium, on WASM, warm: what a person who types would see.

Types dev sentences into a textarea with real key events, letter by letter with the pauses of a
quick typist, rests after every word until a ghost came (or LONGEST_WAIT_MS: silence), and reads
the time from the last key to the ghost. Resting keeps slow answers in the sample.
The clock runs in the content script's world (tests/inside.py); nothing shipped is changed.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.bench.browser import demo_page
from tests.bench.figures import sentences, summary
from tests.inside import ContentWorld

KEY_PAUSE_MS = 140  # some 85 words a minute
LONGEST_WAIT_MS = 1_500
TEXTS = {"email_enron_parakweet": 8, "support_banking77": 6}

# Notes when the last key went down, when a ghost was there after it, and each time one appears
# where none was: typing along a ghost costs nothing and would flatter the median.
CLOCK = """(() => {
  const root = chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"));
  const shows = () => [...root.querySelectorAll(".ghost")]
    .some((ghost) => ghost.textContent !== "" && ghost.checkVisibility());
  const clock = globalThis.nibClock = {key: 0, ms: 0, had: shows(), fresh: []};
  addEventListener("keydown", () => { clock.key = performance.now(); clock.ms = 0; }, true);
  const look = () => {
    const has = shows();
    const ms = performance.now() - clock.key;
    if (has && !clock.had) clock.fresh.push(ms);
    if (has && clock.ms === 0) clock.ms = ms;
    clock.had = has;
  };
  const all = {subtree: true, childList: true, characterData: true, attributes: true};
  new MutationObserver(look).observe(root, all);
})()"""
GHOST_MS = f"""new Promise((resolve) => {{
  const look = () => {{
    const waited_ms = performance.now() - nibClock.key;
    if (nibClock.ms > 0 || waited_ms > {LONGEST_WAIT_MS}) resolve(nibClock.ms);
    else requestAnimationFrame(look);
  }};
  look();
}})"""


def measure(quick: bool = False) -> dict[str, Any]:
    """{"ghost_ms": last key to a ghost, at words' ends; "fresh_ghost_ms": wherever one appeared
    that was not there before; "words": typed; "silent": words after which none came}."""
    with demo_page() as page:
        clock = ContentWorld(page)
        warm_up(page, clock)
        clock.evaluate(CLOCK)
        samples: list[float] = []
        words = 0
        for name, count in TEXTS.items():
            for sentence in sentences(name, 1 if quick else count):
                page.locator("#message").fill("")
                for word in sentence.split():
                    page.keyboard.type(f"{word} ", delay=KEY_PAUSE_MS)
                    samples.append(clock.evaluate(GHOST_MS))
                    words += 1
        fresh: list[float] = clock.evaluate("nibClock.fresh")
    shown = [ms for ms in samples if ms > 0]
    figures = {
        "ghost_ms": summary(shown),
        "fresh_ghost_ms": summary(fresh),
        "words": words,
        "silent": words - len(shown),
    }
    print(f"typing: keystroke to ghost text, WASM, warm: {figures}", flush=True)
    return figures


def warm_up(page: Page, world: ContentWorld) -> None:
    """The language model is loaded once a first ghost was seen."""
    page.locator("#message").click()
    page.keyboard.type("Thank you for your help. Please let me", delay=30)
    world.wait_for_ghost(60_000)
