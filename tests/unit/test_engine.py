"""nib.engine over fake features: what comes back for what, and that nothing takes it down."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from nib import features as features_module
from nib.engine import MISTAKE
from nib.requests import MAX_MEMORY, MAX_TEXT, MAX_WORDS
from nib.runtime.port import ModelError
from nib.types import Wording

from tests.fake_engine import Bench, on_bench

SECRET = "my secret words"


COMPLETE = {"kind": "complete", "id": 1, "before": "Hi", "after": "you", "min_confidence": 0.5}
CORRECT = {"kind": "correct", "id": 2, "text": "Hello", "dictionary": ["Nib"]}
SENTIMENT = {"kind": "sentiment", "id": 3, "text": "Hello"}


def test_each_kind_of_request_is_answered_in_the_words_of_the_contract() -> None:
    async def scenario(bench: Bench) -> None:
        assert await bench.ask(**COMPLETE) == {
            "kind": "complete",
            "id": 1,
            "completion": "Hi|you",
            "confidence": 0.5,
            "tier": "model",
        }
        edit = {"start": 4, "end": 5, "replacement": "!", "kind": "spelling"}
        assert await bench.ask(**CORRECT) == {
            "kind": "correct",
            "id": 2,
            "edits": [{**edit, "reason": ["reason_other", "!"], "confidence": 0.9}],
        }
        word = {"start": 4, "end": 5, "label": "positive", "score": 0.7}
        whole = {"start": 0, "end": 5, "label": "positive", "score": 0.8}
        assert await bench.ask(**SENTIMENT) == {
            "kind": "sentiment",
            "id": 3,
            "label": "positive",
            "score": 0.8,
            "sentences": [{**whole, "spans": [word]}],
        }
        assert await bench.ask(kind="state", id=4) == {
            "kind": "state",
            "id": 4,
            "state": {"phase": "ready"},
        }
        assert set(bench.board.changes) == {"complete_ms", "correct_ms", "sentiment_ms"}
        assert bench.features.dictionaries == [frozenset({"Nib"})]

    on_bench(scenario)


def test_offsets_leave_as_utf16() -> None:
    async def scenario(bench: Bench) -> None:
        edits = (await bench.ask(**{**CORRECT, "text": "a😀b"}))["edits"]
        assert [(edit["start"], edit["end"]) for edit in edits] == [(3, 4)]
        sentence = (await bench.ask(**{**SENTIMENT, "text": "a😀b"}))["sentences"][0]
        assert (sentence["start"], sentence["end"]) == (0, 4)
        assert sentence["spans"][0]["start"] == 3

    on_bench(scenario)


def test_the_caret_comes_as_utf16_and_need_not_come() -> None:
    async def scenario(bench: Bench) -> None:
        for caret in ({}, {"caret": 0}, {"caret": 3}, {"caret": 2}, {"caret": 400}):
            await bench.ask(**{**CORRECT, "text": "a😀b", **caret})
        assert bench.features.carets == [None, 0, 2, 1, 3]

    on_bench(scenario)


def test_a_corrector_that_grows_answers_anew_under_the_same_id() -> None:
    async def scenario(bench: Bench) -> None:
        loop = asyncio.get_running_loop()
        bench.features.growths = [loop.create_future(), loop.create_future()]
        bench.engine.handle(1, json.dumps(CORRECT))
        for number, growth in enumerate(bench.features.growths, 1):
            await bench.until(number)
            assert bench.sent[-1][1]["partial"] is True
            growth.set_result(None)
        await bench.until(3)
        _, last = bench.sent[-1]
        assert (last["kind"], last["id"]) == ("correct", 2)
        assert "partial" not in last
        await asyncio.sleep(0)
        assert len(bench.sent) == 3

    on_bench(scenario)


def test_a_request_cancelled_while_a_model_loads_leaves_the_load_alone() -> None:
    async def scenario(bench: Bench) -> None:
        growth = asyncio.get_running_loop().create_future()
        bench.features.growths = [growth]
        bench.engine.handle(1, json.dumps(CORRECT))
        await bench.until(1)
        bench.engine.handle(1, json.dumps({"kind": "cancel", "id": 9, "target": 2}))
        await bench.until(2)
        assert bench.sent[-1] == (1, {"kind": "cancelled", "id": 2})
        assert not growth.cancelled()

    on_bench(scenario)


def test_what_can_be_shown_early_is_sent_first_under_the_same_id() -> None:
    async def scenario(bench: Bench) -> None:
        await bench.ask(**COMPLETE, title="Mail")
        replies = [(r["completion"], r["tier"], r.get("partial")) for _, r in bench.sent]
        assert replies == [("Hi", "phrases", True), ("Hi|you", "model", None)]

    on_bench(scenario)


def test_lone_surrogates_do_not_reach_the_features() -> None:
    async def scenario(bench: Bench) -> None:
        reply = await bench.ask(**{**COMPLETE, "before": "a\ud83d", "after": "\ude00b"})
        assert reply["completion"] == "a\ufffd|\ufffdb"

    on_bench(scenario)


def test_settings_reach_the_features() -> None:
    async def scenario(bench: Bench) -> None:
        await bench.ask(**COMPLETE)
        await bench.ask(**COMPLETE, length="clause", mid_word=False, dialect="au")
        assert bench.features.manners == [("sentence", True, "any"), ("clause", False, "au")]
        await bench.ask(**CORRECT)
        await bench.ask(**CORRECT, dialect="uk")
        assert bench.features.dialects == ["any", "uk"]

    on_bench(scenario)


BAD = [
    {**COMPLETE, "before": 5},
    {**COMPLETE, "after": "x" * (MAX_TEXT + 1)},
    {**COMPLETE, "min_confidence": 1.5},
    {**COMPLETE, "min_confidence": "high"},
    {**COMPLETE, "wait_ms": 2_001},
    {**CORRECT, "dictionary": "Nib"},
    {**CORRECT, "dictionary": ["a"] * (MAX_WORDS + 1)},
    {**CORRECT, "caret": -1},
    {**CORRECT, "dialect": "fr"},
    {**CORRECT, "dialect": None},
    {**COMPLETE, "dialect": ["uk"]},
    {**COMPLETE, "length": "page"},
    {**COMPLETE, "mid_word": 1},
    {**CORRECT, "caret": 1.5},
    {**CORRECT, "caret": None},
    {**SENTIMENT, "text": None},
    {"kind": "import_memory", "id": 3},
    {"kind": "import_memory", "id": 3, "content": ["AAAA"]},
    {"kind": "import_memory", "id": 3, "content": "A" * (MAX_MEMORY + 1)},
    {"kind": "import_memory", "id": 3, "content": "no base64"},
    {"kind": "import_memory", "id": 3, "content": "AAAA", "only_look": 1},
    {"kind": "cancel", "id": 3, "target": -1},
    {"kind": "eval", "id": 3, "text": "x"},
    {"id": 3},
]


@pytest.mark.parametrize("request_", BAD)
def test_a_bad_request_is_answered_and_loads_nothing(request_: dict[str, Any]) -> None:
    async def scenario(bench: Bench) -> None:
        reply = await bench.ask(**request_)
        assert (reply["kind"], reply["code"], reply["id"]) == (
            "error",
            "bad_request",
            request_["id"],
        )
        assert bench.features.loads == []

    on_bench(scenario)


@pytest.mark.parametrize("message", ["", "{", "[]", "null", '{"kind": "state"}', '{"id": -1}'])
def test_what_has_no_usable_id_is_dropped(message: str) -> None:
    async def scenario(bench: Bench) -> None:
        bench.engine.handle(1, message)
        assert (await bench.ask(**COMPLETE))["kind"] == "complete"
        assert len(bench.sent) == 1

    on_bench(scenario)


def test_a_mistake_is_answered_plainly_and_logged_without_the_users_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(bench: Bench) -> None:
        bench.features.problem = ValueError(SECRET)
        reply = await bench.ask(**{**CORRECT, "text": SECRET})
        assert (reply["code"], reply["reason"]) == ("internal", [MISTAKE.key])
        bench.features.problem = None
        assert (await bench.ask(**CORRECT))["kind"] == "correct"

    with caplog.at_level(logging.DEBUG):
        on_bench(scenario)
    assert "ValueError" in caplog.text
    assert "_think" in caplog.text
    assert SECRET not in caplog.text


def test_a_feature_whose_run_failed_is_loaded_anew_and_asked_once_more() -> None:
    async def scenario(bench: Bench) -> None:
        bench.features.problems = [ModelError("The graphics device was lost.")]
        assert (await bench.ask(**COMPLETE))["kind"] == "complete"
        assert bench.features.loads == ["complete", "complete"]
        bench.features.problem = ModelError("It is broken.")
        reply = await bench.ask(**COMPLETE)
        assert (reply["code"], reply["reason"]) == ("model", ["engine_damaged", "It is broken."])
        assert len(bench.features.loads) == 3

    on_bench(scenario)


def test_a_feature_that_cannot_be_loaded_leaves_the_others_alone_and_is_not_tried_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(features_module.time, "monotonic", lambda: now[0])

    async def scenario(bench: Bench) -> None:
        bench.features.load_problem = ModelError("damaged", Wording("engine_file_damaged", ("x",)))
        for _ in range(3):
            reply = await bench.ask(**SENTIMENT)
            assert reply["code"] == "model"
            assert reply["reason"] == ["engine_file_damaged", "x"]
        assert bench.features.loads == ["sentiment"]
        bench.features.load_problem = None
        assert (await bench.ask(**COMPLETE))["kind"] == "complete"
        now[0] += features_module.RETRY_S + 1
        assert (await bench.ask(**SENTIMENT))["kind"] == "sentiment"

    on_bench(scenario)


def test_warm_loads_what_it_names_corrections_first_and_survives_failures() -> None:
    async def scenario(bench: Bench) -> None:
        reply = await bench.ask(kind="warm", id=7, features=["complete", "correct"])
        assert reply == {"kind": "state", "id": 7, "state": {"phase": "ready"}}
        assert bench.features.loads == ["correct", "complete"]
        bench.features.load_problem = ModelError("damaged")
        assert (await bench.ask(kind="warm", id=8, features=["sentiment"]))["kind"] == "state"

    on_bench(scenario)


def test_warm_again_tries_at_once_what_failed_a_moment_ago() -> None:
    async def scenario(bench: Bench) -> None:
        bench.features.load_problem = ModelError("damaged")
        await bench.ask(kind="warm", id=1, features=["sentiment"])
        bench.features.load_problem = None
        await bench.ask(kind="warm", id=2, features=["sentiment"])
        assert (await bench.ask(**SENTIMENT))["kind"] == "error"
        await bench.ask(kind="warm", id=4, features=["sentiment"], again=True)
        assert (await bench.ask(**SENTIMENT))["kind"] == "sentiment"

    on_bench(scenario)


def test_a_newer_request_cancels_the_older_one_and_both_are_answered_once() -> None:
    async def scenario(bench: Bench) -> None:
        bench.features.hold = asyncio.Event()
        for request_id in (1, 2, 3):  # 1 has begun when 2 comes; 2 has not when 3 comes
            bench.engine.handle(1, json.dumps({**COMPLETE, "id": request_id}))
            if request_id == 1:
                await asyncio.sleep(0)
        bench.engine.handle(2, json.dumps({**COMPLETE, "id": 1}))
        await bench.until(2)
        bench.features.hold.set()
        await bench.until(4)
        kinds = {(port, reply["id"]): reply["kind"] for port, reply in bench.sent}
        assert kinds == {
            (1, 1): "cancelled",
            (1, 2): "cancelled",
            (1, 3): "complete",
            (2, 1): "complete",
        }

    on_bench(scenario)


def test_a_newer_request_spares_the_work_of_one_that_waits() -> None:
    async def scenario(bench: Bench) -> None:
        first, second = ({**COMPLETE, "id": number, "wait_ms": 50} for number in (1, 2))
        bench.engine.handle(1, json.dumps(first))
        await asyncio.sleep(0.01)
        assert bench.features.loads == []
        bench.engine.handle(1, json.dumps(second))
        await bench.until(2)
        assert [reply["kind"] for _, reply in bench.sent] == ["cancelled", "complete"]

    on_bench(scenario)


def test_cancel_is_not_answered_but_what_it_cancels_is() -> None:
    async def scenario(bench: Bench) -> None:
        bench.features.hold = asyncio.Event()
        bench.engine.handle(1, json.dumps(CORRECT))
        await asyncio.sleep(0)
        bench.engine.handle(1, json.dumps({"kind": "cancel", "id": 9, "target": 2}))
        await bench.until(1)
        assert bench.sent == [(1, {"kind": "cancelled", "id": 2})]

    on_bench(scenario)


def test_a_closed_port_gets_no_result() -> None:
    async def scenario(bench: Bench) -> None:
        bench.features.hold = asyncio.Event()
        bench.engine.handle(1, json.dumps(CORRECT))
        await asyncio.sleep(0)
        bench.engine.close(1)
        bench.features.hold.set()
        assert (await bench.ask(port=2, **COMPLETE))["kind"] in ("complete", "cancelled")
        assert not [reply for port, reply in bench.sent if port == 1 and reply["kind"] == "correct"]

    on_bench(scenario)
