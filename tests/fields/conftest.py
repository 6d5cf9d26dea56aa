"""The matrix's own browser state, and its report: out/fields.json, out/fields.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.pictures import Darkroom
from tests.conftest import Extension
from tests.engine_port import EnginePort
from tests.fields import report, sheet
from tests.fields.opened import Opened

SETTINGS = """chrome.storage.local.set({enabled: true, sentiment: false, completion: true,
  correction: true, dictionary: [], sites_off: [], min_confidence: 0.2})"""

_results = report.Results()


@pytest.fixture(scope="session")
def portraits() -> dict[str, bytes]:
    """A picture a field, by title."""
    return {}


@pytest.fixture(scope="session")
def darkroom(extension: Extension, portraits: dict[str, bytes]) -> Iterator[Darkroom]:
    extension.worker.evaluate(SETTINGS)
    port = EnginePort(extension.context)
    port.warm("complete", "correct")
    port.close()
    room = Darkroom(extension.context)
    yield room
    sheet.compose(room.bench, portraits, report.OUT / "fields.png")
    room.close()


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


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome: Any = yield
    result = outcome.get_result()
    cell = getattr(item, "callspec", None)
    if cell and "check" in cell.params and (result.when == "call" or result.failed):
        _results.note(cell.params["under"].name, cell.params["check"], result.outcome)


def pytest_sessionfinish() -> None:
    _results.write()
