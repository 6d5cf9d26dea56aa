"""The tokenizer of a Hugging Face folder: its tokenizer.json, checked, fit for pieces of text.

In: the folder. Out: the JSON and the ids a text begins behind. Slow tokenizers (tokenizer.model,
tiktoken files) are not read: transformers' `save_pretrained` of the fast one writes tokenizer.json.
"""

from __future__ import annotations

from pathlib import Path

from .errors import ConvertError
from .json_file import read_json
from .tokenizer_json import Json, dumps, for_pieces, load, size


def read(folder: Path) -> Json:
    """Raises ConvertError when it is missing, damaged or no BPE."""
    if not (folder / "tokenizer.json").exists():
        raise ConvertError("the folder has no tokenizer.json")
    whole = read_json(folder / "tokenizer.json")
    try:
        kind = whole["model"].get("type", "BPE")
        size(whole)
        whole = dict.fromkeys(("normalizer", "pre_tokenizer", "decoder")) | whole
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ConvertError("tokenizer.json is not a tokenizer") from None
    if kind != "BPE":
        raise ConvertError(f"tokenizer.json is of the kind {kind}; only BPE is supported")
    return whole


def start(folder: Path, whole: Json) -> list[int]:
    """What the tokenizer puts before a text; its configuration may add the first token instead."""
    tokenizer = load(dumps({**whole, "truncation": None, "padding": None}), "tokenizer.json")
    stated = folder / "tokenizer_config.json"
    config = read_json(stated) if stated.exists() else {}
    first, last = (_content(config.get(f"{kind}_token")) for kind in ("bos", "eos"))
    ids: list[int] = tokenizer.encode("", add_special_tokens=True).ids
    if last is not None and ids and last != first and ids[-1] == tokenizer.token_to_id(last):
        ids = ids[:-1]
    if not ids and config.get("add_bos_token") and first is not None:
        ids = [found for found in [tokenizer.token_to_id(first)] if found is not None]
    return ids


def _content(token: object) -> str | None:
    """tokenizer_config.json states a token as text or as an object."""
    if isinstance(token, dict):
        token = token.get("content")
    return token if isinstance(token, str) else None


def fitted(whole: Json, rows: int) -> str:
    text = dumps(for_pieces(whole, rows))
    load(text, "tokenizer.json")
    return text
