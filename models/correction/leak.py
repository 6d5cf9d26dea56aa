"""No dev sentence may train the model: the check, and the keys it compares.

A key is a sentence's letters and digits, lower case. Run as a script it reads the corpus and the
pairs and fails when any of their sentences is in a dev set of grammar.
"""

from __future__ import annotations

import json
import re
import sys
from functools import lru_cache

from models.correction.devsets import from_m2
from models.correction.places import CORPUS, RUNS, SHARED
from models.correction.split import split_sentences

MIN_KEY = 20  # shorter sentences ("Thank you very much.") coincide by chance


def key(sentence: str) -> str:
    return re.sub(r"[\W_]+", "", sentence.lower())


@lru_cache(maxsize=1)
def dev_keys() -> frozenset[str]:
    """Of whole lines and of the sentences in them: wrong, corrected, and held-out clean text."""
    dev = SHARED / "dev"
    texts: list[str] = []
    for path in (*dev.glob("gec-*/*"), *dev.glob("lm/*.txt")):
        if "licen" in path.name:
            continue
        if path.suffix == ".m2":
            annotated = from_m2(path.stem, path)
            texts += map(" ".join, annotated.sources)
            texts += (" ".join(target) for each in annotated.targets for target in each)
        else:
            texts += re.split(r"[\t\n]", path.read_text(encoding="utf-8"))
    keys = (key(part) for text in texts for part in (text, *split_sentences(text)))
    return frozenset(k for k in keys if len(k) >= MIN_KEY)


def main() -> None:
    banned, found, read = dev_keys(), [], 0
    for path in CORPUS.glob("*.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            read += 1
            if key(line.split("\t")[2]) in banned:
                found.append(line.split("\t")[2])
    pairs = RUNS / "pairs.jsonl"
    for line in pairs.read_text(encoding="utf-8").splitlines() if pairs.exists() else []:
        read += 1
        cells = json.loads(line)[1]
        texts = (
            " ".join(w for w, _ in cells[1:]),
            " ".join(w for _, ws in cells for w in ws if w != "<s>"),
        )
        found += [text for text in texts if key(text) in banned]
    print(f"{read} training rows, {len(banned)} dev sentences, {len(found)} in both")
    print("\n".join(found[:20]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
