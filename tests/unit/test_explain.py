"""Every kind of finding has a plain sentence of its own."""

import pytest
from nib import explain
from nib.confusions import CONFUSIONS
from nib.english import english
from nib.rank import MARGINS

KIND_LIST = """spelling repeated article spacing punctuation comma capital contraction confusion
 agreement verb_form noun_number preposition"""
KINDS = KIND_LIST.split()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_explained(kind: str) -> None:
    text = english(explain.reason(kind, "old", "new"))
    assert text != english(explain.reason("no such kind", "old", "new"))
    assert text[0] in "“TUAI"
    assert text.endswith((".", "?"))


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        ("confusion", "their", "there", "“There” points to a place; “their” shows possession."),
        (
            "confusion",
            "Your",
            "You're",
            "“You're” is short for “you are”; “your” shows possession.",
        ),
        ("confusion", "form", "from", "“from” seems to fit better here than “form”."),
        ("repeated", "the the", "the", "The word “the” is written twice."),
        ("spelling", "teh", "the", "“teh” looks misspelt; did you mean “the”?"),
        ("spelling", "$2", "$1", "“$2” looks misspelt; did you mean “$1”?"),
        ("comma", "Today", "Today,", "A comma after “Today” makes this easier to read."),
        ("spacing", " ,", ",", "A space is missing or too much here."),
    ],
)
def test_reasons(kind: str, old: str, new: str, expected: str) -> None:
    assert english(explain.reason(kind, old, new)) == expected


def test_every_margin_is_of_an_explained_kind() -> None:
    assert set(MARGINS) <= set(KINDS)


def test_sentence_start() -> None:
    start = explain.reason("capital", "the", "The", at_start=True)
    assert "begins" in english(start)
    assert "begins" not in english(explain.reason("capital", "london", "London"))


def test_a_word_explained_has_a_set_of_its_own() -> None:
    for word in ("its", "their", "your", "then", "to", "loose", "affect", "whose"):
        assert word in CONFUSIONS
