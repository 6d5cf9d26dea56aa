"""Turns and cancelling in the browser, where messages and model runs share one thread."""

from __future__ import annotations

from tests.conftest import Extension
from tests.engine_port import EnginePort

LONG = " ".join(f"Person {number} have there own idea of it." for number in "abcdefghij")
CORRECT = {"kind": "correct", "text": LONG, "dictionary": []}
COMPLETE = {"kind": "complete", "before": "Once upon a ", "after": "", "min_confidence": 0.2}

ARRIVALS = """(requests) => new Promise((resolve) => {
  const arrived = [];
  for (const request of requests) {
    nib.post(request).answer.then((reply) => {
      arrived.push(reply.kind);
      if (arrived.length === requests.length) resolve(arrived);
    });
  }
})"""
ANSWERS = """(request) => new Promise((resolve) => {
  const answers = [];
  nib.port.onMessage.addListener((reply) => {
    if (reply.kind !== "correct") return;
    answers.push(reply);
    if (!reply.partial) resolve(answers);
  });
  nib.post(request);
})"""
CANCEL = """async (request) => {
  const {id, answer} = nib.post(request);
  nib.port.postMessage({kind: "cancel", id: nib.next++, target: id});
  return answer;
}"""


def test_a_completion_overtakes_a_correction_that_is_under_way(engine: EnginePort) -> None:
    engine.warm("correct", "complete")
    arrived = engine.page.evaluate(ARRIVALS, [CORRECT, COMPLETE])
    assert arrived == ["complete", "correct"]


def test_a_newer_completion_replaces_the_older_one(engine: EnginePort) -> None:
    engine.warm("complete")
    texts = ("Once upon", "Once upon a", "Once upon a ")
    replies = engine.ask_all([{**COMPLETE, "before": text} for text in texts])
    assert [reply["kind"] for reply in replies] == ["cancelled", "cancelled", "complete"]
    assert replies[-1]["completion"] == "time"


def test_a_cancelled_request_is_answered_as_cancelled(engine: EnginePort) -> None:
    engine.warm("correct")
    fresh = {**CORRECT, "text": LONG.replace("Person", "Someone")}
    assert engine.page.evaluate(CANCEL, fresh)["kind"] == "cancelled"
    assert engine.ask(**COMPLETE)["completion"] == "time"


def test_rules_answer_before_the_models_are_there(fresh_extension: Extension) -> None:
    engine = EnginePort(fresh_extension.context)
    text = "I dont know. It is such beautiful place. We were late for the meating."
    answers = engine.page.evaluate(ANSWERS, {"kind": "correct", "text": text, "dictionary": []})
    fixes = [[edit["replacement"] for edit in answer["edits"]] for answer in answers]
    assert (fixes[0], fixes[-1]) == (["don't"], ["don't", "such a", "meeting"])
    assert all(answer["partial"] for answer in answers[:-1])
    assert "partial" not in answers[-1]


def test_asking_for_the_state_starts_nothing(fresh_extension: Extension) -> None:
    engine = EnginePort(fresh_extension.context)
    assert engine.state()["phase"] == "idle"
    assert engine.ask(kind="nonsense")["code"] == "bad_request"
    assert engine.state()["phase"] == "idle"
