"""A profile that the first version used: after the update all settings keep their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
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


@pytest.fixture
def updated(
    playwright_instance: Playwright, built: Path, tmp_path: Path
) -> Iterator[tuple[Extension, dict[str, Any]]]:
    """The browser's second start on a profile with the first version's storage, as after an update,
    and what is stored once the background has started."""
    with chromium.launch(playwright_instance, tmp_path, extension=built) as context:
        first = Extension(context, chromium.extension_id(context))
        first.worker.evaluate(STORE, FIRST)
    with chromium.launch(playwright_instance, tmp_path, extension=built) as context:
        own = Extension(context, chromium.extension_id(context))
        yield own, own.worker.evaluate(STORED)


def test_the_first_versions_settings_live_on(
    updated: tuple[Extension, dict[str, Any]], serve_pages: str
) -> None:
    own, stored = updated
    assert stored == {**FIRST, "version": 2, "sites_off": ["localhost"]}
    page = own.context.new_page()
    page.goto(f"{serve_pages.replace('127.0.0.1', 'localhost')}/fields.html")
    page.click("#area")
    page.keyboard.type("Teh recieved letter. ")
    other = own.context.new_page()
    other.goto(f"{serve_pages}/fields.html")
    other.click("#area")
    other.keyboard.type("teh recieved letter is here. ")
    drawn = Drawn(other)
    (mark,) = drawn.marks()  # neither "teh" nor the small letter at the beginning
    assert drawn.open_card_at(mark)["old"] == "recieved"
    assert drawn.now()["ghost"] == ""
    assert page.query_selector("[popover=manual]") is None
