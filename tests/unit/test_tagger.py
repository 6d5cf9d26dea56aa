"""The tagger over the port, with a small hand-made model in place of the graph."""

from __future__ import annotations

import asyncio
import json
from array import array
from collections.abc import Mapping, Sequence

import pytest
from nib.runtime.port import ModelError, Output, State, Tensor
from nib.tagger import Tagger, read_data
from nib.types import Edit

TAGS = ("$KEEP", "$S", "+,", "$SPELL", "$DEL")
DATA = {
    "tags": TAGS,
    "thresholds": {"$S": 0.5, "add comma": 5.0, "$SPELL": 0.5},
    "thresholds_alone": {"$S": 1.0, "add comma": 1.0, "$SPELL": 1.0},
    "forms": "go\tv\tgoes\tgoing\twent\tgone",
    "begin": 1,
    "end": 2,
    "unknown": 0,
    "cased": False,
    "passes": 2,
}


class LetterTokenizer:
    """A piece a letter, as its code."""

    def encode(self, text: str) -> list[int]:
        return [ord(char) for char in text if char != "§"]

    def decode(self, token_ids: Sequence[int]) -> str:
        return "".join(map(chr, token_ids))

    def vocabulary(self) -> list[str]:
        return []


class TableModel:
    """Says of each word what a table says; remembers what it was fed."""

    def __init__(self, table: Mapping[str, tuple[str, float]]) -> None:
        self.table = table
        self.feeds: list[dict[str, list[int]]] = []

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        rows = {name: [int(value) for value in tensor.data] for name, tensor in feeds.items()}
        self.feeds.append(rows)
        assert len(rows["pieces"]) == len(rows["shapes"]) == len(rows["mask"])
        wrong, values, ids = array("f"), array("f"), array("q")
        for first, last in zip(rows["first"], rows["last"], strict=True):
            word = "".join(map(chr, rows["pieces"][first : last + 1]))
            tag, probability = self.table.get(word, ("$DEL", 0.0))
            wrong.append(probability)
            values.extend((probability, 0.0))
            ids.extend((TAGS.index(tag), TAGS.index("$DEL")))
        count = len(wrong)
        made = {
            "wrong": Tensor("float32", (1, count), wrong),
            "values": Tensor("float32", (1, count, 2), values),
            "tags": Tensor("int64", (1, count, 2), ids),
        }
        return Output({name: made[name] for name in fetch})


class Likes:
    """A language model that holds texts with a certain word for so much more probable."""

    def __init__(self, word: str, gain: float) -> None:
        self.word, self.gain = word, gain
        self.asked: list[str] = []

    async def score_variants(self, texts: Sequence[str], *, tail: int | None = None) -> list[float]:
        self.asked += texts[1:]
        return [self.gain * (self.word in text.split()) for text in texts]


def edits(
    text: str,
    table: Mapping[str, tuple[str, float]],
    guarded: Sequence[str] = (),
    language: Likes | None = None,
) -> tuple[list[Edit], TableModel]:
    model = TableModel(table)
    tagger = Tagger(model, LetterTokenizer(), read_data(json.dumps(DATA).encode()))
    found = tagger.edits(text, lambda word: {"teh": ("the",)}.get(word, ()), guarded, language)
    return asyncio.run(found), model


def test_edits_carry_kind_reason_and_confidence() -> None:
    found, _ = edits("Yesterday he go to teh sea.", {"go": ("$S", 0.9), "teh": ("$SPELL", 0.8)})
    assert [(e.start, e.end, e.replacement, e.kind) for e in found] == [
        (13, 15, "goes", "agreement"),
        (19, 22, "the", "spelling"),
    ]
    assert 0.5 < found[1].confidence < found[0].confidence < 1
    assert [e.reason.places for e in found] == [("goes",), ("teh", "the")]


