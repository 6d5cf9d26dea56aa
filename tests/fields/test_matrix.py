"""The field matrix: each field of the catalogue, each check, in a real browser with real models.

One page serves all checks of a field; each starts with an empty field. After a failure the page is
opened anew, so that one fault does not make others, and the check is tried once more there: of nine
hundred cells one may meet a moment in which the machine had other things to do. Twice is a fault.
"""

from __future__ import annotations

import pytest

from tests.fields.catalogue import FIELDS, LEFT_ALONE, REMOVED
from tests.fields.checks import CHECKS, inapplicable
from tests.fields.opened import Opened
from tests.fields.report import LEFT
from tests.fields.steps import TEXT, begin_with_ghost


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
