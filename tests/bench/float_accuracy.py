"""What int8 costs: next words right with the shipped graph and with a float32 one, natively.

In: dev text, build/models. Out: how often the greedy next word is the writer's, for each graph over
the same word starts, and their difference with its standard error. Every text is one run: behind
the writer's own words the greedy word is right exactly if each of its tokens, and the end of the
word after them, is the likeliest, so all word starts of a text share their computation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from models.language.graph import LanguageGraph
from models.language.pruned import PrunedSource, load_kept
from models.language.recipe import CACHE, fetch_gguf
from models.language.schemes import Float32
from tests.bench.measures import share
from tests.bench.npm_packages import BENCH
from tests.chromium import ROOT

SHIPPED = ROOT / "build" / "models" / "language"
START = "\n"  # what nib.language sets before every text
MAX_TOKENS = 96
THREADS = 2
_WORD = re.compile(r" [^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Text:
    """Token ids, and for each word start the tokens that spell the word: ids[first:behind]."""

    ids: Sequence[int]
    words: Sequence[tuple[int, int]]


def float_graph() -> Path:
    """The same weights in float32, in build/bench; built once for each shipped graph."""
    path = BENCH / "models" / "float32.onnx"
    shipped = SHIPPED / "model.int8.onnx"
    if not path.exists() or path.stat().st_mtime < shipped.stat().st_mtime:
        path.parent.mkdir(parents=True, exist_ok=True)
        source = PrunedSource(fetch_gguf(CACHE), load_kept())
        LanguageGraph(source, Float32(source)).build().save(path)
    return path


def spelled(tokenizer: Tokenizer, line: str) -> Text:
    """A line behind START, with its words that begin and end where tokens do."""
    start = tokenizer.encode(START).ids
    encoded = tokenizer.encode(line)
    begins = {first: at for at, (first, _) in enumerate(encoded.offsets)}
    ends = {last: at + 1 for at, (_, last) in enumerate(encoded.offsets)}
    words = [
        (begins[found.start()] + len(start), ends[found.end()] + len(start))
        for found in _WORD.finditer(line)
        if found.start() in begins and found.end() in ends
    ]
    ids = [*start, *encoded.ids][:MAX_TOKENS]
    return Text(ids, [(first, behind) for first, behind in words if behind < len(ids)])


def likeliest(session: ort.InferenceSession, text: Text) -> NDArray[np.int64]:
    """The likeliest token behind each token of a text."""
    inputs = {value.name: value.shape for value in session.get_inputs()}
    past = {
        name: np.zeros([size if isinstance(size, int) else 0 for size in shape], np.float32)
        for name, shape in inputs.items()
        if name.startswith("past.")
    }
    asked = np.arange(len(text.ids))
    feeds = {
        "token_ids": np.array([text.ids], np.int64),
        "past_length": np.array([0], np.int64),
        "positions": asked,
        "targets": 0 * asked,
        "k": np.array([1], np.int64),
    }
    (best,) = session.run(["topk_ids"], feeds | past)
    return np.asarray(best[:, 0], np.int64)


def hits(text: Text, best: NDArray[np.int64], begins_anew: NDArray[np.bool_]) -> list[bool]:
    """For each word of a text, whether greedy decoding would have written it."""
    ids = np.asarray(text.ids)
    return [
        bool((best[first - 1 : behind - 1] == ids[first:behind]).all())
        and bool(begins_anew[best[behind - 1]])
        for first, behind in text.words
    ]


def begins_anew(tokenizer: Tokenizer) -> NDArray[np.bool_]:
    """By token: whether a word ends before it. A letter, digit or apostrophe goes on with it."""
    tokens = [tokenizer.id_to_token(at) or "" for at in range(tokenizer.get_vocab_size())]
    return np.array([not (token[:1].isalnum() and token[:1] != "Ġ") for token in tokens], np.bool_)


def accuracy_of(graph: Path, texts: Sequence[Text], anew: NDArray[np.bool_]) -> list[bool]:
    options = ort.SessionOptions()
    options.intra_op_num_threads = THREADS
    session = ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    return [hit for text in texts for hit in hits(text, likeliest(session, text), anew)]


def enough(tokenizer: Tokenizer, lines: Sequence[str], words: int) -> Iterator[Text]:
    """Texts until they have so many word starts."""
    for line in lines:
        if words <= 0:
            return
        text = spelled(tokenizer, line)
        words -= len(text.words)
        yield text


def measure(lines: Sequence[str], words: int) -> dict[str, Any]:
    """Shares of `words` word starts, and float32 minus int8 in points of a hundred."""
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    anew = begins_anew(tokenizer)
    texts = list(enough(tokenizer, lines, words))
    ours = np.array(accuracy_of(SHIPPED / "model.int8.onnx", texts, anew))
    exact = np.array(accuracy_of(float_graph(), texts, anew))
    difference = exact.astype(float) - ours
    return {
        "int8_top1": share(int(ours.sum()), len(ours)),
        "float32_top1": share(int(exact.sum()), len(exact)),
        "lost_points": round(100 * float(difference.mean()), 2),
        "standard_error_points": round(100 * float(difference.std()) / len(ours) ** 0.5, 2),
        "n": len(ours),
    }
