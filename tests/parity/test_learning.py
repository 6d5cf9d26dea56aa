"""What the engine learns in the browser is what it learns in CPython, and it completes alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import Extension
from tests.engine_port import EnginePort
from tests.parity.native_engine import answer

SENTENCES = (
    "Please greet our Zorblatt coordinator in Trondheim for me.",
    "Please greet our Zorblatt coordinator in Trondheim for me.",
    "Please greet our Zorblatt coordinator in Trondheim for me.",
    "We ship the McFlange coupler, as agreed, in 12 days — naïve as it’s.",
    "Write to anna@example.org or call 4929123412341234, then tell Żaneta.",
)
PHRASES = ["Kind regards from your Nib support team"]
ASKED: list[dict[str, Any]] = [
    {"kind": "configure", "learning": "on", "phrases": PHRASES},
    {"kind": "memory"},  # it is read before anything is learned
    *({"kind": "learn", "text": sentence} for sentence in SENTENCES),
    {"kind": "learn", "text": "We ship the ", "accepted": "McFlange coupler"},
    {"kind": "memory"},
    {"kind": "memory", "search": "coup"},
    *(
        {"kind": "complete", "before": before, "after": "", "min_confidence": 0.45}
        for before in ("Please gre", "Kind regards fr", "They ship the McF", "I told Żan")
    ),
    {"kind": "forget", "what": "Zorblatt"},
    {"kind": "memory"},
    {"kind": "forget"},
    {"kind": "memory"},
]
UNLIKE = ("id", "bytes", "confidence")  # CPython stores no file; kernels round differently


@pytest.fixture
def learning(fresh_extension: Extension) -> Iterator[EnginePort]:
    fresh_extension.worker.evaluate("() => chrome.storage.local.set({learning: true})")
    port = EnginePort(fresh_extension.context)
    yield port
    port.close()


def alike(replies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: v for key, v in reply.items() if key not in UNLIKE} for reply in replies]


def test_both_twins_learn_alike(learning: EnginePort) -> None:
    in_browser = [learning.ask(**request) for request in ASKED]
    assert in_browser[0]["kind"] == "state"
    here, there = alike(in_browser[1:]), alike(answer(ASKED))
    assert here == there
    offered = [reply["completion"] for reply in here if reply["kind"] == "complete"]
    assert offered[0] == "et our Zorblatt coordinator in Trondheim for me."
    assert offered[1] == "om your Nib support team"
