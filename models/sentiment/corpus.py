"""All rows to train on, by source: the sets' own and the made-up ones, none of them a dev sentence.

In: the data folder and how many rows of each source an epoch takes. Out: lists of Row.
"""

from __future__ import annotations

import random
from pathlib import Path

from .augment import contrast_rows, denied_rows, emoji_rows
from .rows import Row, forbidden, labelled_rows, plain_rows, tree_rows, without


def read_all(data: Path, sizes: dict[str, int], seed: int) -> dict[str, list[Row]]:
    """Every source's rows, free of dev sentences."""
    dice = random.Random(seed)
    keys = forbidden(data)
    sources = tree_rows(data)
    sources["goemotions"] = labelled_rows(data, "goemotions_train")
    # VADER's film snippets are the trees' own sentences.
    sources["vader"] = [
        row
        for only in ("tweets", "amazon", "nyt")
        for row in labelled_rows(data, "vader_groundtruth_scores", only)
    ]
    sources["xed"] = labelled_rows(data, "xed_en")
    sources["pros_cons"] = labelled_rows(data, "pros_cons")
    sources["product_reviews"] = labelled_rows(data, "product_reviews_targets")
    sources["uci"] = labelled_rows(data, "uci_labelled_sentences")
    sources["plain"] = plain_rows(data, 6000)
    sources = {name: without(rows, keys) for name, rows in sources.items()}
    made = made_rows(data, sources, sizes, dice)
    return {**sources, **{name: without(rows, keys) for name, rows in made.items()}}


def made_rows(
    data: Path, sources: dict[str, list[Row]], sizes: dict[str, int], dice: random.Random
) -> dict[str, list[Row]]:
    felt = sources["uci"] + sources["product_reviews"] + sources["goemotions"]
    calm = sources["goemotions"] + sources["plain"]
    return {
        "contrast": contrast_rows(felt, sizes["contrast"] * 2, dice),
        "emoji": emoji_rows(data, calm, sizes["emoji"] * 2, dice),
        "denied": denied_rows(data, sizes["denied"] * 2, dice),
    }
