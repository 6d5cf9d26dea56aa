"""The page of fields, ready to be typed into; fails a test whose page noted an exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn
from tests.browser.pictures import Darkroom
from tests.conftest import Extension

DEFAULTS = "chrome.storage.local.clear()"


@pytest.fixture
def page(extension: Extension, serve_pages: str) -> Iterator[Page]:
    """tests/pages/fields.html in the session's browser, with default settings."""
    extension.worker.evaluate(DEFAULTS)
    page = extension.context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{serve_pages}/fields.html")
    yield page
    problems = page.evaluate("window.problems ?? []")
    page.close()
    assert errors + problems == [], "the page saw an exception"


@pytest.fixture
def drawn(page: Page) -> Drawn:
    return Drawn(page)


@pytest.fixture
def darkroom(extension: Extension, page: Page) -> Iterator[Darkroom]:
    room = Darkroom(extension.context)
    page.bring_to_front()
    yield room
    room.close()
