"""Choose nib.sentiment's constants on the dev sets: `python -m models.sentiment.calibrate`.

In: the shipped graph, TweetEval and the held-out prose. Out: the temperature with the least
log loss, then for each neutral bias the macro recall and the share of prose that stays neutral.
Prints only; whoever runs it writes the constants into py/nib/sentiment.py and CARD.md.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import onnxruntime as ort
from nib.segment import sentences
from tokenizers import Tokenizer

from .batches import collate, encode
from .measure import macro_recall, tweeteval
from .rows import NEUTRAL, Row, read_lines

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def prose(data: Path, name: str) -> list[str]:
    """Held-out sentences, as nib.segment finds them."""
    lines = read_lines(data / f"dev/lm/{name}.txt")
    found = [line[start:end] for line in lines for start, end in sentences(line)]
    return [sentence for sentence in found if len(sentence) > 12]


def logits(session: ort.InferenceSession, texts: list[str]) -> np.ndarray:
    """Sentence logits [N,3], each text as one row."""
    tokenizer = Tokenizer.from_file(str(HERE / "tokenizer.json"))
    found = []
    for text in texts:
        words = tuple(text.split())
        row = Row(words, NEUTRAL, tuple("-" * len(word) for word in words))
        batch = collate([encode(row, tokenizer, 128)])
        feeds = {"input_ids": batch.ids, "attention_mask": batch.mask}
        found.append(session.run(["sentence_logits"], feeds)[0][0])
    return np.array(found)


def log_loss(scores: np.ndarray, labels: np.ndarray, temperature: float) -> float:
    scaled = scores / temperature
    total = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
    return float(np.mean(total - scaled[np.arange(len(labels)), labels]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("NIB_DATA", str(ROOT.parent / "shared/data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--graph", type=Path, default=HERE / "model.int8.onnx")
    arguments = parser.parse_args()
    session = ort.InferenceSession(arguments.graph, providers=["CPUExecutionProvider"])
    texts, labels = tweeteval(arguments.data)
    tweets = logits(session, texts)
    calm = {
        name: logits(session, prose(arguments.data, name))
        for name in ("gov2", "handbooks", "textbooks2")
    }
    print("bias  macro recall  neutral gov2, handbooks, textbooks2  temperature, log loss")
    for bias in np.arange(-1.0, 1.01, 0.2):
        shift = np.array([0, bias, 0])
        recall = macro_recall(labels, (tweets + shift).argmax(1))
        kept = [float(np.mean((scores + shift).argmax(1) == 1)) for scores in calm.values()]
        losses = {t: log_loss(tweets + shift, labels, t) for t in np.arange(0.6, 2.01, 0.1)}
        best = min(losses, key=lambda t: losses[t])
        shares = " ".join(f"{100 * share:5.1f}" for share in kept)
        print(f"{bias:4.1f} {100 * recall:6.2f}  {shares}  {best:.1f} {losses[best]:.4f}")


if __name__ == "__main__":
    main()
