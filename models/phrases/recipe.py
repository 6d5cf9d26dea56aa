"""Make phrases.bin.gz, which is committed: run by hand when the text or the limits change.

In: train/text of the shared data set (ship-able licences only). Out: the table beside this file.
Run: python -m models.phrases.recipe SHARED_DATA (some three minutes, 6 GB).
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from nib.phrase_table import LONGEST_CONTEXT, SHARE_STEP

from .corpus import Corpus, read
from .ngrams import Contexts, contexts

TABLE = Path(__file__).resolve().parent / "phrases.bin.gz"


def levels(found: Contexts) -> bytes:
    steps = np.rint(-SHARE_STEP * np.log(found.shares.astype(np.float64)))
    return steps.clip(0, 255).astype(np.uint8).tobytes()


def starts(found: Contexts) -> bytes:
    return np.r_[0, np.cumsum(found.sizes.astype(np.int64))].astype("<u4").tobytes()


def packed(corpus: Corpus, lengths: list[Contexts]) -> bytes:
    """As nib.phrase_table reads it."""
    words = json.dumps(corpus.words, ensure_ascii=False).encode()
    sizes = {
        "words_bytes": len(words),
        "contexts": [len(found.keys) for found in lengths],
        "next": [len(found.words) for found in lengths],
    }
    parts = [json.dumps(sizes).encode() + b"\n", words, corpus.counts.astype("<u4").tobytes()]
    for found in lengths:
        keys, next_words = found.keys.astype("<u4"), found.words.astype("<u2")
        parts += [keys.tobytes(), starts(found), next_words.tobytes(), levels(found)]
    return b"".join(parts)


def main() -> None:
    corpus = read(Path(sys.argv[1]) / "train" / "text")
    print(f"{len(corpus.words)} words, {len(corpus.ids)} in the text", flush=True)
    lengths = [contexts(corpus, length) for length in range(1, LONGEST_CONTEXT + 1)]
    for length, found in enumerate(lengths, 1):
        print(f"{length} before: {len(found.keys)} contexts, {len(found.words)} next words")
    plain = packed(corpus, lengths)
    TABLE.write_bytes(gzip.compress(plain, 9, mtime=0))
    print(f"{len(plain)} bytes, {TABLE.stat().st_size} gzipped")


if __name__ == "__main__":
    main()
