"""The page of fields, ready to be typed into, which fails a test whose page noted an exception; and
a browser with an organisation's policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests import chromium
from tests.browser.desk import Desk
from tests.browser.drawn import Drawn
from tests.browser.pictures import Darkroom
from tests.conftest import Extension, Launch
from tests.policy_file import policy_file, unpacked_id

Managed = Callable[..., AbstractContextManager[Extension]]
Open = Callable[..., AbstractContextManager[Desk]]
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


@pytest.fixture
def managed(launch: Launch, built: Path) -> Managed:
    """A browser of its own with this policy; skips where no policy may be written. Keyword
    arguments are those of chromium.launch."""

    @contextmanager
    def start(policy: dict[str, Any], **options: Any) -> Iterator[Extension]:
        if Path(chromium.find_chromium()).resolve().parts[1:3] == ("opt", "google"):
            pytest.skip("this is Chrome: it reads policies from another folder than Chromium")
        file = policy_file(unpacked_id(built), policy)
        try:
            file.__enter__()
        except OSError as problem:
            pytest.skip(f"no policy file can be written here: {problem.strerror}")
        try:
            with launch(extension=built, **options) as context:
                found = chromium.extension_id(context)
                assert found == unpacked_id(built)
                yield Extension(context, found)
        finally:
            file.__exit__(None, None, None)

    return start


@pytest.fixture
def open_desk(
    playwright_instance: Playwright, tmp_path: Path, built: Path, serve_pages: str
) -> Open:
    """Opens a browser on this test's one profile; again after it was closed."""

    @contextmanager
    def start(**options: Any) -> Iterator[Desk]:
        with chromium.launch(
            playwright_instance, tmp_path / "profile", extension=built, **options
        ) as context:
            yield Desk(context, serve_pages)

    return start
