"""Batches for training, made on the fly: fresh errors on every pass, sorted by length.

In: the tagged corpus, the real pairs, the tag list. Out: numpy arrays (pieces, shapes, mask, first,
last, tags, wrong). A tag of -1 is not trained (padding, or an error no tag describes).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from nib.tagger_tags import KEEP
from numpy.typing import NDArray

from models.correction.corrupt import corrupt
from models.correction.encoders import Encoder, Pieces
from models.correction.labels import Cell, labels
from models.correction.places import CORPUS, RUNS
from models.correction.vocabulary import TAGS

BATCH_PIECES = 1_600  # padded pieces in a batch
POOL = 1_200  # sentences sorted by length together
REAL_SHARE = 0.05
JOIN_SHARE = 0.22  # neighbours trained as one text, for run-ons and stops inside
MAX_WORDS = 60
UNTRAINED = -1
Batch = tuple[NDArray[np.int64], ...]


@dataclass(slots=True)
class Example:
    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    tags: list[int]
    wrong: list[int]


def load_corpus() -> list[tuple[str, str, str]]:
    """(paragraph, tokens, parts of speech) a sentence, neighbours in order."""
    rows = []
    for path in sorted(CORPUS.glob("*.tsv")):
        for line in path.open(encoding="utf-8"):
            register, number, tokens, penn = line.rstrip("\n").split("\t")
            rows.append((register + number, tokens, penn))
    return rows


def load_pairs() -> list[list[Cell]]:
    lines = (RUNS / "pairs.jsonl").read_text(encoding="utf-8").splitlines()
    return [[(word, tuple(words)) for word, words in json.loads(line)[1]] for line in lines]


def encode(cells: list[Cell], pieces: Pieces, tag_ids: dict[str, int]) -> Example:
    ids, shapes, first, last = pieces.sentence([word for word, _ in cells[1:]])
    names = labels(cells)
    tags = [UNTRAINED if name is None else tag_ids.get(name, UNTRAINED) for name in names]
    return Example(ids, shapes, first, last, tags, [int(name != KEEP) for name in names])


def collate(examples: list[Example]) -> Batch:
    length = max(len(e.pieces) for e in examples)
    words = max(len(e.tags) for e in examples)

    def fill(rows: list[list[int]], width: int, pad: int) -> NDArray[np.int64]:
        out = np.full((len(rows), width), pad, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return out

    return (
        fill([e.pieces for e in examples], length, 0),
        fill([e.shapes for e in examples], length, 0),
        fill([[1] * len(e.pieces) for e in examples], length, 0),
        fill([e.first for e in examples], words, 0),
        fill([e.last for e in examples], words, 0),
        fill([e.tags for e in examples], words, UNTRAINED),
        fill([e.wrong for e in examples], words, UNTRAINED),
    )


def examples(seed: int, encoder: Encoder) -> Iterator[Example]:
    rng = random.Random(seed)
    corpus, pairs = load_corpus(), load_pairs()
    pieces = Pieces(encoder)
    tag_ids = {name: i for i, name in enumerate(json.loads(TAGS.read_text(encoding="utf-8")))}
    while True:
        if rng.random() < REAL_SHARE:
            yield encode(rng.choice(pairs), pieces, tag_ids)
            continue
        at = rng.randrange(len(corpus))
        paragraph, tokens, penn = corpus[at]
        neighbour = corpus[at + 1] if at + 1 < len(corpus) else ("", "", "")
        short = len(tokens.split(" ")) + len(neighbour[1].split(" ")) <= MAX_WORDS
        if neighbour[0] == paragraph and short and rng.random() < JOIN_SHARE:
            tokens, penn = f"{tokens} {neighbour[1]}", f"{penn} {neighbour[2]}"
        yield encode(corrupt(tokens.split(" "), penn.split(" "), rng), pieces, tag_ids)


def batches(seed: int, encoder: Encoder) -> Iterator[Batch]:
    rng = random.Random(seed)
    source = examples(seed, encoder)
    while True:
        pool = sorted((next(source) for _ in range(POOL)), key=lambda e: len(e.pieces))
        groups: list[list[Example]] = [[]]
        for example in pool:
            if groups[-1] and len(example.pieces) * (len(groups[-1]) + 1) > BATCH_PIECES:
                groups.append([])
            groups[-1].append(example)
        rng.shuffle(groups)
        yield from (collate(group) for group in groups if len(group) > 4)
