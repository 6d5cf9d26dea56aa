"""The field matrix: each field of the catalogue, each check, in a real browser with real models.

One page serves all checks of a field; each starts with an empty field. After a failure the page is
opened anew, so that one fault does not make others, and the check is tried once more there: of nine
hundred cells one may meet a moment in which the machine had other things to do. Twice is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn
from tests.browser.pictures import Darkroom
from tests.conftest import Extension
from tests.fields.catalogue import FIELDS, LEFT_ALONE, REMOVED, FieldPage
from tests.fields.checks import CHECKS, TEXT, begin_with_ghost, inapplicable
from tests.fields.report import LEFT
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


@pytest.fixture(scope="module")
def under(
    request: pytest.FixtureRequest,
    extension: Extension,
    serve_pages: str,
    darkroom: Darkroom,
    portraits: dict[str, bytes],
) -> Iterator[Opened]:
    opened = Opened(request.param, extension, serve_pages, darkroom)
    yield opened
    portraits |= opened.portraits
    opened.close()


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("under", FIELDS, indirect=True, ids=lambda field: field.name)
def test_field(under: Opened, check: str) -> None:
    reason = inapplicable(under.field, check)
    if reason:
        pytest.skip(reason)
    try:
        run(under, check)
    except Exception as first:
        print(f"tried again: {first}")
        run(under, check)


def run(opened: Opened, check: str) -> None:
    try:
        one = opened.under()
        CHECKS[check](one)
        assert one.problems() == [], "the page saw an exception"
    except BaseException:
        opened.close()
        raise


@pytest.mark.parametrize("under", [REMOVED], indirect=True, ids=lambda field: field.name)
def test_removed_while_busy(under: Opened) -> None:
    """The page takes the field away under a ghost and puts it back: nothing stays, all goes on."""
    one = under.under()
    begin_with_ghost(one)
    one.frame.evaluate("field.act()")
    one.drawn.nothing()
    one.frame.evaluate("field.act()")
    begin_with_ghost(one)
    assert one.problems() == []


@pytest.mark.parametrize("check", [LEFT])
@pytest.mark.parametrize("under", LEFT_ALONE, indirect=True, ids=lambda field: field.name)
def test_left_alone(under: Opened, check: str) -> None:
    """Typed into while another field of the same browser gets suggestions: nothing is shown."""
    one = under.under()
    one.click()
    one.type(TEXT[:12] if under.field.name == "otp" else TEXT)
    one.press("Alt+Shift+F")
    shown = one.drawn.world.evaluate("document.querySelectorAll('div[popover=manual]').length")
    assert shown == 0, "Nib draws nothing, not even its own empty layer"
    assert "recieve" in one.text() or under.field.name == "otp"
    assert one.problems() == []
