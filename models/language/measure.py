"""How far the shipped graphs are from the float32 model, on dev text; the numbers of CARD.md.

In: the shared data set's dev/lm (its folder as argument), build/models. Out: printed, a line a
graph: KL divergence at each position, how often the likeliest token is the same, next-token
accuracy and negative log-likelihood. Run: python -m models.language.measure SHARED_DATA
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from .graph import LanguageGraph
from .pruned import PrunedSource, load_kept
from .recipe import CACHE, fetch_gguf
from .schemes import Float32
from .weights import Floats, GgufFile

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "build" / "models" / "language"
TEXTS = {"ud-ewt.dev": 10, "email_enron_parakweet": 3, "handbooks": 5, "support_banking77": 2}
TOKENS = 48


def prompts(data: Path, tokenizer: Tokenizer) -> list[list[int]]:
    chance = random.Random(3)
    found: list[list[int]] = []
    for name, count in TEXTS.items():
        lines = (data / "dev" / "lm" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        long = [line.strip() for line in lines if len(line) > 100]
        found += [tokenizer.encode(line).ids[:TOKENS] for line in chance.sample(long, count)]
    return found


def distributions(graph: Path, texts: list[list[int]], source: GgufFile) -> list[Floats]:
    """Log-probabilities [positions, vocabulary] of each text."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 2
    session = ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    empty = np.zeros((1, source.shape.kv_heads, 0, source.shape.head_width), np.float32)
    past = {i.name: empty for i in session.get_inputs() if i.name.startswith("past.")}
    found = []
    for ids in texts:
        asked = np.arange(len(ids) - 1)
        feeds = {
            "token_ids": np.array([ids], np.int64),
            "past_length": np.array([0], np.int64),
            "positions": asked,
            "targets": 0 * asked,
            "k": np.array([source.shape.vocabulary], np.int64),
        }
        best, logprobs = session.run(["topk_ids", "topk_logprobs"], feeds | past)
        ordered = np.empty_like(logprobs)
        np.put_along_axis(ordered, best, logprobs, axis=1)
        found.append(ordered)
    return found


def compare(name: str, ours: Floats, exact: Floats, next_ids: NDArray[np.int64]) -> str:
    divergence = (np.exp(exact) * (exact - ours)).sum(axis=1)
    rows = np.arange(len(next_ids))
    best, exact_best = ours.argmax(axis=1), exact.argmax(axis=1)
    return (
        f"{name}: KL {divergence.mean():.4f} (95th {np.quantile(divergence, 0.95):.3f}), "
        f"same likeliest token {(best == exact_best).mean():.1%}, "
        f"next token right {(best == next_ids).mean():.1%} "
        f"(float32 {(exact_best == next_ids).mean():.1%}), "
        f"nll {-ours[rows, next_ids].mean():.3f} (float32 {-exact[rows, next_ids].mean():.3f}), "
        f"{len(next_ids)} positions"
    )


def main() -> None:
    source = PrunedSource(fetch_gguf(CACHE), load_kept())
    texts = prompts(Path(sys.argv[1]), Tokenizer.from_file(str(BUILT / "tokenizer.json")))
    next_ids = np.concatenate([np.array(ids[1:], np.int64) for ids in texts])
    with tempfile.TemporaryDirectory() as folder:
        float32 = Path(folder) / "float32.onnx"
        LanguageGraph(source, Float32(source)).build().save(float32)
        exact = np.concatenate(distributions(float32, texts, source))
    for name in ("model.int8.onnx", "model.q4.onnx"):
        ours = np.concatenate(distributions(BUILT / name, texts, source))
        print(compare(name, ours, exact, next_ids), flush=True)


if __name__ == "__main__":
    main()
