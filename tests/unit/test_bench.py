"""The pure parts of the completion bench: replay accounting, figures, calibration, ratios."""

from __future__ import annotations

import numpy as np
import pytest
from onnx import helper

from tests.bench import float_accuracy, measures, transformers_model
from tests.bench.replay import Answer, Asked, Session, Writer, is_right


def silence() -> Answer:
    return Answer("", 0.0, 5.0)


def offer(text: str, full_ms: float = 50.0) -> Answer:
    return Answer(text, 0.5, full_ms, "model", 10.0, "phrases")


def typed(text: str, answers: dict[str, Answer]) -> Session:
    writer = Writer(text, "chat")
    while (before := writer.next_place()) is not None:
        writer.hear(answers.get(before, silence()))
    return writer.session


def test_a_text_without_suggestions_costs_a_key_a_letter() -> None:
    session = typed("Good day", {})
    assert session.keys == session.letters == 8
    assert len(session.asked) == 7  # behind the last letter there is nothing to suggest


def test_a_right_suggestion_is_taken_with_one_key_and_the_engine_asked_at_once() -> None:
    session = typed("Good day to you", {"Good ": offer("day")})
    assert session.keys == 15 - 3 + 1
    places = [one.before for one in session.asked]
    assert "Good day" in places
    assert "Good d" not in places


def test_a_wrong_suggestion_counts_once_and_is_typed_along_without_asking() -> None:
    session = typed("Good days ahead", {"Good ": offer("day off")})
    places = [one.before for one in session.asked]
    assert "Good d" not in places
    assert "Good day" not in places
    assert "Good days" in places  # here the writer left it
    assert [one.right for one in session.asked].count(False) == 1
    assert session.keys == session.letters


def test_a_suggestion_that_is_used_up_is_asked_for_again() -> None:
    places = [one.before for one in typed("ab cd", {"a": offer("b x")}).asked]
    assert places == ["a", "ab c"]


@pytest.mark.parametrize(
    ("shown", "actual", "right"),
    [
        ("day", "day to", True),
        ("day", "days to", False),
        ("day.", "day.", True),
        ("day,", "day, sir", True),
        (" day", "day", False),
    ],
)
def test_right_is_exact_up_to_the_end_of_a_word(shown: str, actual: str, right: bool) -> None:
    assert is_right(shown, actual) is right


def test_worth_counts_keys_offers_and_silence() -> None:
    answers = {"Good ": offer("day to"), "Good day to ": offer("us all")}
    figures = measures.worth([typed("Good day to you", answers)])
    assert figures["keystrokes_saved"] == round(5 / 15, 4)
    assert figures["shown_precision"] == 0.5
    assert figures["words_per_suggestion"] == 2
    assert figures["n"]["shown"] == 2
    assert figures["withdrawn_share"] == 0


def test_a_first_word_that_is_taken_back_counts_as_withdrawn() -> None:
    back = Answer("", 0.0, 80.0, "model", 4.0, "phrases")
    session = typed("ab", {"a": back})
    assert measures.worth([session])["withdrawn_share"] == 1.0
    assert measures.latency(session.asked)["first_ghost_ms"]["n"] == 1
    assert measures.latency(session.asked)["full_ghost_ms"]["n"] == 0


def test_latency_keeps_tiers_apart() -> None:
    slow = Answer("b", 0.5, 90.0, "model", 90.0, "model")
    asked = [Asked("a", offer("b"), True), Asked("a", slow, False)]
    by_tier = measures.latency_by_tier(asked)["by_first_tier"]
    assert by_tier["phrases"]["first_ghost_ms"]["median"] == 10
    assert by_tier["model"]["first_ghost_ms"]["median"] == 90


def test_nothing_typed_gives_no_figures_and_no_error() -> None:
    assert measures.worth([])["keystrokes_saved"] is None
    assert measures.latency([])["answer_ms"] == {"n": 0}
    assert measures.calibration([]) == {"ece": None, "bins": [], "n": 0}
    assert measures.accuracy([]) == {"top1": None, "top3": None, "n": 0}


def test_calibration_weighs_gaps_by_how_many_are_in_a_bin() -> None:
    sure = [(0.95, True)] * 3 + [(0.95, False)]
    unsure = [(0.25, False)] * 4
    found = measures.calibration(sure + unsure)
    assert found["bins"] == [
        {"stated": 0.25, "right": 0.0, "n": 4},
        {"stated": 0.95, "right": 0.75, "n": 4},
    ]
    assert found["ece"] == round((4 * 0.25 + 4 * 0.2) / 8, 4)


def test_certainty_falls_into_the_last_bin() -> None:
    assert measures.calibration([(1.0, True)])["bins"][0]["n"] == 1


def test_ratio_is_of_means() -> None:
    assert measures.ratio([100, 300], [50, 50]) == 4
    assert measures.ratio([], [50]) is None


def test_words_are_known_when_the_next_one_begins_or_the_text_ends() -> None:
    pieces = [(10.0, " for"), (20.0, "ward"), (30.0, " to"), (40.0, " you.")]
    assert measures.words_known_ms(pieces, 1) == 30
    assert measures.words_known_ms(pieces, 2) == 40
    assert measures.words_known_ms(pieces, 3) == 40
    assert measures.words_known_ms(pieces, 4) is None
    assert measures.words_known_ms([], 1) is None


def test_accuracy_of_guesses() -> None:
    hits = [[True, False], [False, False, True], [], [False, True]]
    assert measures.accuracy(hits) == {"top1": 0.25, "top3": 0.75, "n": 4}


def test_a_greedy_word_is_right_if_its_tokens_and_its_end_are_the_likeliest() -> None:
    text = float_accuracy.Text([9, 1, 2, 3], [(1, 3), (3, 4)])
    anew = np.array([True, True, False, True, True])
    likeliest = np.array([1, 2, 3, 2])  # behind 9, 1, 2, 3: the last goes on with the word
    assert float_accuracy.hits(text, likeliest, anew) == [True, False]
    assert float_accuracy.hits(text, np.array([1, 4, 3, 3]), anew) == [False, True]


def test_only_what_the_outputs_need_stays_in_the_peers_graph() -> None:
    wanted = helper.make_node("Abs", ["x"], ["a"])
    spare = helper.make_node("Neg", ["a"], ["b"])
    last = helper.make_node("Exp", ["a"], ["logits"])
    kept = transformers_model.needed([wanted, spare, last], ["logits"])
    assert [node.op_type for node in kept] == ["Abs", "Exp"]
