"""Rows -> padded batches of pieces, the same in every run with the same seed.

In: rows by source, rows per epoch, a tokenizer. Out: numpy arrays, rows of like length together so
that little is padding. Special tokens <s>=0, <pad>=1, </s>=2 as everywhere in this model.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from .rows import Row, lower

START, PAD, END = 0, 1, 2
IGNORED = -100
POOL = 4096  # rows sorted by length among themselves
LOWERED = 0.2


@dataclass(frozen=True, slots=True)
class Encoded:
    ids: list[int]
    tags: list[int]
    target: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Batch:
    """ids, mask, tags: int64 [B,S]; target: float32 [B,3]."""

    ids: np.ndarray
    mask: np.ndarray
    tags: np.ndarray
    target: np.ndarray


def encode(row: Row, tokenizer: Tokenizer, max_pieces: int) -> Encoded:
    """Words are encoded one by one, as nib.sentiment does; a piece takes its first letter's tag."""
    found = tokenizer.encode(list(row.words), is_pretokenized=True, add_special_tokens=False)
    tags = []
    for word, (start, _) in zip(found.word_ids, found.offsets, strict=True):
        marks = row.tags[word]
        mark = marks[min(start, len(marks) - 1)]
        tags.append(IGNORED if mark == "-" else int(mark))
    keep = max_pieces - 2
    ids = [START, *found.ids[:keep], END]
    return Encoded(ids, [IGNORED, *tags[:keep], IGNORED], row.target)


def collate(encoded: list[Encoded]) -> Batch:
    length = max(len(item.ids) for item in encoded)
    ids = np.full((len(encoded), length), PAD, np.int64)
    tags = np.full((len(encoded), length), IGNORED, np.int64)
    for number, item in enumerate(encoded):
        ids[number, : len(item.ids)] = item.ids
        tags[number, : len(item.tags)] = item.tags
    mask = np.array([[1] * len(i.ids) + [0] * (length - len(i.ids)) for i in encoded], np.int64)
    return Batch(ids, mask, tags, np.array([item.target for item in encoded], np.float32))


def by_length(encoded: list[Encoded], batch_pieces: int) -> Iterator[list[Encoded]]:
    """Groups of like length, each at most batch_pieces with its padding."""
    group: list[Encoded] = []
    for item in sorted(encoded, key=lambda item: len(item.ids)):
        if group and (len(group) + 1) * len(item.ids) > batch_pieces:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def epoch(
    sources: dict[str, list[Row]],
    sizes: dict[str, int],
    tokenizer: Tokenizer,
    settings: tuple[int, int],
    seed: int,
) -> list[Batch]:
    """One epoch's batches in order; settings are (max_pieces, batch_pieces)."""
    dice = random.Random(seed)
    rows: list[Row] = []
    for name, size in sizes.items():
        rows += dice.sample(sources[name], min(size, len(sources[name])))
    rows = [lower(row) if dice.random() < LOWERED else row for row in rows]
    dice.shuffle(rows)
    max_pieces, batch_pieces = settings
    batches = []
    for first in range(0, len(rows), POOL):
        encoded = [encode(row, tokenizer, max_pieces) for row in rows[first : first + POOL]]
        groups = list(by_length(encoded, batch_pieces))
        dice.shuffle(groups)
        batches += [collate(group) for group in groups]
    return batches