def test_the_changed_sentence_is_read_again() -> None:
    table = {"go": ("$S", 0.9), "goes": ("+,", 0.3), "then": ("+,", 0.9)}
    found, model = edits("He go then", table)
    assert [(e.start, e.end, e.replacement) for e in found] == [(3, 5, "goes")]
    assert len(model.feeds) >= 2


def test_a_change_that_still_looks_wrong_is_taken_back() -> None:
    found, model = edits("He go then", {"go": ("$S", 0.6), "goes": ("$DEL", 0.9)})
    assert found == []
    assert len(model.feeds) == 2


def test_nothing_found_reads_once() -> None:
    found, model = edits("He goes then", {"goes": ("$S", 0.1)})
    assert found == []
    assert len(model.feeds) == 1


def test_the_language_model_has_its_say() -> None:
    table = {"go": ("$S", 0.5), "teh": ("$SPELL", 0.5)}
    model = Likes("goes", 6.0)
    found, _ = edits("He go to teh sea", table, language=model)
    assert [(e.start, e.end, e.replacement) for e in found] == [(3, 5, "goes")]
    # each change is asked about alone; in the second pass "teh" is not asked about again
    assert model.asked == ["He go to the sea", "He goes to teh sea"]
    against, _ = edits("He go to teh sea", {"go": ("$S", 0.9)}, language=Likes("go", 6.0))
    assert against == []


def test_guarded_words_stay() -> None:
    found, _ = edits("He go then", {"go": ("$S", 0.9)}, guarded=["go"])
    assert found == []


def test_a_group_without_threshold_never_acts() -> None:
    found, _ = edits("He go then", {"go": ("$DEL", 1.0)})
    assert found == []


def test_feeds_name_first_and_last_piece_and_capitals() -> None:
    _, model = edits("An NBA § man", {})
    assert model.feeds[0] == {
        "pieces": [1, *map(ord, "AnNBA"), 0, *map(ord, "man"), 2],
        "shapes": [0, 1, 1, 2, 2, 2, 0, 0, 0, 0, 0],
        "mask": [1] * 11,
        "first": [0, 1, 3, 6, 7],
        "last": [0, 2, 5, 6, 9],
    }


@pytest.mark.parametrize("text", ["", "go", "word " * 90])
def test_no_sentence_no_reading(text: str) -> None:
    found, model = edits(text, {"go": ("$S", 0.9), "word": ("$S", 0.9)})
    assert found == [] and model.feeds == []


def test_words_past_the_graphs_length_are_left_alone() -> None:
    long_words = " ".join(["abcdefghijkl"] * 30)
    found, model = edits(f"He go {long_words} go", {"go": ("$S", 0.9)})
    assert [(e.start, e.end) for e in found] == [(3, 5)]
    assert len(model.feeds[0]["pieces"]) <= 200


@pytest.mark.parametrize("damaged", [b"", b"[]", b"{}", b'{"tags": 3}', b"\xff"])
def test_damaged_data_is_told(damaged: bytes) -> None:
    with pytest.raises(ModelError):
        read_data(damaged)


def test_suspicions_name_places_and_serve_the_next_reading() -> None:
    model = TableModel({"go": ("$S", 0.4)})
    tagger = Tagger(model, LetterTokenizer(), read_data(json.dumps(DATA).encode()))
    found = asyncio.run(tagger.suspicions("He go on"))
    assert [(start, end) for start, end, _ in found] == [(0, 2), (3, 5), (6, 8)]
    assert [round(wrong, 1) for _, _, wrong in found] == [0.0, 0.4, 0.0]
    asyncio.run(tagger.edits("He go on", lambda _: ()))
    assert len(model.feeds) == 2  # one reading for both, one of the changed sentence
    assert asyncio.run(tagger.suspicions("go")) == []


def test_the_language_model_is_not_asked_where_it_could_not_help() -> None:
    model = Likes("go,", 6.0)
    found, _ = edits("He go then", {"go": ("+,", 0.9)}, language=model)
    assert found == [] and model.asked == []
