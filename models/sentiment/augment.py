"""Made-up rows for what the sets hold too little of: contrast, negation, emoji.

In: real rows, VADER's ratings, the adjectives and verbs of lemminflect's table. Out: rows whose
label follows from how they were made. Reads no dev data.
"""

from __future__ import annotations

import random
from pathlib import Path

from .rows import HARD, Row, Target, lexicon, read_lines

SUBJECTS = """It|This|That|The film|The service|The food|My phone|The talk|Your draft|The plan|
The new version|The room|Our trip|The meeting|The support|This place|The book"""
DENIALS = """is not|isn't|was not|wasn't|is never|was never|is hardly|is not very|wasn't really|
is not at all|is anything but|is far from|is not exactly|doesn't seem|did not look|won't be"""
VERB_DENIALS = "does not|doesn't|did not|didn't|will never|never really|would not"
BARE_DENIALS = "not|never|hardly|not at all|not very|never really|not too"
DENIED: dict[bool, Target] = {True: (0.08, 0.22, 0.7), False: (0.85, 0.13, 0.02)}


def choices(listed: str) -> list[str]:
    return [item.strip() for item in listed.split("|")]


def contrast_rows(rows: list[Row], count: int, dice: random.Random) -> list[Row]:
    """Two short opposite rows joined by "but": the feeling of the second one prevails."""
    short = [row for row in rows if 2 <= len(row.words) <= 12]
    by_sign = [[r for r in short if r.target[side] > 0.8] for side in (0, 2)]
    joined = []
    for number in range(count):
        first = dice.choice(by_sign[number % 2])
        second = dice.choice(by_sign[1 - number % 2])
        head = (*first.words[:-1], first.words[-1].rstrip(".!, ") + ",")
        if head[-1] == ",":
            continue
        link = dice.choice(("but", "but", "but", "however", "yet", "though"))
        tail = (second.words[0][:1].lower() + second.words[0][1:], *second.words[1:])
        target: Target = (0.75, 0.12, 0.13) if second.target[0] > 0.8 else (0.13, 0.12, 0.75)
        tags = tuple("-" * len(word) for word in (*head, link, *tail))
        joined.append(Row((*head, link, *tail), target, tags))
    return joined


def emoji_rows(data: Path, rows: list[Row], count: int, dice: random.Random) -> list[Row]:
    """Neutral rows with a feeling emoji behind them."""
    ratings = {w: r for w, r in lexicon(data).items() if not w.isascii() and abs(r) >= 1.5}
    emoji = sorted(ratings)
    plain = [row for row in rows if row.target[1] > 0.9 and len(row.words) <= 14]
    made = []
    for _ in range(count):
        row, sign = dice.choice(plain), dice.choice(emoji)
        target = HARD["pos" if ratings[sign] > 0 else "neg"]
        repeat = sign * dice.choice((1, 1, 2, 3))
        tags = ("2" if ratings[sign] > 0 else "0") * len(repeat)
        made.append(Row((*row.words, repeat), target, (*row.tags, tags)))
    return made


def felt_words(data: Path, kind: str) -> list[tuple[str, bool]]:
    """Clearly felt words that the table knows as `kind` only, and whether they are negative."""
    ratings = lexicon(data)
    kinds: dict[str, set[str]] = {}
    for line in read_lines(data / "train/morph/lemminflect_infl_lu.csv.gz"):
        word, part, *_ = line.split(",")
        kinds.setdefault(word, set()).add(part)
    felt = [(w, r) for w, r in ratings.items() if abs(r) >= 1.5 and kinds.get(w) == {kind}]
    return sorted((word, rating < 0) for word, rating in felt)


def denied_rows(data: Path, count: int, dice: random.Random) -> list[Row]:
    """ "The talk is not boring": a felt word under a negation turns over, and so does its span."""
    subjects = choices(SUBJECTS)
    parts = {kind: felt_words(data, kind) for kind in ("adj", "verb")}
    made = []
    for number in range(count):
        kind = "verb" if number % 4 == 0 else "adj"
        word, negative = dice.choice(parts[kind])
        listed = VERB_DENIALS if kind == "verb" else dice.choice((DENIALS, DENIALS, BARE_DENIALS))
        denial = dice.choice(choices(listed)).split()
        head = [] if listed == BARE_DENIALS else dice.choice(subjects).split()
        end = dice.choice((".", ".", "!", ""))
        words = (*head, *denial, word + end)
        tag = "2" if negative else "0"
        quiet = [w in ("is", "was", "very", "does", "did", "will", "would") for w in denial]
        tags = [
            *("1" * len(w) for w in head),
            *(("1" if q else tag) * len(w) for w, q in zip(denial, quiet, strict=True)),
            tag * len(word) + "1" * len(end),
        ]
        made.append(Row(words, DENIED[negative], tuple(tags)))
    return made
