"""Measure what ships, through nib.sentiment: `python -m models.sentiment.score [--graph FILE]`.

In: model.int8.onnx (or another graph of to_onnx.py, such as the float one), the dev sets. Out: one
JSON line of percentages and milliseconds a sentence on one thread. Needs the project's own
environment, no torch. Trains and tunes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
from nib.runtime.native import NativeModel, NativeTokenizer
from nib.segment import sentences
from nib.sentiment import SentimentReader, WordFeeling, find_spans
from nib.types import POLARITIES, Sentiment, SentimentSpan
from tokenizers import Tokenizer

from .measure import macro_recall, sst2, tweeteval
from .rows import read_lines
from .trees import as_written, parse

ONE_HOT = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def load(graph: Path) -> SentimentReader:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(graph, options, ["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    return SentimentReader(NativeModel(session), NativeTokenizer(tokenizer))


def prose(data: Path, name: str) -> list[str]:
    """Held-out sentences, as nib.segment finds them."""
    lines = read_lines(data / f"dev/lm/{name}.txt")
    found = [line[start:end] for line in lines for start, end in sentences(line)]
    return [sentence for sentence in found if len(sentence) > 12]


async def read_all(
    reader: SentimentReader, texts: list[str], binary: bool = False
) -> list[Sentiment]:
    return [await reader.read(text, binary) for text in texts]


def gold_words(data: Path) -> list[tuple[str, list[WordFeeling]]]:
    """The dev trees' sentences, each word with the polarity of its phrase as in training."""
    found = []
    for line in read_lines(data / "dev/sent-sst/dev.ptb.txt"):
        phrase = as_written(parse(line))
        text, words = "", []
        for word, tags in zip(phrase.words, phrase.tags, strict=True):
            tag = int(max(tags, key=lambda tag: (tag != "1", tag)))
            start = len(text) + bool(text)
            text = f"{text} {word}".strip()
            words.append(WordFeeling(start, len(text), ONE_HOT[tag]))
        found.append((text, words))
    return found


async def score_spans(reader: SentimentReader, data: Path) -> dict[str, float]:
    """F1 against the trees' phrases: of spans, exactly equal, and of the characters in them."""
    shown, meant, both = np.zeros(2), np.zeros(2), np.zeros(2)
    for text, words in gold_words(data):
        gold = find_spans(text, words, 0.5)
        read = await reader.read(text)
        ours = [span for part in read.sentences for span in part.spans]
        for kind, marks in enumerate((whole_spans, characters)):
            mine, theirs = marks(ours), marks(gold)
            shown[kind] += len(mine)
            meant[kind] += len(theirs)
            both[kind] += len(mine & theirs)
    f1 = 2 * both / (shown + meant)
    return {"span_f1_exact": float(f1[0]), "span_f1_characters": float(f1[1])}


def whole_spans(spans: Sequence[SentimentSpan]) -> set[tuple[int, int, str]]:
    return {(span.start, span.end, span.label) for span in spans}


def characters(spans: Sequence[SentimentSpan]) -> set[tuple[int, str]]:
    return {(place, span.label) for span in spans for place in range(span.start, span.end)}


async def score(reader: SentimentReader, data: Path) -> dict[str, float]:
    texts, labels = sst2(data)
    await reader.read(texts[0])
    started = time.process_time()
    found = await read_all(reader, texts, binary=True)
    milliseconds = 1000 * (time.process_time() - started) / len(texts)
    guesses = np.array([sentiment.label == "positive" for sentiment in found])
    result = {"sst2_accuracy": float(np.mean(guesses == labels))}
    texts, labels = tweeteval(data)
    read = await read_all(reader, texts)
    guesses = np.array([POLARITIES.index(sentiment.label) for sentiment in read])
    result["tweeteval_macro_recall"] = macro_recall(labels, guesses)
    for name in ("gov2", "handbooks", "textbooks2"):
        read = await read_all(reader, prose(data, name))
        result[f"neutral_{name}"] = float(np.mean([s.label == "neutral" for s in read]))
        calm = [not part.spans for s in read for part in s.sentences]
        result[f"no_span_{name}"] = float(np.mean(calm))
    result |= await score_spans(reader, data)
    percentages = {name: round(100 * value, 2) for name, value in result.items()}
    return {**percentages, "sst2_cpu_ms_per_sentence": round(milliseconds, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("NIB_DATA", str(ROOT.parent / "shared/data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--graph", type=Path, default=HERE / "model.int8.onnx")
    arguments = parser.parse_args()
    print(json.dumps(asyncio.run(score(load(arguments.graph), arguments.data))))


if __name__ == "__main__":
    main()
