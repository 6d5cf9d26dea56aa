"""The same requests give the same answers in the browser (Pyodide) and in CPython.

Words, labels and offsets must be equal. Confidences may differ: the same int8 graph rounds
differently on other kernels (WASM SIMD against AVX).
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests import chromium
from tests.engine_port import EnginePort
from tests.parity.inputs import requests
from tests.parity.native_engine import answer

TOLERANCE = {"complete": 0.1, "correct": 0.1, "sentiment": 0.02}
REQUESTS = requests()
NAMES = [f"{number}-{request['kind']}" for number, request in enumerate(REQUESTS, 1)]


@pytest.fixture(scope="module")
def native() -> list[dict[str, Any]]:
    return answer(REQUESTS)


def assert_alike(here: Any, there: Any, tolerance: float, path: str = "") -> None:
    """Equal, but for floats, which are within `tolerance` of each other."""
    assert type(here) is type(there) or {type(here), type(there)} == {int, float}, path
    if isinstance(here, dict):
        assert here.keys() == there.keys(), path
        for key in here.keys() - {"id"}:
            assert_alike(here[key], there[key], tolerance, f"{path}.{key}")
    elif isinstance(here, list):
        assert len(here) == len(there), f"{path}: {here} against {there}"
        for place, (one, other) in enumerate(zip(here, there, strict=True)):
            assert_alike(one, other, tolerance, f"{path}[{place}]")
    elif isinstance(here, float):
        assert here == pytest.approx(there, abs=tolerance), path
    else:
        assert here == there, path


def test_there_are_fifty() -> None:
    assert len(REQUESTS) == 50


@pytest.mark.parametrize("number", range(len(REQUESTS)), ids=NAMES)
def test_both_twins_answer_alike(
    engine: EnginePort, native: list[dict[str, Any]], number: int
) -> None:
    kind = REQUESTS[number]["kind"]
    in_browser = engine.ask(**REQUESTS[number])
    assert in_browser["kind"] == kind, in_browser
    assert_alike(in_browser, native[number], TOLERANCE[kind])


def test_the_answers_are_not_all_silence(native: list[dict[str, Any]]) -> None:
    completions = [reply for reply in native if reply["kind"] == "complete"]
    corrections = [reply for reply in native if reply["kind"] == "correct"]
    assert sum(bool(reply["completion"]) for reply in completions) >= 5
    assert sum(bool(reply["edits"]) for reply in corrections) >= 10
    kinds = {edit["kind"] for reply in corrections for edit in reply["edits"]}
    assert {"determiner", "extra_word"} <= kinds, "these only the grammar tagger finds"
    assert {reply["label"] for reply in native if reply["kind"] == "sentiment"} == {
        "negative",
        "neutral",
        "positive",
    }


def test_the_package_holds_this_source(built: Path) -> None:
    """Twins can only agree when both run the same Python: `make build` after every change."""
    (wheel,) = (built / "wheels").glob("nib-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name: archive.read(name) for name in archive.namelist() if name.endswith(".py")}
    source = chromium.ROOT / "py"
    here = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in (source / "nib").rglob("*.py")
    }
    stale = sorted(name for name in here.keys() | packed if here.get(name) != packed.get(name))
    assert not stale, f"dist/nib is not built from this source, run `make build`: {stale}"
