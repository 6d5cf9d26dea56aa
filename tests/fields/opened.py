"""The page of one field, opened in the browser with the extension when a test asks for it.

In: a field of the catalogue. Out: it under test; after a failure, on a page opened anew.
"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.drawn import Drawn
from tests.browser.pictures import Darkroom
from tests.conftest import Extension
from tests.fields.catalogue import FieldPage
from tests.fields.under_test import UnderTest


class Opened:
    """The page of one field, opened when it is needed and after a failure."""

    def __init__(self, field: FieldPage, extension: Extension, url: str, room: Darkroom) -> None:
        self.field = field
        self.portraits: dict[str, bytes] = {}
        self._extension, self._url, self._darkroom = extension, url, room
        self._page: Page | None = None
        self._under: UnderTest | None = None

    def under(self) -> UnderTest:
        if self._under is None:
            self._under = self._open()
        return self._under

    def close(self) -> None:
        if self._page:
            self._page.close()
        self._page = self._under = None

    def _open(self) -> UnderTest:
        page = self._page = self._extension.context.new_page()
        page.emulate_media(reduced_motion="reduce")  # a card is there at once, for its picture
        page.goto(f"{self._url}/fields/{self.field.name}.html")
        page.evaluate("window.ready")
        frame = page.frames[-1] if self.field.framed else page.main_frame
        frame.wait_for_function("window.ready")
        frame.evaluate("window.ready")
        drawn = Drawn(page, frame=frame)
        return UnderTest(self.field, page, frame, drawn, self._darkroom, self.portraits)
