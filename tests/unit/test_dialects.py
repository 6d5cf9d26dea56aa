"""The kinds of English: what each writes otherwise, what is left alone, and ghost text."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest
from nib.candidates import CandidateFinder
from nib.correct import Corrector
from nib.dialects import DIALECTS, Spellings
from nib.dictionary import Dictionary
from nib.english import english
from nib.findings import Sentence
from nib.manner import Manner
from nib.types import Completion

MODELS = Path(__file__).parents[2] / "models"
SPELLINGS = Spellings((MODELS / "dialects/dialects.txt.gz").read_bytes())
DICTIONARY = Dictionary((MODELS / "dictionary/dictionary.bin.gz").read_bytes())
CORRECTOR = Corrector(DICTIONARY, spellings=SPELLINGS)


def corrected(text: str, dialect: str, *own_words: str) -> str:
    return asyncio.run(CORRECTOR.correct(text, own_words, dialect=dialect)).corrected


AMERICAN = "The color of the center was organized, analyzed and traveled to."
BRITISH = "The colour of the centre was organised, analysed and travelled to."
CANADIAN = "The colour of the centre was organized, analyzed and travelled to."


@pytest.mark.parametrize(
    ("dialect", "wanted"),
    [("us", AMERICAN), ("uk", BRITISH), ("au", BRITISH), ("ca", CANADIAN)],
)
def test_all_become_what_was_chosen(dialect: str, wanted: str) -> None:
    for text in (AMERICAN, CANADIAN):
        assert corrected(text, dialect) == wanted
    tolerated = "analysed" if dialect == "ca" else ""  # Canada has both
    assert corrected(BRITISH, dialect) == wanted.replace("analyzed", tolerated or "analyzed")


def test_any_says_nothing() -> None:
    for text in (AMERICAN, BRITISH, CANADIAN):
        assert corrected(text, "any") == text


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("us", "We cancelled the dialogue about the theory of everything."),  # equal variants
        ("us", "He joined the Department of Defence and the Labour Party."),  # names
        ("us", "The Centre Court was full of people all day."),  # a name begins the sentence
        ("uk", "He saw the World Trade Center from Pearl Harbor."),
        ("uk", "They check the tire and the meter of the program."),  # everyone's in another sense
        ("uk", "The size of the prize was a surprise, to be precise."),
        ("uk", "Set `color` in https://example.org/color and #color there."),
        ("ca", "They organize the analysis of the program for a licence."),
        ("au", "She wrote a program for the jail."),
    ],
)
def test_left_alone(dialect: str, text: str) -> None:
    assert corrected(text, dialect) == text


@pytest.mark.parametrize(
    ("dialect", "old", "new"),
    [
        ("uk", "Colors are nice here.", "Colours are nice here."),
        ("uk", "My neighbor's house is big.", "My neighbour's house is big."),
        ("us", "The neighbour’s house is big.", "The neighbor’s house is big."),
        ("us", "A colour-blind man came home.", "A color-blind man came home."),
        ("us", "He wrote a cheque for the tyres.", "He wrote a check for the tires."),
        ("us", "I practise my manoeuvres here.", "I practice my maneuvers here."),
        ("au", "The airplane is made of aluminum.", "The aeroplane is made of aluminium."),
    ],
)
def test_written_otherwise(dialect: str, old: str, new: str) -> None:
    assert corrected(old, dialect) == new


@pytest.mark.parametrize(("dialect", "word"), [("uk", "colour"), ("us", "color"), ("ca", "colour")])
def test_misspelt_words_are_corrected_in_it(dialect: str, word: str) -> None:
    """Two spellings of one word are one proposal."""
    writer = CORRECTOR.writer((), dialect)
    found = CandidateFinder(DICTIONARY).find(Sentence("I like the colur of it."), writer)
    spellings = [finding.replacement for finding in found if finding.kind == "spelling"]
    assert spellings[0] == word
    assert not ({"color", "colour"} - {word}) & set(spellings)
    assert len(spellings) == len(set(spellings)) > 1


def test_own_words_are_never_wrong() -> None:
    assert corrected("The Color of color.", "uk", "color") == "The Color of color."
    assert corrected("The color of color.", "uk") == "The colour of colour."


def test_ise_has_a_rule_of_its_own_and_gives_way() -> None:
    color, organize = asyncio.run(CORRECTOR.correct("The color they organize.", dialect="uk")).edits
    assert (color.kind, english(color.reason)) == ("dialect", "In British English: “colour”.")
    assert organize.kind == "ise_ending"
    assert "“organize” is used as well" in english(organize.reason)
    assert organize.confidence < color.confidence


def test_what_was_kept_for_one_dialect_is_not_told_to_another() -> None:
    for _ in range(2):
        assert corrected(BRITISH, "us") == AMERICAN
        assert corrected(BRITISH, "uk") == BRITISH


@pytest.mark.parametrize("packed", [b"", b"no gzip", gzip.compress(b"color")])
def test_bytes_that_are_no_table(packed: bytes) -> None:
    with pytest.raises(ValueError, match="no table of dialects"):
        Spellings(packed)


def test_no_spelling_needs_another() -> None:
    """What a dialect writes is right there: corrections never go round."""
    lines = gzip.decompress((MODELS / "dialects/dialects.txt.gz").read_bytes()).decode().split("\n")
    rows = [line.split(" ") for line in lines if line]
    assert len(rows) > 4000
    assert rows == sorted(rows, key=lambda row: row[0].encode())
    for _, *spellings in rows:
        for dialect, spelling in zip(DIALECTS[1:5], spellings, strict=True):
            if spelling != "-":
                assert SPELLINGS.spelling(spelling, dialect) is None, (spelling, dialect)


@pytest.mark.parametrize(
    ("before", "ghost", "wanted"),
    [
        ("My", " favorite color", " favourite colour"),
        ("My favo", "rite color", "urite colour"),
        ("the col", "or of it", "our of it"),
        ("the city cent", "er", "re"),
        ("We organiz", "e it", "e it"),  # what is typed stays
        ("We organ", "ize it", "ise it"),
        ("the color", " of honor", " of honour"),
        ("THE COL", "OR", "OUR"),
    ],
)
def test_ghost_text_is_spelled_as_chosen(before: str, ghost: str, wanted: str) -> None:
    found = Completion(ghost, 0.9)
    assert Manner(dialect=SPELLINGS.dialect("uk")).spelled(before, found).text == wanted
    assert Manner(dialect=SPELLINGS.dialect("any")).spelled(before, found) is found


@pytest.mark.parametrize(
    ("length", "text", "holds"),
    [
        ("words", " thank you", True),
        ("words", " thank you very", False),
        ("words", "nk you", True),
        ("clause", " thank you very much indeed", True),
        ("clause", " thank you very much indeed sir", False),
        ("clause", " I came home and", False),
        ("clause", " and I came home", True),
        ("sentence", " I came home and I saw him there.", True),
    ],
)
def test_lengths(length: str, text: str, holds: bool) -> None:
    assert Manner(length).holds(text) == holds


@pytest.mark.parametrize(
    ("before", "begins"),
    [("Thank", False), ("don'", False), ("Thank ", True), ("", True), ("(", True)],
)
def test_not_within_a_word(before: str, begins: bool) -> None:
    assert Manner(mid_word=False).may_begin(before) == begins
    assert Manner().may_begin(before)


@pytest.mark.parametrize("dialect", ["uk_ize", "au_ize"])
def test_who_writes_ize_is_given_it(dialect: str) -> None:
    """And all else of the dialect."""
    wanted = "The colour of the centre was organized, analysed and travelled to."
    assert corrected(AMERICAN, dialect) == wanted
    for text in (wanted, BRITISH):
        assert corrected(text, dialect) == text
    manner = Manner("sentence", mid_word=True, dialect=SPELLINGS.dialect(dialect))
    found = manner.spelled("We ", Completion("organize colors", 0.9))
    assert found.text == "organize colours"
    kind = SPELLINGS.dialect(dialect)
    assert kind
    assert kind.respelt("Colorized") == "Colourized"
    table = gzip.decompress((MODELS / "dialects/dialects.txt.gz").read_bytes()).decode()
    for word in (line.partition(" ")[0] for line in table.split("\n") if line):
        new = kind.respelt(word)
        assert new is None or kind.respelt(new) is None, word
