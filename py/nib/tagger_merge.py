"""Two readings of one sentence as one list of edits of what was written.

The rules and the speller change the sentence first, then the tagger reads the result. In: the
written sentence, the first edits (of it), the second edits (of the changed sentence). Out: edits of
the written sentence; those that meet become one. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nib.explain import worded
from nib.types import Edit


@dataclass(slots=True)
class _Block:
    """A changed stretch: where it was written, where it is in the changed text, what follows."""

    start: int
    end: int
    changed_start: int
    changed_end: int
    first: list[Edit] = field(default_factory=list)
    second: list[Edit] = field(default_factory=list)

    def absorb(self, other: _Block) -> None:
        self.start, self.end = min(self.start, other.start), max(self.end, other.end)
        self.changed_start = min(self.changed_start, other.changed_start)
        self.changed_end = max(self.changed_end, other.changed_end)
        self.first += other.first
        self.second += other.second


def apply(text: str, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> str:
    """text[start:end] with edits that lie within it (sorted, not overlapping)."""
    end = len(text) if end is None else end
    parts: list[str] = []
    for edit in edits:
        parts += (text[start : edit.start], edit.replacement)
        start = edit.end
    return "".join((*parts, text[start:end]))


def merge(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Edits of `text` that do what `first` and then `second` do; both sorted, not overlapping."""
    changed = apply(text, first)
    blocks: list[_Block] = []
    shift = 0
    for edit in first:
        at = edit.start + shift
        blocks.append(_Block(edit.start, edit.end, at, at + len(edit.replacement), first=[edit]))
        shift += len(edit.replacement) - (edit.end - edit.start)
    for edit in second:
        met = [block for block in blocks if _meet(block, edit)]
        start, end = _written(edit.start, blocks, met)[0], _written(edit.end, blocks, met)[1]
        joined = _Block(start, end, edit.start, edit.end, second=[edit])
        for block in met:
            joined.absorb(block)
            blocks.remove(block)
        blocks.append(joined)
        blocks.sort(key=lambda block: block.changed_start)
    edits = (_edit(block, changed) for block in blocks)
    return [edit for edit in edits if text[edit.start : edit.end] != edit.replacement]


def _meet(block: _Block, edit: Edit) -> bool:
    """Do they change the same characters? What is empty meets what it touches."""
    if edit.start == edit.end or block.changed_start == block.changed_end:
        return block.changed_start <= edit.end and edit.start <= block.changed_end
    return edit.start < block.changed_end and block.changed_start < edit.end


def _written(at: int, blocks: Sequence[_Block], met: Sequence[_Block]) -> tuple[int, int]:
    """Where a place in the changed text was written, as a beginning and as an end."""
    for block in met:
        if block.changed_start <= at <= block.changed_end:
            return block.start, block.end
    shift = 0
    for block in blocks:
        if block.changed_end <= at:
            shift = block.end - block.changed_end
    return at + shift, at + shift


def _edit(block: _Block, changed: str) -> Edit:
    second = sorted(block.second, key=lambda edit: edit.start)
    new = apply(changed, second, block.changed_start, block.changed_end)
    told = block.first[0] if block.first else second[0]
    sure = min(edit.confidence for edit in (*block.first, *second))
    if block.first and second and new.strip():  # neither's reason names what becomes of the words
        told = replace(told, reason=worded("fits", "new", new=new))
    return replace(told, start=block.start, end=block.end, replacement=new, confidence=sure)
