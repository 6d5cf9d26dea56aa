"""Sentences and words: tables of the traps, and properties that hold for any text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nib.segment import sentences, words


@pytest.mark.parametrize(
    "expected",
    [
        ["One sentence."],
        ["First one.", "Second one!", "Third?"],
        ["no capital here.", "none here either."],
        ["Dr. Smith met Mrs. Jones."],
        ["It costs 3.50 dollars.", "Cheap."],
        ["Use a list, e.g. this one.", "Fine."],
        ["We met at 5 p.m. on Friday."],
        ["We met at 5 p.m.", "The rest is history."],
        ["Apples, pears, etc. are fruit."],
        ["J. R. R. Tolkien wrote it."],
        ["It was I.", "Nobody else."],
        ["Wait... what is this?"],
        ["Wait...", "What is this?"],
        ["Well… maybe."],
        ["“Really?” he said."],
        ["He said “no.”", "Then he left."],
        ["(See above.)", "Go on."],
        ["hey!", "how are you?"],
        ["Visit example.com or nib.py today.", "Bye."],
        ["1. First item"],
        ["See fig. 3 and No. 5 now.", "Done."],
        ["What?!", "No."],
        ["He lives in the U.S. and likes it."],
        ["今日は。", "元気です。"],
        ["No end mark"],
    ],
)
def test_sentences(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("A heading\n\nA paragraph. Two.", ["A heading", "A paragraph.", "Two."]),
        ("one line\nanother line", ["one line", "another line"]),
        ("- item one\r\n- item two", ["- item one", "- item two"]),
        (
            "This line was broken by a mailer somewhere around here\nand goes on. End.",
            ["This line was broken by a mailer somewhere around here\nand goes on.", "End."],
        ),
        ("  padded.   Next.  ", ["padded.", "Next."]),
    ],
)
def test_sentences_over_lines(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't stop", ["Don't", "stop"]),
        ("the dogs’ don’t", ["the", "dogs", "don’t"]),
        ("well-known 3.14 snake_case", ["well", "known", "3", "14", "snake", "case"]),
        ("cafe\u0301 naïve", ["cafe\u0301", "naïve"]),
        ("'quoted' 😀 x", ["quoted", "x"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == expected


@given(st.text(alphabet=st.sampled_from("aB.!?…\"')( \n😀\u03011e")))
def test_sentences_cover_all_that_is_not_space(text: str) -> None:
    ranges = sentences(text)
    cursor = 0
    for start, end in ranges:
        assert not text[cursor:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        cursor = end
    assert not text[cursor:].strip()


@pytest.mark.parametrize(
    "piece",
    [".", "!'", "a", "word ", "word. ", "a.b", "long line here, \nand ", "'", "\n", "e\u0301"],
)
def test_long_text_takes_bounded_time(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + "x"
    started = time.process_time()
    sentences(text)
    words(text)
    assert time.process_time() - started < 3
