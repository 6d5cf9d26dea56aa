"""Fields of a kind of their own: one that the browser fills in, one that takes so many letters."""

from __future__ import annotations

import pytest

from tests.fields.catalogue import ADDRESS, MAXLENGTH
from tests.fields.opened import Opened
from tests.fields.steps import SOON_MS, START, begin_with_ghost

STREET = "12 St James Square"
FILLED = {
    "fields": [
        {"name": "NAME_FULL", "value": "Ada Lovelace"},
        {"name": "ADDRESS_HOME_STREET_ADDRESS", "value": STREET},
        {"name": "ADDRESS_HOME_CITY", "value": "London"},
        {"name": "ADDRESS_HOME_ZIP", "value": "12345"},
    ]
}


@pytest.mark.parametrize("under", [ADDRESS], indirect=True, ids=lambda field: field.name)
def test_autofilled(under: Opened) -> None:
    """The browser's own autofill, with a ghost and a line shown: both go, nothing throws."""
    one = under.under()
    one.begin()
    one.type(f"We recieve it. {START}")
    one.drawn.until("s.ghost !== '' && s.marks.length >= 1", SOON_MS)
    session = one.page.context.new_cdp_session(one.page)
    thrown: list[object] = []

    def note(event: object) -> None:  # Playwright takes no built-in function
        thrown.append(event)

    session.on("Runtime.exceptionThrown", note)
    for domain in ("Runtime", "DOM", "Autofill"):
        session.send(f"{domain}.enable")
    place = session.send("Runtime.evaluate", {"expression": "field.element()"})["result"]
    node = session.send("DOM.describeNode", {"objectId": place["objectId"]})["node"]
    session.send("Autofill.trigger", {"fieldId": node["backendNodeId"], "address": FILLED})
    one.expect_text(STREET)
    one.drawn.nothing()
    session.detach()
    assert thrown == []  # in the page's world or in Nib's
    assert one.problems() == []
    one.press("Control+End")
    one.type(f". {START}")
    one.drawn.until("s.ghost !== ''", SOON_MS)


@pytest.mark.parametrize("under", [MAXLENGTH], indirect=True, ids=lambda field: field.name)
def test_accept_keeps_to_maxlength(under: Opened) -> None:
    """What would be too long is not cut into: the text stays as it was typed."""
    one = under.under()
    one.frame.evaluate(f"field.element().maxLength = {len(START) + 1}")
    begin_with_ghost(one)
    one.press("Tab")
    one.drawn.until("s.ghost === ''", SOON_MS)
    one.expect_text(START)
    assert one.problems() == []
