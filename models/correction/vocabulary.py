"""Which tags the model has: counted over freshly spoiled sentences and the real pairs.

Out: runs/correction/tags.json, a list whose first entry is $KEEP. Words of GECToR's label list
(Apache-2.0) need fewer sightings than others, so rare but useful corrections stay.
"""

from __future__ import annotations

import json
import random
from collections import Counter

from nib import tagger_tags as tags

from models.correction.corrupt import corrupt
from models.correction.labels import labels
from models.correction.places import CORPUS, RUNS, SHARED

TAGS = RUNS / "tags.json"
SEEN, SEEN_LISTED = 14, 5
FIXED = (
    tags.KEEP,
    tags.DELETE,
    tags.SPELL,
    tags.JOIN,
    tags.SWAP,
    tags.CAPITAL,
    tags.LOWER,
    tags.UPPER,
)


def listed() -> frozenset[str]:
    path = SHARED / "train" / "morph" / "gector_labels.txt"
    names = path.read_text(encoding="utf-8").splitlines()
    short = {"$APPEND_": "+", "$REPLACE_": "="}
    return frozenset(
        short[prefix] + name[len(prefix) :]
        for name in names
        for prefix in short
        if name.startswith(prefix)
    )


def count(sentences: int) -> Counter[str | None]:
    rng = random.Random(11)
    seen: Counter[str | None] = Counter()
    lines = [line for path in sorted(CORPUS.glob("*.tsv")) for line in path.open(encoding="utf-8")]
    for line in rng.sample(lines, min(sentences, len(lines))):
        _, _, tokens, penn = line.rstrip("\n").split("\t")
        seen.update(labels(corrupt(tokens.split(" "), penn.split(" "), rng)))
    for line in (RUNS / "pairs.jsonl").open(encoding="utf-8"):
        cells = [(word, tuple(words)) for word, words in json.loads(line)[1]]
        seen.update(labels(cells))
    return seen


def main() -> None:
    seen, known = count(150_000), listed()
    total = sum(n for tag, n in seen.items() if tag and tag != tags.KEEP)
    names = [
        tag for tag, n in seen.most_common() if tag and n >= (SEEN_LISTED if tag in known else SEEN)
    ]
    fixed = [*FIXED, *tags.INFLECTIONS, *tags.DERIVATIONS]
    chosen = [*fixed, *(name for name in names if name not in fixed)]
    covered = sum(seen[tag] for tag in chosen if tag != tags.KEEP)
    TAGS.write_text(json.dumps(chosen, ensure_ascii=False, indent=0), encoding="utf-8")
    print(f"{len(chosen)} tags cover {covered / total:.3f} of {total} edits")


if __name__ == "__main__":
    main()
