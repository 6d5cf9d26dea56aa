"""tokenizer.json for SmolLM2 from its GGUF: GPT-2's byte-level BPE behind single digits ("smollm").

In: the GGUF. Out: the JSON that PyPI's tokenizers and npm's @huggingface/tokenizers both read.
"""

from __future__ import annotations

import json
from pathlib import Path

from .weights import GgufFile

CONTROL = 3  # gguf's token type of <|im_end|> and its like


def tokenizer_json(source: GgufFile) -> dict[str, object]:
    if (pre := source.field("tokenizer.ggml.pre")) != "smollm":
        raise ValueError(f"unexpected pre-tokenizer {pre}")
    tokens: list[str] = source.field("tokenizer.ggml.tokens")
    types: list[int] = source.field("tokenizer.ggml.token_type")
    merges: list[str] = source.field("tokenizer.ggml.merges")
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}
    added = [
        {
            "id": token_id,
            "content": tokens[token_id],
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": True,
        }
        for token_id, kind in enumerate(types)
        if kind == CONTROL
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                # "Digits" would do, but its two readers disagree on ½ and ².
                {
                    "type": "Split",
                    "pattern": {"Regex": r"\p{N}"},
                    "behavior": "Isolated",
                    "invert": False,
                },
                {**byte_level, "use_regex": True},
            ],
        },
        "post_processor": None,
        "decoder": {**byte_level, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {token: token_id for token_id, token in enumerate(tokens)},
            "merges": merges,
        },
    }


def write_tokenizer(source: GgufFile, path: Path) -> None:
    path.write_text(json.dumps(tokenizer_json(source), ensure_ascii=False), encoding="utf-8")
