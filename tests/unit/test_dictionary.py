"""The dictionary: words of all dialects, suggestions, forms, and bytes that are none."""

import gzip
import time
from pathlib import Path

import pytest
from nib.dictionary import Dictionary

PACKED = (Path(__file__).parents[2] / "models/dictionary/dictionary.bin.gz").read_bytes()


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return Dictionary(PACKED)


@pytest.mark.parametrize(
    "word",
    [
        *("the", "a", "I", "don't", "don’t", "o'clock", "dog's", "dogs'", "THE", "The"),
        *("colour", "color", "organise", "organize", "theatre", "whilst", "grey", "travelling"),
        *("London", "LONDON", "London's", "Monday", "website", "email", "app", "timeframe"),
        *("went", "children", "café", "naïve", "zebra"),
    ],
)
def test_words(word: str, dictionary: Dictionary) -> None:
    assert dictionary.is_word(word)


@pytest.mark.parametrize(
    "word", ["teh", "recieve", "goverment", "london", "alot", "dont", "xqzt", "siences", "\ud83d"]
)
def test_no_words(word: str, dictionary: Dictionary) -> None:
    assert not dictionary.is_word(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("teh", "the"),
        ("recieve", "receive"),
        ("goverment", "government"),
        ("siences", "sciences"),
        ("tecnologies", "technologies"),
        ("acomodate", "accommodate"),
        ("nife", "knife"),
        ("wendesday", "Wednesday"),
        ("becuase", "because"),
        ("definately", "definitely"),
        ("adress", "address"),
        ("happinness", "happiness"),
        ("untill", "until"),
    ],
)
def test_first_suggestion(typed: str, meant: str, dictionary: Dictionary) -> None:
    assert dictionary.suggest(typed)[0][0] == meant


@pytest.mark.parametrize("typed", ["", "xqzwvkjh", "a" * 300, "😀😀😀", "zzzzzzzzzz"])
def test_nothing_to_suggest(typed: str, dictionary: Dictionary) -> None:
    assert dictionary.suggest(typed) == []


def test_frequency_orders_words(dictionary: Dictionary) -> None:
    the, house, zebra, none = map(dictionary.frequency, ("the", "house", "zebra", "xqzt"))
    assert the > 100 * house > 100 * zebra > none > 0


def test_names(dictionary: Dictionary) -> None:
    assert dictionary.name_of("london") == "London"
    assert dictionary.name_of("mark") is None  # also a word
    assert dictionary.name_of("xqzt") is None


def test_every_word_is_found(dictionary: Dictionary) -> None:
    content = gzip.decompress(PACKED)
    lines = content.split(b"\n\n", 1)[0].split(b"\n")[1:]
    for line in [*lines[1:50], *lines[1000::997], *lines[-5:]]:
        assert dictionary.level(line[:-2].decode()) == line[-2] - 33


@pytest.mark.parametrize("damaged", [b"", b"no gzip", PACKED[:1000], gzip.compress(b"{}\n")])
def test_damaged_bytes_are_told(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="not a dictionary"):
        Dictionary(damaged)


def test_loads_fast() -> None:
    started = time.process_time()
    Dictionary(PACKED)
    assert time.process_time() - started < 0.5
