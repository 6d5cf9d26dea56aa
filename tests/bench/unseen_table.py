"""The phrase table counted anew without the texts that personal completion is measured on.

In: the training text. Out: build/bench/unseen.bin.gz, made once (three minutes, 6 GB). The table
that ships has seen these authors, which a stranger's text has not: beside it learning gains less
than it would in life. The language model's own reading nobody can take back.
"""

from __future__ import annotations

import gzip

from nib.phrase_table import LONGEST_CONTEXT

from models.phrases import recipe
from models.phrases.corpus import read
from models.phrases.ngrams import contexts
from models.training_text import FILES
from tests.bench.authors import REPORTED, TUNED
from tests.bench.figures import DATA
from tests.bench.npm_packages import BENCH

TABLE = BENCH / "unseen.bin.gz"


def content() -> bytes:
    if not TABLE.exists():
        files = {author.file for author in (*TUNED, *REPORTED)}
        corpus = read(DATA / "train" / "text", [name for name in FILES if name not in files])
        lengths = [contexts(corpus, length) for length in range(1, LONGEST_CONTEXT + 1)]
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        TABLE.write_bytes(gzip.compress(recipe.packed(corpus, lengths), 6, mtime=0))
    return TABLE.read_bytes()
