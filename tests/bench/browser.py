"""A browser with Nib on the demo page and a new profile: where the browser benches begin."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import chromium, pages_server


@contextmanager
def demo_page() -> Iterator[Page]:
    """The page, loaded; nothing of Nib has started yet."""
    with (
        tempfile.TemporaryDirectory() as profile,
        pages_server.serve() as url,
        sync_playwright() as playwright,
        chromium.launch(playwright, Path(profile)) as context,
    ):
        page = context.pages[0]
        page.goto(f"{url}/demo.html")
        yield page
