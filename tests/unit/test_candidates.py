"""Candidates: what is proposed to the ranking, and what is never even proposed."""

from pathlib import Path

import pytest
from nib.candidates import CandidateFinder
from nib.dialects import Writer
from nib.dictionary import Dictionary
from nib.findings import Sentence

PACKED = (Path(__file__).parents[2] / "models/dictionary/dictionary.bin.gz").read_bytes()


@pytest.fixture(scope="module")
def finder() -> CandidateFinder:
    return CandidateFinder(Dictionary(PACKED))


def proposals(finder: CandidateFinder, text: str, *own_words: str) -> set[tuple[str, str, str]]:
    sentence = Sentence(text)
    found = finder.find(sentence, Writer(frozenset(own_words)))
    return {(text[f.start : f.end], f.replacement, f.kind) for f in found}


@pytest.mark.parametrize(
    ("text", "old", "new", "kind"),
    [
        ("I recieve it.", "recieve", "receive", "spelling"),
        ("Goverments do that.", "Goverments", "Governments", "spelling"),
        ("I live in london now.", "london", "London", "capital"),
        ("She goed home.", "goed", "went", "verb_form"),
        ("Many informations.", "informations", "information", "noun_number"),
        ("It is bigger then the dog.", "then", "than", "confusion"),
        ("The dog lost it's way home.", "it's", "its", "confusion"),
        ("I think their is a problem.", "their", "there", "confusion"),
        ("I have went home.", "went", "gone", "verb_form"),
        ("I love there new house.", "there", "their", "confusion"),
        ("Your welcome to come.", "Your", "You're", "confusion"),
        ("I got you're email today.", "you're", "your", "confusion"),
        ("The dog left and he go home.", "go", "goes", "agreement"),
        ("You are to late.", "to", "too", "confusion"),
        ("He go to school.", "go", "goes", "agreement"),
        ("They was late.", "was", "were", "agreement"),
        ("I has a dog.", "has", "have", "agreement"),
        ("She don't like it.", "don't", "doesn't", "agreement"),
        ("The dogs is here.", "is", "are", "agreement"),
        ("My brother have a car.", "have", "has", "agreement"),
        ("I know someone who want it.", "want", "wants", "agreement"),
        ("I know people that does it.", "does", "do", "agreement"),
        ("Michael and Kate was happy.", "was", "were", "agreement"),
        ("There is many people.", "is", "are", "agreement"),
        ("There are a problem.", "are", "is", "agreement"),
        ("I have many book.", "book", "books", "noun_number"),
        ("One of the book is here.", "book", "books", "noun_number"),
        ("It is a books.", "books", "book", "noun_number"),
        ("I like this books.", "this", "these", "noun_number"),
        ("She did not went home.", "went", "go", "verb_form"),
        ("Did he went home?", "went", "go", "verb_form"),
        ("He has ate it.", "ate", "eaten", "verb_form"),
        ("I want to went home.", "went", "go", "verb_form"),
        ("It was wrote by him.", "wrote", "written", "verb_form"),
        ("He left without eat anything.", "eat", "eating", "verb_form"),
    ],
)
def test_proposed(finder: CandidateFinder, text: str, old: str, new: str, kind: str) -> None:
    assert (old, new, kind) in proposals(finder, text)


@pytest.mark.parametrize(
    "text",
    [
        "We met Kowalczyk and Siobhán in Kraków.",  # names
        "The NASA and XQZT teams use myVarName and snake_casee.",
        "See https://exampel.com/teh, teh@exampel.com, @tehuser and #tehtag.",
        "Run `recieve --teh` now.",
        "The colour of the organisation's theatre is grey.",
        "It's good that its colour is here.",
        "He goes to school and they were there.",
        "If I were you, he would go.",
        "I made him go and saw her leave.",
        "Does he go there, and can she come?",
        "There are a lot of people and there is a few minutes' walk.",
        "This means that one uses many computer programs.",
        "He can do it and she will go.",
        "I want to go to works of art.",
    ],
)
def test_never_proposed(finder: CandidateFinder, text: str) -> None:
    kinds = {"spelling", "agreement", "verb_form", "capital"}
    assert not [found for found in proposals(finder, text) if found[2] in kinds]


def test_own_words_are_words(finder: CandidateFinder) -> None:
    assert proposals(finder, "The nibbery is here.")
    assert not proposals(finder, "The nibbery is here.", "nibbery")


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Das ist ein schöner Satz auf Deutsch und er bleibt so.", True),
        ("C'est une phrase écrite entièrement dans une autre langue.", True),
        ("This is a plain English sentence.", False),
        ("Teh goverment recieved informations.", False),
        ("Ok.", False),
    ],
)
def test_foreign(finder: CandidateFinder, text: str, foreign: bool) -> None:
    assert finder.is_foreign(Sentence(text), Writer()) == foreign
