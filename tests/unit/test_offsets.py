"""Offsets: code points <-> UTF-16, by table and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nib.offsets import to_code_points, to_utf16, utf16_length


@pytest.mark.parametrize(
    ("text", "code_points", "utf16"),
    [
        ("plain", [0, 2, 5], [0, 2, 5]),
        ("", [0], [0]),
        ("a😀b", [0, 1, 2, 3], [0, 1, 3, 4]),
        ("😀😀", [0, 1, 2], [0, 2, 4]),
        ("e\u0301x", [0, 1, 2, 3], [0, 1, 2, 3]),  # combining marks are units of their own
        ("naïve “q”", [0, 9], [0, 9]),
        ("a😀b", [3, 0, 2], [4, 0, 3]),  # any order
    ],
)
def test_both_ways(text: str, code_points: list[int], utf16: list[int]) -> None:
    assert to_utf16(text, code_points) == utf16
    assert to_code_points(text, utf16) == code_points


def test_inside_a_pair_goes_to_its_start() -> None:
    assert to_code_points("a😀b", [2]) == [1]


def test_outside_is_clamped() -> None:
    assert to_utf16("a😀", [-1, 99]) == [0, 3]
    assert to_code_points("a😀", [-1, 99]) == [0, 2]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_agrees_with_the_codec(text: str) -> None:
    offsets = list(range(len(text) + 1))
    expected = [len(text[:offset].encode("utf-16-le")) // 2 for offset in offsets]
    assert to_utf16(text, offsets) == expected
    assert to_code_points(text, expected) == offsets
    assert utf16_length(text) == expected[-1]
