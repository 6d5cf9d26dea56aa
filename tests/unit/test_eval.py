"""The evaluation's own arithmetic: alarms, scores, spans, the table. Needs none of its packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.quality import sets, spans, store
from tests.bench.quality.findings import Finding, alarm_rates, apply, offers
from tests.bench.quality.judges import f_half, score, score_by_kind
from tests.bench.quality.publish import fill
from tests.bench.quality.spans import Span
from tests.bench.quality.table import table

TEXT = "Teh cat sat on teh mat."


def test_of_overlapping_suggestions_the_first_is_applied() -> None:
    found = [
        Finding(15, 18, "the", True),
        Finding(0, 3, "The", True),
        Finding(0, 7, "A cat", False),
        Finding(4, 7, None, False),
        Finding(22, 22, "!", False),
    ]
    assert apply(TEXT, found) == "The cat sat on the mat!."


def test_what_offers_no_other_text_is_no_offer() -> None:
    found = [Finding(0, 3, "Teh", True), Finding(4, 7, None, False), Finding(4, 7, "", False)]
    assert offers(TEXT, found) == [found[2]]


def test_alarms_are_counted_in_a_thousand_words() -> None:
    texts = ["one two three four", "five  six\nseven eight"]
    found = [[Finding(0, 3, "on", True), Finding(4, 7, None, False)], [Finding(0, 4, "", False)]]
    assert alarm_rates(texts, found) == {
        "alarms": 250.0,
        "alarms_spelling": 125.0,
        "flags": 375.0,
        "words": 8,
    }


def test_no_text_no_alarms() -> None:
    assert alarm_rates([], [])["alarms"] == 0


@pytest.mark.parametrize(
    ("counts", "f", "precision", "recall"),
    [
        ((0, 0, 10), 0, 0, 0),
        ((0, 5, 0), 0, 0, 0),
        ((5, 0, 0), 100, 100, 100),
        ((30, 30, 70), 44.12, 50, 30),  # 1.25 * .5 * .3 / (.25 * .5 + .3)
    ],
)
def test_f_half(counts: tuple[int, int, int], f: float, precision: float, recall: float) -> None:
    assert f_half(*counts) == {"f0.5": f, "precision": precision, "recall": recall}


def test_scores_by_kind_join_missing_and_wrong_words_and_leave_rare_kinds_out() -> None:
    rows = [(["M:DET"], ["R:VERB:SVA"], ["R:DET", "R:VERB:SVA"])] * 10
    assert score(rows)["precision"] == 50
    assert score_by_kind(rows) == {
        "DET": {"f0.5": 83.33, "precision": 100.0, "recall": 50.0, "gold": 20}
    }


def test_gold_spans_of_a_tree() -> None:
    tree = "(1 (2 (2 The) (2 film)) (1 (2 is) (1 (1 (2 not) (3 good)) (2 .))))"
    text, found = spans.gold(tree)
    assert text == "The film is not good."
    assert [(text[s.start : s.end], s.polarity) for s in found] == [("not good", 0)]


def test_span_f1_whole_and_by_character() -> None:
    meant = [[Span(0, 4, 0), Span(10, 14, 2)], []]
    assert spans.f1(meant, meant, spans.whole) == 100
    shown = [[Span(0, 4, 0), Span(10, 12, 2)], [Span(0, 2, 0)]]
    assert spans.f1(shown, meant, spans.whole) == 40  # one of 3 shown, of 2 meant
    assert spans.f1(shown, meant, spans.characters) == 75  # 6 of 8 shown, of 8 meant
    assert spans.f1([[Span(0, 4, 2)]], [[Span(0, 4, 0)]], spans.characters) == 0
    assert spans.f1([[]], [[]], spans.whole) == 0


def test_the_table_has_a_block_for_each_family_and_a_column_for_each_system() -> None:
    grammar = {"f0.5": 36.24, "precision": 58.5, "recall": 14.26}
    alarms = {"alarms": 4.66, "alarms_spelling": 1.0, "flags": 5.0, "words": 100}
    report = {
        "wi-dev": {"nothing": {**grammar, "f0.5": 0.0}, "nib": grammar},
        "clean-chat": {"nib": alarms},
        "jfleg-dev": {"nib": {"gleu": 50.04}},
        "sst2-dev": {"vader": {"accuracy": 69.4}},
    }
    first, second, third = table(report).split("\n\n")
    assert [line.split() for line in first.splitlines()[1:]] == [
        ["nothing", "nib"],
        ["wi-dev", "0.0", "(58.5/14.3)", "36.2", "(58.5/14.3)"],
        ["jfleg-dev:", "gleu", "-", "50.0"],
    ]
    assert second.splitlines()[2].split() == ["clean-chat", "4.7", "/", "1.0"]
    assert third.splitlines()[2].split() == ["sst2-dev:", "accuracy", "69.4"]


def test_figures_fill_their_place_and_no_other() -> None:
    page = "a\n<!-- eval: x -->\nold\n<!-- /eval -->\nb\n<!-- eval: y -->\nkept\n<!-- /eval -->\n"
    filled = fill(page, "x", r"new \1")
    assert filled == page.replace("old", r"new \1")
    with pytest.raises(ValueError, match="no place for z"):
        fill(page, "z", "")


def test_lines_that_no_annotator_changed(tmp_path: Path) -> None:
    noop = "A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||"
    edit = "A 0 1|||R:DET|||A|||REQUIRED|||-NONE-|||1"
    m2 = tmp_path / "x.m2"
    m2.write_text(f"S A b\n{noop}0\n{noop}1\n\nS The c\n{noop}0\n{edit}\n", encoding="utf-8")
    assert sets.unedited(m2) == ["A b"]
    assert sets.source_lines(m2) == ["A b", "The c"]


def test_answers_are_kept_and_a_torn_line_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "OUT", tmp_path)
    store.Store("x").put([1, "a"], "version 1", "text")
    with (tmp_path / "cache" / "x.jsonl").open("a") as file:
        file.write('["torn')
    again = store.Store("x")
    assert again.get("version 1", "text") == [1, "a"]
    assert again.get("version 2", "text") is None
    again.put(2, "more")
    assert store.Store("x").get("more") == 2
