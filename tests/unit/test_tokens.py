"""Tokens: their ranges, and which are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nib.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Don't stop, now!", ["Don't", "stop", ",", "now", "!"]),
        ("well-known", ["well", "-", "known"]),
        ("3.5 of 10", ["3", ".", "5", "of", "10"]),
        ("Wait... what?!", ["Wait", "...", "what", "?!"]),
        ("“Yes”", ["“", "Yes", "”"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


@pytest.mark.parametrize(
    "text",
    [
        *("https://a.example/teh", "www.teh.example", "teh@mail.example", "@teh", "#teh"),
        *("teh.py", "example.com", "a/b/teh", "/etc/teh", "--teh", "$teh", "teh()", "a::teh"),
        *("snake_teh", "`teh`", "`two teh`", "camelTeh", "iTeh", "McTeh's2", "t3h", "<teh>"),
        *("x=teh", "C:\\teh", "U.S.A", "привет", "漢字"),
    ],
)
def test_left_alone(text: str) -> None:
    assert not [token for token in tokenize(text) if token.is_word]


@pytest.mark.parametrize(
    "text", ["teh", "Teh", "TEH", "naïve", "(teh)", "“teh,”", "teh...", "and/or", "teh—he", "café"]
)
def test_not_left_alone(text: str) -> None:
    assert [token for token in tokenize(text) if token.is_word]


@given(st.text(max_size=60))
def test_ranges_are_in_order_and_exact(text: str) -> None:
    cursor = 0
    for token in tokenize(text):
        assert cursor <= token.start < token.end
        assert text[token.start : token.end] == token.text
        cursor = token.end
