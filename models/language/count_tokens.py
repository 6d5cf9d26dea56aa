"""Count what English text uses of SmolLM2's vocabulary: which tokens stay.

In: train/text of the shared data set (its folder as argument; ship-able licences only), the
GGUF's tokenizer. Out: tokens.npz beside this file, which is committed: the build needs no data.
Run: python -m models.language.count_tokens SHARED_DATA (some three minutes).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.training_text import FILES, lines

from .pruned import TOKENS, halves
from .recipe import CACHE, fetch_gguf
from .tokenizer import tokenizer_json
from .weights import GgufFile

LEAST_USES = 20
THINNED = {"msdocs": 3, "standards": 3}  # every n-th line only
BATCH_LINES = 2_000


def paragraphs(data: Path) -> Iterator[str]:
    for name in FILES:
        for line in lines(data / "train" / "text", name, THINNED.get(name, 1)):
            if line.strip():
                yield line.strip()


def count(tokenizer: Tokenizer, data: Path) -> NDArray[np.int64]:
    """How often each token occurs."""
    uses = np.zeros(tokenizer.get_vocab_size(), np.int64)
    left = paragraphs(data)
    while batch := list(islice(left, BATCH_LINES)):
        for encoded in tokenizer.encode_batch(batch, add_special_tokens=False):
            np.add.at(uses, np.array(encoded.ids), 1)
    return uses


def with_halves(wanted: set[int], tokenizer: dict[str, Any]) -> set[int]:
    """These tokens, all that they are merged from, single letters and bytes, control tokens."""
    vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    by_id = {token_id: token for token, token_id in vocabulary.items()}
    made_of = {"".join(halves(merge)): halves(merge) for merge in tokenizer["model"]["merges"]}
    kept = wanted | {token["id"] for token in tokenizer["added_tokens"]}
    kept |= {token_id for token, token_id in vocabulary.items() if len(token) == 1}
    left = list(kept)
    while left:
        for half in made_of.get(by_id[left.pop()], ()):
            if vocabulary[half] not in kept:
                kept.add(vocabulary[half])
                left.append(vocabulary[half])
    return kept


def main() -> None:
    whole: dict[str, Any] = tokenizer_json(GgufFile(fetch_gguf(CACHE)))
    uses = count(Tokenizer.from_str(json.dumps(whole)), Path(sys.argv[1]))
    kept = sorted(with_halves(set(np.flatnonzero(uses >= LEAST_USES).tolist()), whole))
    np.savez_compressed(TOKENS, allow_pickle=False, ids=np.array(kept, np.uint16))
    print(f"{len(kept)} of {len(uses)} tokens, {uses[kept].sum() / uses.sum():.2%} of the text")


if __name__ == "__main__":
    main()
