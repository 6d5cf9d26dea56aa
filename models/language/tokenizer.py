"""tokenizer.json for SmolLM2 from its GGUF: GPT-2's byte-level BPE behind single digits ("smollm").

In: the GGUF. Out: the JSON that PyPI's tokenizers and npm's @huggingface/tokenizers both read.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..convert.gguf_tokenizer import tokenizer_of
from .weights import GgufFile


def tokenizer_json(source: GgufFile) -> dict[str, object]:
    if (pre := source.field("tokenizer.ggml.pre")) != "smollm":
        raise ValueError(f"unexpected pre-tokenizer {pre}")
    return tokenizer_of(source)


def write_tokenizer(source: GgufFile, path: Path) -> None:
    path.write_text(json.dumps(tokenizer_json(source), ensure_ascii=False), encoding="utf-8")
