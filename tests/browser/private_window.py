"""A private window with Nib in it, allowed as on the browser's page of extensions.

In: a profile's folder, an address. Out: the browser, and the page in a window of that kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from tests import chromium
from tests.conftest import Extension

ALLOW = """(id) => new Promise((done) => chrome.developerPrivate.updateExtensionConfiguration(
  {extensionId: id, incognitoAccess: true}, () => done(!chrome.runtime.lastError)))"""


@contextmanager
def private_allowed(
    playwright: Playwright, profile: Path, built: Path, more_flags: tuple[str, ...] = ()
) -> Iterator[BrowserContext]:
    with chromium.launch(playwright, profile, extension=built) as context:
        page = context.new_page()
        page.goto("chrome://extensions")
        assert page.evaluate(ALLOW, chromium.extension_id(context))
    # Anew: a change of this kind loads the extension again.
    about = {"extension": built, "more_flags": more_flags}
    with chromium.launch(playwright, profile, **about) as context:  # type: ignore[arg-type]
        yield context


def open_private(own: Extension, url: str) -> Page:
    """In a new private window."""
    with own.context.expect_page() as opened:
        own.worker.evaluate("(url) => chrome.windows.create({incognito: true, url})", url)
    private = opened.value
    private.wait_for_load_state()
    return private
