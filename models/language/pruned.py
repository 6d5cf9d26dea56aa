"""SmolLM2 with the tokens English text uses, numbered anew in their old order.

In: a GgufFile and tokens.npz (count_tokens.py). Out: a source with fewer rows of the embedding, and
the tokenizer of those tokens. Lossless for what is kept: every kept token's two halves are kept, so
text that the whole vocabulary spells with kept tokens is spelled by the same ones; other text takes
more tokens.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .schemes import EMBEDDING
from .tokenizer import tokenizer_json
from .weights import Blocks, Floats, GgufFile

TOKENS = Path(__file__).resolve().parent / "tokens.npz"


Ids = NDArray[np.int64]


def load_kept() -> Ids:
    """Which tokens stay, ascending."""
    with np.load(TOKENS) as stored:
        return np.asarray(stored["ids"], np.int64)


class PrunedSource(GgufFile):
    """A GgufFile whose embedding has the kept rows alone."""

    def __init__(self, path: Path, kept: Ids) -> None:
        super().__init__(path)
        self._kept = kept
        self.shape = replace(self.shape, vocabulary=len(kept))

    def floats(self, name: str) -> Floats:
        values = super().floats(name)
        return values[self._kept] if name == EMBEDDING else values

    def blocks(self, name: str) -> Blocks:
        if name == EMBEDDING:
            raise ValueError("the embedding is not stored in 4-bit blocks")
        return super().blocks(name)

    def bytes_q8_0(self, name: str) -> tuple[NDArray[np.int8], Floats]:
        quants, scales = super().bytes_q8_0(name)
        if name != EMBEDDING:
            return quants, scales
        return quants[self._kept], scales[self._kept]


def pruned_tokenizer(source: GgufFile, kept: Ids) -> dict[str, Any]:
    """tokenizer.json with the kept tokens: merges that make a token which went are gone too."""
    whole: dict[str, Any] = tokenizer_json(source)
    model = whole["model"]
    number = {int(old): new for new, old in enumerate(kept)}
    vocab = {token: number[old] for token, old in model["vocab"].items() if old in number}
    merges = [merge for merge in model["merges"] if "".join(halves(merge)) in vocab]
    added = [
        {**token, "id": number[token["id"]]}
        for token in whole["added_tokens"]
        if token["id"] in number
    ]
    return {
        **whole,
        "added_tokens": added,
        "model": {**model, "vocab": vocab, "merges": merges},
    }


def halves(merge: str | list[str]) -> list[str]:
    """The two tokens that a merge joins; files spell it either way."""
    return merge.split(" ") if isinstance(merge, str) else merge
