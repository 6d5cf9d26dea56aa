"""Sentiment on the dev sets: labels, agreement, spans, and whether neutral text stays neutral.

In: readers. Out: {set: {reader: {metric: value}}}, in percent.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from statistics import StatisticsError, correlation, mean
from typing import Any

from nib.segment import sentences

from tests.bench.quality import spans
from tests.bench.quality.feelings import Feeling, Reader, read_all
from tests.bench.quality.grammar import Report
from tests.bench.quality.places import DEV
from tests.bench.quality.sets import lines, prose

CALM = ("gov2", "handbooks", "textbooks2")
SIDES = {"neg": 0, "neutral": 1, "pos": 2}
SHORTEST = 12  # characters of a sentence worth a label


Rows = Sequence[tuple[str, Any]]  # a text and its gold
Metrics = Callable[[Sequence[Feeling], Sequence[Any]], dict[str, float]]


class SentimentBench:
    """`every`: only each n-th entry of each set."""

    def __init__(self, readers: Sequence[Reader], every: int) -> None:
        self._readers = readers
        self._every = every
        self.report: Report = defaultdict(lambda: defaultdict(dict))

    async def run(self, say: Callable[[str], None]) -> None:
        for name, (rows, metrics) in all_sets().items():
            say(name)
            chosen = rows[:: self._every]
            for reader in self._readers:
                found = await read_all(reader, [text for text, _ in chosen])
                self.report[name][reader.name] = metrics(found, [gold for _, gold in chosen])


def all_sets() -> dict[str, tuple[Rows, Metrics]]:
    sst2 = [line.split("\t") for line in lines(DEV / "sent-sst" / "sst2.dev.tsv")]
    tweets = lines(DEV / "sent-tweeteval" / "val_text.txt")
    labels = map(int, lines(DEV / "sent-tweeteval" / "val_labels.txt"))
    calm = {name: calm_sentences(name) for name in CALM}
    trees = [spans.gold(line) for line in lines(DEV / "sent-sst" / "dev.ptb.txt")]
    return {
        "sst2-dev": ([(text, label == "1") for text, label in sst2], binary_metrics),
        "tweeteval-val": (list(zip(tweets, labels, strict=True)), label_metrics),
        "goemotions-dev": (labelled("goemotions"), valence_metrics),
        "emobank-dev": (labelled("emobank"), valence_metrics),
        **{f"neutral-{name}": (rows, calm_metrics) for name, rows in calm.items()},
        "sst-spans-dev": (trees, span_metrics),
    }


def labelled(name: str) -> Rows:
    """Rows with one clear label: (label, mean rating or None). Mixed and ambiguous ones are out."""
    items = [json.loads(line) for line in lines(DEV / f"sent-{name}" / "dev.jsonl")]
    return [
        (item["text"], (SIDES[item["label"]], item.get("score")))
        for item in items
        if item["label"] in SIDES
    ]


def calm_sentences(name: str) -> Rows:
    """Sentences of held-out prose, as nib.segment finds them; (nearly) all without feeling."""
    found = (line[a:b] for line in prose(DEV, name) for a, b in sentences(line))
    return [(sentence, None) for sentence in found if len(sentence) > SHORTEST]


def binary_metrics(found: Sequence[Feeling], gold: Sequence[bool]) -> dict[str, float]:
    right = [feeling.positive == label for feeling, label in zip(found, gold, strict=True)]
    return {"accuracy": percent(right)}


def label_metrics(found: Sequence[Feeling], gold: Sequence[int]) -> dict[str, float]:
    """Accuracy; recall of each label that occurs, averaged."""
    right = [feeling.label == label for feeling, label in zip(found, gold, strict=True)]
    recalls = [
        percent([hit for hit, label in zip(right, gold, strict=True) if label == side])
        for side in sorted(set(gold))
    ]
    return {"macro-recall": round(mean(recalls), 2), "accuracy": percent(right)}


def valence_metrics(
    found: Sequence[Feeling], gold: Sequence[tuple[int, float | None]]
) -> dict[str, float]:
    """Agreement with the labels and, where raters gave a number, Pearson's r (x 100) with it."""
    metrics = label_metrics(found, [label for label, _ in gold])
    ratings = [rating for _, rating in gold if rating is not None]
    if len(ratings) == len(gold) > 1:
        try:
            r = correlation([feeling.value for feeling in found], ratings)
        except StatisticsError:  # one of them never varies
            r = 0.0
        metrics["pearson"] = round(100 * r, 2)
    return metrics


def calm_metrics(found: Sequence[Feeling], gold: Sequence[None]) -> dict[str, float]:
    """Sentences labelled neutral, and sentences without any span."""
    neutral = [feeling.label == 1 for feeling in found]
    return {"neutral": percent(neutral), "no-span": percent([not f.spans for f in found])}


def span_metrics(
    found: Sequence[Feeling], gold: Sequence[Sequence[spans.Span]]
) -> dict[str, float]:
    shown = [feeling.spans for feeling in found]
    return {
        "f1-characters": spans.f1(shown, gold, spans.characters),
        "f1-exact": spans.f1(shown, gold, spans.whole),
    }


def percent(hits: Sequence[bool]) -> float:
    return round(100 * sum(hits) / len(hits), 2) if hits else 0.0
