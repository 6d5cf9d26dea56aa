"""Measure how large each channel of each linear's input gets, for the Int8 scheme.

In: train/text of the shared data set (its folder as argument; ship-able licences only). Out:
activation_maxima.npz beside this file, which is committed: the build needs neither data nor luck.
Run: python -m models.language.calibrate SHARED_DATA
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from .graph import LanguageGraph
from .recipe import CACHE, fetch_gguf
from .schemes import Float32
from .tokenizer import write_tokenizer
from .weights import Floats, GgufFile

HERE = Path(__file__).resolve().parent
MAXIMA = HERE / "activation_maxima.npz"
SOURCES = (
    ("gov2", 12),
    ("handbooks", 12),
    ("email_enron_parakweet", 12),
    ("support_banking77", 6),
    ("informal_reddit_goemotions", 8),
    ("dialog_topicalchat", 8),
    ("textbooks", 6),
    ("fiction", 6),
)
TOKENS = 64


def sample_texts(data: Path) -> list[str]:
    chance = random.Random(1)
    texts: list[str] = []
    for name, count in SOURCES:
        with gzip.open(data / "train" / "text" / f"{name}.txt.gz", "rt", encoding="utf-8") as file:
            texts += chance.sample([line.strip() for line in file if len(line) > 80], count)
    return texts


def measure(source: GgufFile, texts: list[str], folder: Path) -> dict[str, Floats]:
    """The largest magnitude of every channel, by linear."""
    LanguageGraph(source, Float32(source, tap=True)).build().save(folder / "tapped.onnx")
    write_tokenizer(source, folder / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    session = ort.InferenceSession(str(folder / "tapped.onnx"))
    taps = [o.name for o in session.get_outputs() if o.name.startswith("tap.")]
    empty = np.zeros((1, source.shape.kv_heads, 0, source.shape.head_width), np.float32)
    past = {i.name: empty for i in session.get_inputs() if i.name.startswith("past.")}
    maxima: dict[str, Floats] = {}
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids[:TOKENS]], np.int64)
        everywhere = np.arange(ids.shape[1])
        one, none = np.array([1], np.int64), np.array([0], np.int64)
        asked = {"positions": everywhere, "targets": 0 * everywhere, "k": one, "past_length": none}
        results = session.run(taps, {"token_ids": ids, **asked, **past})
        for tap, values in zip(taps, results, strict=True):
            name, found = tap.removeprefix("tap."), np.abs(values[0]).max(axis=0)
            maxima[name] = np.maximum(maxima.get(name, found), found)
    return maxima


def share_heads(name: str, values: Floats, source: GgufFile) -> Floats:
    """Heads that read the same V cannot be scaled apart: the largest of them counts."""
    if not name.endswith(".out"):
        return values
    groups = values.reshape(source.shape.kv_heads, -1, source.shape.head_width)
    largest: Floats = groups.max(axis=1).ravel()
    return largest


def main() -> None:
    source = GgufFile(fetch_gguf(CACHE))
    with tempfile.TemporaryDirectory() as folder:
        maxima = measure(source, sample_texts(Path(sys.argv[1])), Path(folder))
    floors = {name: np.maximum(v, np.median(v) / 100) for name, v in maxima.items()}
    shared = {name: share_heads(name, v, source) for name, v in floors.items()}
    stored = {name: v.astype(np.float16) for name, v in shared.items()}
    np.savez_compressed(MAXIMA, allow_pickle=False, **stored)
    print(f"{len(stored)} linears, {MAXIMA.stat().st_size} bytes")


if __name__ == "__main__":
    main()
