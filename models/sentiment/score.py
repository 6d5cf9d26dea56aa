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
from pathlib import Path

import numpy as np
import onnxruntime as ort
from nib.runtime.native import NativeModel, NativeTokenizer
from nib.segment import sentences
from nib.sentiment import SentimentReader
from nib.types import POLARITIES, Sentiment
from tokenizers import Tokenizer

from .measure import macro_recall, sst2, tweeteval
from .rows import read_lines

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
