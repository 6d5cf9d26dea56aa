"""Training rows of the sentiment model, from the sets that data/README.md marks "Ship".

In: the data folder. Out: lists of `Row` by source, none of them in any dev set (`forbidden`).
Leaves out EmoBank (share-alike) and sentence_polarity (the same sentences as the trees, without
their phrase labels). Knows no model and no tokenizer.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from . import trees

Target = tuple[float, float, float]
NEUTRAL: Target = (0.03, 0.94, 0.03)
HARD: dict[str, Target] = {
    "neg": (0.94, 0.04, 0.02),
    "neutral": NEUTRAL,
    "pos": (0.02, 0.04, 0.94),
    "mixed": (0.45, 0.1, 0.45),
}
TREE: tuple[Target, ...] = (
    (0.98, 0.01, 0.01),
    (0.85, 0.14, 0.01),
    (0.1, 0.8, 0.1),
    (0.01, 0.14, 0.85),
    (0.01, 0.01, 0.98),
)
PLAIN_FILES = ("gov", "gov2", "msdocs", "textbooks", "textbooks2", "handbooks", "standards")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"(])")


@dataclass(frozen=True, slots=True)
class Row:
    """tags: one character for each character of a word, 0..2 or "-" for unknown."""

    words: tuple[str, ...]
    target: Target
    tags: tuple[str, ...]

    @property
    def key(self) -> str:
        return normal_form(" ".join(self.words))


def normal_form(text: str) -> str:
    """Letters and digits only, lower case: how a training row and a dev row are compared."""
    return "".join(c for c in text.lower() if c.isalnum()) or text.strip()


def read_lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n") for line in file)


def sentences(paragraph: str) -> list[str]:
    return SENTENCE_END.split(paragraph.strip())


def forbidden(data: Path) -> frozenset[str]:
    """The normal forms of every sentence in dev sets about sentiment or plain text."""
    dev = data / "dev"
    texts = [tree_text(line) for line in read_lines(dev / "sent-sst/dev.ptb.txt")]
    texts += [line.split("\t")[0] for line in read_lines(dev / "sent-sst/sst2.dev.tsv")]
    texts += read_lines(dev / "sent-tweeteval/val_text.txt")
    for name in ("sent-goemotions", "sent-emobank"):
        texts += [json.loads(line)["text"] for line in read_lines(dev / name / "dev.jsonl")]
    for path in sorted((dev / "lm").glob("*.txt")):
        for line in read_lines(path):
            texts += [line, *sentences(line)]
    return frozenset(normal_form(text) for text in texts if text.strip())


def tree_text(line: str) -> str:
    return " ".join(trees.as_written(trees.parse(line)).words)


@cache
def lexicon(data: Path) -> dict[str, float]:
    """VADER's mean rating, -4..4, by word, emoticon or emoji."""
    folder = data / "train/lexicons"
    ratings: dict[str, float] = {}
    for line in read_lines(folder / "vader_lexicon.txt"):
        word, rating, *_ = line.split("\t")
        ratings[word] = float(rating)
    for line in read_lines(folder / "emoji_utf8_lexicon.txt"):
        emoji, meaning = line.split("\t")[:2]
        if "hand" not in meaning:  # an open hand is not the help that VADER hears in the word
            ratings[emoji] = sum(ratings.get(word, 0.0) for word in meaning.split())
    return ratings


def weak_tags(words: tuple[str, ...], target: Target, ratings: dict[str, float]) -> tuple[str, ...]:
    """Words whose rating agrees with the row's label get it, function words are neutral."""
    sign = 1 if target[2] > 0.6 else -1 if target[0] > 0.6 else 0
    tags = []
    for word in words:
        bare = word.lower().strip(".,!?;:\"'()[]*_…“”") or word
        rating = ratings.get(bare, 0.0)
        if sign and rating * sign >= 1.2:
            tags.append("2" if sign > 0 else "0")
        elif bare in trees.FUNCTION_WORDS or (target[1] > 0.6 and abs(rating) < 1.0):
            tags.append("1")
        else:
            tags.append("-")
    return tuple(tag * len(word) for tag, word in zip(tags, words, strict=True))


def tree_rows(data: Path) -> dict[str, list[Row]]:
    """Each sentence in both forms; each distinct phrase in one of them."""
    whole: list[Row] = []
    phrases: dict[tuple[str, ...], Row] = {}
    for number, line in enumerate(read_lines(data / "train/sentiment/sst-trees/train.ptb.txt.gz")):
        root = trees.parse(line)
        whole += (tree_row(trees.as_written(root)), tree_row(trees.as_treebank(root)))
        for node in root.nodes():
            polar = trees.polarity(node.label) != 1
            if polar or (number + len(phrases)) % 6 == 0:
                row = tree_row(trees.as_treebank(node))
                written = tree_row(trees.as_written(node))
                phrases[row.words] = written if len(phrases) % 3 == 0 else row
    return {"sst_sentence": whole, "sst_phrase": list(phrases.values())}


def tree_row(phrase: trees.Phrase) -> Row:
    return Row(phrase.words, TREE[phrase.label], phrase.tags)


def labelled_rows(data: Path, name: str, only: str = "") -> list[Row]:
    """The rows of one JSONL set; "ambiguous" rows are left out."""
    ratings = lexicon(data)
    rows = []
    for line in read_lines(data / f"train/sentiment/{name}.jsonl.gz"):
        item = json.loads(line)
        words = tuple(item["text"].replace("&amp;", "&").split())
        target = HARD.get(item["label"])
        if target is None or not words or (only and only not in item["src"]):
            continue
        if "score" in item and item["label"] != "neutral" and abs(item["score"]) < 0.2:
            continue  # VADER's raters were not sure: neither neutral nor clearly felt
        if name == "xed_en":
            words = tuple(word for word in words if word != "-")
        rows.append(Row(words, target, weak_tags(words, target, ratings)))
    return [row for row in rows if row.words]


def plain_rows(data: Path, per_file: int) -> list[Row]:
    """Sentences of official and technical prose without strong words of feeling: neutral."""
    ratings = lexicon(data)
    rows = []
    for name in PLAIN_FILES:
        paragraphs = list(read_lines(data / f"train/text/{name}.txt.gz"))
        random.Random(name).shuffle(paragraphs)
        found = [s for p in paragraphs[: per_file * 2] for s in sentences(p)]
        random.Random(name).shuffle(found)
        kept = [tuple(s.split()) for s in found if not is_felt(s, ratings) and len(s) > 12]
        rows += [
            Row(words, NEUTRAL, tuple("1" * len(word) for word in words))
            for words in kept[:per_file]
            if len(words) <= 60
        ]
    return rows


def is_felt(sentence: str, ratings: dict[str, float]) -> bool:
    words = [word.strip(".,!?;:\"'()").lower() for word in sentence.split()]
    rated = [ratings.get(word, 0.0) for word in words]
    return "!" in sentence or max(map(abs, rated), default=0) >= 2.4 or sum(map(abs, rated)) >= 5


def without(rows: list[Row], keys: frozenset[str]) -> list[Row]:
    return [row for row in rows if row.key not in keys]


def lower(row: Row) -> Row:
    """The row in lower case, where that keeps the number of characters."""
    words = tuple(w.lower() if len(w.lower()) == len(w) else w for w in row.words)
    return replace(row, words=words)
