"""No full stop is proposed where a paragraph may go on; everything else stays."""

from __future__ import annotations

import pytest
from nib.types import Correction, Edit
from nib.unfinished import without_last_stop


def edit(start: int, end: int, replacement: str) -> Edit:
    return Edit(start, end, replacement, "punctuation", "Because.", 0.9)


@pytest.mark.parametrize(
    ("text", "edits", "left"),
    [
        ("We talked", [(3, 9, "talked.")], []),
        ("Why not ", [(4, 7, "not?")], []),
        ("We talkt", [(3, 8, "talked.")], [(3, 8, "talked")]),
        ("So we left Then he came", [(6, 10, "left."), (19, 23, "came.")], [(6, 10, "left.")]),
        ("It is an etc", [(9, 12, "etc."), (6, 8, "a")], [(6, 8, "a")]),
        ("We talkt.", [(3, 9, "talked.")], [(3, 9, "talked.")]),
        ("He came,", [(7, 8, ".")], []),
        ("He came", [(7, 7, ".")], []),
        ("", [], []),
    ],
)
def test_the_last_stop_is_left_to_the_writer(
    text: str, edits: list[tuple[int, int, str]], left: list[tuple[int, int, str]]
) -> None:
    found = without_last_stop(Correction(text, tuple(edit(*one) for one in edits)))
    assert found.edits == tuple(edit(*one) for one in left)
