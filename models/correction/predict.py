"""Run a trained tagger over many sentences: torch weights or an exported graph, the same opinions.

In: token lists. Out: Opinion lists as nib.tagger_policy reads them. Used for tuning and measuring;
the product runs py/nib/tagger.py over the model port.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import torch
from nib.tagger_policy import Opinion

from models.correction.data import Example, collate
from models.correction.encoders import ENCODERS, Pieces
from models.correction.model import Tagger, pretrained
from models.correction.vocabulary import TAGS

TOP = 4
MAX_PIECES = 200
Feeds = tuple[np.ndarray[Any, Any], ...]
Scorer = Callable[[Feeds], tuple[Any, Any, Any]]  # -> wrong, tag probabilities, tag ids


def load_torch(path: Path) -> Tagger:
    saved = torch.load(path)
    about = saved["about"]
    model = pretrained(
        ENCODERS[about["encoder"]], about["layers"], len(json.loads(TAGS.read_text()))
    )
    model.load_state_dict(saved["model"])
    return model.eval()


def torch_scorer(model: Tagger, fast: bool = True) -> Scorer:
    @torch.no_grad()
    def score(feeds: Feeds) -> tuple[Any, Any, Any]:
        pieces, shapes, mask, first, last = (torch.from_numpy(a) for a in feeds[:5])
        with torch.autocast("cpu", torch.bfloat16, enabled=fast):
            logits, wrong = model(pieces, shapes, mask, first, last)
        values, ids = logits.float().softmax(-1)[:, :, 1:].topk(TOP)
        return wrong.float().sigmoid().numpy(), values.numpy(), (ids + 1).numpy()

    return score


def onnx_scorer(path: Path) -> Scorer:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [i.name for i in session.get_inputs()]

    def score(feeds: Feeds) -> tuple[Any, Any, Any]:
        wrong, values, ids = session.run(
            ["wrong", "values", "tags"], dict(zip(names, feeds[:5], strict=True))
        )
        return wrong, values, ids

    return score


def opinions(
    sentences: list[list[str]], score: Scorer, encoder: str, batch: int = 48
) -> list[list[Opinion]]:
    """Opinions about each sentence's words, the start first; words past the limit get none."""
    names: list[str] = json.loads(TAGS.read_text(encoding="utf-8"))
    pieces = Pieces(ENCODERS[encoder])
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
    found: list[list[Opinion]] = [[] for _ in sentences]
    for start in range(0, len(order), batch):
        chunk = order[start : start + batch]
        examples = [_example(pieces, sentences[i]) for i in chunk]
        wrong, values, ids = score(collate(examples))
        for row, i in enumerate(chunk):
            count = len(examples[row].tags)
            found[i] = [
                Opinion(
                    float(wrong[row, w]),
                    tuple(
                        (names[t], float(v))
                        for t, v in zip(ids[row, w], values[row, w], strict=True)
                    ),
                )
                for w in range(count)
            ]
            found[i] += [Opinion(0.0, ())] * (len(sentences[i]) + 1 - count)
    return found


def _example(pieces: Pieces, words: list[str]) -> Example:
    ids, shapes, first, last = pieces.sentence(words)
    count = sum(at < MAX_PIECES for at in last)
    ids, shapes = ids[:MAX_PIECES], shapes[:MAX_PIECES]
    zeros = [0] * count
    return Example(ids, shapes, first[:count], last[:count], zeros, zeros)
