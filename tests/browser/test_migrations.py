"""A profile that the first version of Nib used: after the update all settings keep their meaning."""

from __future__ import annotations

from typing import Any

from tests.browser.drawn import Drawn
from tests.conftest import Extension

FIRST = {
    "completion": False,
    "sentiment": False,
    "min_confidence": 0.7,
    "sites_off": ["localhost", "*.example.org"],
    "dictionary": ["teh"],
    "ignored_rules": ["capital"],
    "announcements": False,
    "beside_rivals": True,
}
STORED = "() => chrome.storage.local.get()"


def as_updated(extension: Extension) -> dict[str, Any]:
    """What is stored once the background has started with the first version's storage in it."""
    extension.worker.evaluate(
        "async (first) => { await chrome.storage.local.clear();"
        " await chrome.storage.local.set(first); }",
        FIRST,
    )
    # What the browser says to an extension it has just updated, from which start() follows.
    extension.worker.evaluate("chrome.runtime.onInstalled.dispatch({reason: 'update'})")
    stored: dict[str, Any] = extension.worker.evaluate(
        """() => new Promise((resolve) => {
          const look = async () => {
            const stored = await chrome.storage.local.get();
            if (stored.version) resolve(stored); else setTimeout(look, 20);
          };
          look();
        })"""
    )
    return stored


def test_the_first_versions_settings_live_on(fresh_extension: Extension, serve_pages: str) -> None:
    stored = as_updated(fresh_extension)
    assert stored == {**FIRST, "version": 2, "sites_off": ["localhost"]}
    page = fresh_extension.context.new_page()
    page.goto(f"{serve_pages.replace('127.0.0.1', 'localhost')}/fields.html")
    page.click("#area")
    page.keyboard.type("Teh recieved letter. ")
    other = fresh_extension.context.new_page()
    other.goto(f"{serve_pages}/fields.html")
    other.click("#area")
    other.keyboard.type("teh recieved letter is here. ")
    drawn = Drawn(other)
    (mark,) = drawn.marks()  # neither "teh" nor the small letter at the beginning
    assert drawn.open_card_at(mark)["old"] == "recieved"
    assert drawn.now()["ghost"] == ""
    assert page.query_selector("[popover=manual]") is None
