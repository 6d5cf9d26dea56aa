"""Tokens to text and back: unedited lines are untouched, edits land on their tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nib.tokenized import detokenize, retokenize
from nib.types import Edit


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("He do n't know , does he ?", "He don't know, does he?"),
        ("`` Yes , '' she said .", '"Yes," she said.'),
        ('The " best " ( new ) one .', 'The "best" (new) one.'),
        ("the students ' books", "the students' books"),
        ("It 's $ 5 or 10 % .", "It's $5 or 10%."),
        ("Wait ... what ?", "Wait... what?"),
        ("", ""),
    ],
)
def test_detokenize(line: str, text: str) -> None:
    source = detokenize(line)
    assert source.text == text
    assert retokenize(source, []) == line


def edit(text: str, old: str, new: str) -> Edit:
    start = text.index(old)
    return Edit(start, start + len(old), new, "", "", 1.0)


@pytest.mark.parametrize(
    ("line", "old", "new", "expected"),
    [
        ("I dont know .", "dont", "don't", "I do n't know ."),
        ("the the dog", "the the", "the", "the dog"),
        ("It 's colour is red .", "It's", "Its", "Its colour is red ."),
        ("However he came .", "However", "However,", "However , he came ."),
        ("I came.The dog", ".", ". ", "I came . The dog"),
        ("I like it alot !", "alot", "a lot", "I like it a lot !"),
        ("He can go", "can", "cannot", "He can not go"),
        ("say `` teh '' now", "teh", "the", "say `` the '' now"),
    ],
)
def test_retokenize(line: str, old: str, new: str, expected: str) -> None:
    source = detokenize(line)
    assert retokenize(source, [edit(source.text, old, new)]) == expected


@given(st.text(alphabet=st.sampled_from("ab'\"`.,( )n't’“”$%\u0301😀")))
def test_what_is_not_edited_comes_back(line: str) -> None:
    source = detokenize(line)
    assert retokenize(source, []) == " ".join(line.split())
    for token, (start, end) in zip(source.tokens, source.ranges, strict=True):
        assert len(source.text[start:end]) == end - start
        assert token in ("``", "''") or source.text[start:end] == token
