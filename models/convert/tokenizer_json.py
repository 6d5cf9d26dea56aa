"""The parts of a tokenizer.json, and a Hugging Face folder's one made fit for pieces of text.

In: a vocabulary's parts, or a parsed tokenizer.json. Out: JSON that PyPI's tokenizers and npm's
@huggingface/tokenizers read alike. Nib encodes pieces of a text, so nothing may be put before them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tokenizers import Tokenizer

from .errors import ConvertError

Json = dict[str, Any]
BYTE_LEVEL: Mapping[str, Any] = {
    "type": "ByteLevel",
    "add_prefix_space": False,
    "trim_offsets": True,
    "use_regex": True,
}
SPACE = "▁"  # SentencePiece's spelling of a space


def added_token(token_id: int, content: str, *, special: bool) -> Json:
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": token_id, "content": content, **flags, "special": special}


def bpe(vocab: Mapping[str, int], merges: Sequence[Any], **options: Any) -> Json:
    return {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
        **options,
        "vocab": vocab,
        "merges": merges,
    }


def tokenizer_json(
    added: Sequence[Json], model: Json, pre: Json | None, normalizer: Json | None, decoder: Json
) -> Json:
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": list(added),
        "normalizer": normalizer,
        "pre_tokenizer": pre,
        "post_processor": None,
        "decoder": decoder,
        "model": model,
    }


def sentencepiece_decoder() -> Json:
    steps: list[Json] = [
        {"type": "Replace", "pattern": {"String": SPACE}, "content": " "},
        {"type": "ByteFallback"},
        {"type": "Fuse"},
    ]
    return {"type": "Sequence", "decoders": steps}


def load(text: str, what: str) -> Tokenizer:
    """PyPI's own reader checks it. Raises ConvertError."""
    try:
        return Tokenizer.from_str(text)
    except Exception as error:  # tokenizers has no class of its own
        raise ConvertError(f"{what} cannot be read: {error}") from error


def size(whole: Json) -> int:
    """One more than the largest token id."""
    vocab = whole["model"]["vocab"]
    ids = vocab.values() if isinstance(vocab, dict) else range(len(vocab))
    return 1 + int(max([*ids, *(token["id"] for token in whole["added_tokens"])]))


def _steps(part: Json | None, inside: str) -> list[Json]:
    """A Sequence's members, or the part alone."""
    if part is None:
        return []
    members: list[Json] = part[inside] if part["type"] == "Sequence" else [part]
    return members


def _sequence(steps: Iterable[Json], inside: str) -> Json | None:
    kept = list(steps)
    if len(kept) < 2:
        return kept[0] if kept else None
    return {"type": "Sequence", inside: kept}


def for_pieces(whole: Json, rows: int) -> Json:
    """No "▁" before a piece, none cut off behind decoding; no token the model has no row for."""
    normal = [s for s in _steps(whole["normalizer"], "normalizers") if s["type"] != "Prepend"]
    before = [
        {**s, "prepend_scheme": "never"} if s["type"] == "Metaspace" else s
        for s in _steps(whole["pre_tokenizer"], "pretokenizers")
    ]
    behind = [
        {**s, "prepend_scheme": "never"} if s["type"] == "Metaspace" else s
        for s in _steps(whole["decoder"], "decoders")
        if s["type"] != "Strip"
    ]
    return {
        **whole,
        "truncation": None,
        "padding": None,
        "added_tokens": [token for token in whole["added_tokens"] if token["id"] < rows],
        "normalizer": _sequence(normal, "normalizers"),
        "pre_tokenizer": _sequence(before, "pretokenizers"),
        "decoder": _sequence(behind, "decoders"),
        "post_processor": None,
    }


def dumps(whole: Json) -> str:
    return json.dumps(whole, ensure_ascii=False)
