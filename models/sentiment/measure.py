"""The recipe's own dev measures: SST-2, TweetEval and neutral prose.

In: a function from texts to class probabilities [N,3]. Out: a dictionary of percentages. Used on
the torch network while training and on the ONNX graphs, so both are measured alike. It labels each
text as one sequence; nib.sentiment's own numbers come from `make eval`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from .rows import read_lines, sentences

Classify = Callable[[list[str]], np.ndarray]


def sst2(data: Path) -> tuple[list[str], np.ndarray]:
    pairs = [line.split("\t") for line in read_lines(data / "dev/sent-sst/sst2.dev.tsv")]
    return [text for text, _ in pairs], np.array([int(label) for _, label in pairs])


def tweeteval(data: Path) -> tuple[list[str], np.ndarray]:
    folder = data / "dev/sent-tweeteval"
    labels = np.array([int(line) for line in read_lines(folder / "val_labels.txt")])
    return list(read_lines(folder / "val_text.txt")), labels


def prose(data: Path, name: str) -> list[str]:
    paragraphs = read_lines(data / f"dev/lm/{name}.txt")
    return [s for p in paragraphs for s in sentences(p) if len(s) > 12][:700]


def macro_recall(labels: np.ndarray, guesses: np.ndarray) -> float:
    return float(np.mean([np.mean(guesses[labels == c] == c) for c in range(3)]))


def measure(classify: Classify, data: Path) -> dict[str, float]:
    """Percentages; neutral_* is the share of sentences labelled neutral."""
    texts, labels = sst2(data)
    found = classify(texts)
    result = {"sst2": float(np.mean((found[:, 2] > found[:, 0]) == labels))}
    texts, labels = tweeteval(data)
    guesses = classify(texts).argmax(1)
    result["tweeteval"] = macro_recall(labels, guesses)
    for side, name in enumerate(("negative", "neutral", "positive")):
        result[f"tweeteval_{name}"] = float(np.mean(guesses[labels == side] == side))
    for name in ("gov2", "handbooks"):
        result[f"neutral_{name}"] = float(np.mean(classify(prose(data, name)).argmax(1) == 1))
    return {name: round(100 * value, 2) for name, value in result.items()}
