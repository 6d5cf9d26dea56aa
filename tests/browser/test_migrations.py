"""A profile that the first version used: after the update all settings keep their meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright

from tests import chromium
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
STORE = """async (first) => {
  await chrome.storage.local.clear();
  await chrome.storage.local.set(first);
}"""
STORED = """async () => {
  const end = Date.now() + 10_000;
  for (;;) {
    const stored = await chrome.storage.local.get();
    if (stored.version || Date.now() > end) return stored;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""


def stored_with_version(extension: Extension) -> dict[str, Any]:
    """What is stored once the background has started and brought it up to date."""
    stored: dict[str, Any] = extension.worker.evaluate(STORED)
    stored.pop("welcomed", None)  # no setting
    return stored


def test_a_start_brings_old_settings_up_to_date(
    playwright_instance: Playwright, built: Path, tmp_path: Path
) -> None:
    with chromium.launch(playwright_instance, tmp_path, extension=built) as context:
        first = Extension(context, chromium.extension_id(context))
        stored_with_version(first)  # its own start is over
        first.worker.evaluate(STORE, FIRST)
    with chromium.launch(playwright_instance, tmp_path, extension=built) as context:
        own = Extension(context, chromium.extension_id(context))
        assert stored_with_version(own) == {**FIRST, "version": 2, "sites_off": ["localhost"]}


def test_old_settings_keep_their_meaning(fresh_extension: Extension, serve_pages: str) -> None:
    """Also before a start or a change has brought them up to date."""
    stored_with_version(fresh_extension)
    fresh_extension.worker.evaluate(STORE, FIRST)
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
