"""The pruned vocabulary: the same pieces as the whole one wherever all of them were kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from models.language.pruned import PrunedSource, load_kept, pruned_tokenizer
from models.language.recipe import CACHE, fetch_gguf
from models.language.schemes import EMBEDDING
from models.language.tokenizer import tokenizer_json
from models.language.weights import GgufFile


@pytest.fixture(scope="module")
def gguf() -> Path:
    return fetch_gguf(CACHE)


@pytest.fixture(scope="module")
def tokenizers(gguf: Path) -> tuple[Tokenizer, Tokenizer]:
    whole = GgufFile(gguf)
    pruned = pruned_tokenizer(whole, load_kept())
    return Tokenizer.from_str(json.dumps(tokenizer_json(whole))), Tokenizer.from_str(
        json.dumps(pruned)
    )


TEXTS = (
    "Thank you for your e-mail; I'll reply by Thursday at 5:30 pm.",
    "The committee's recommendations were, as before, ignored.",
    "def parse_request(self): return None",
    "Zażółć gęślą jaźń, 日本語 und Straße 😀",
    "It costs $1,299.99 (incl. VAT)\n\n\tper month\u00a0...",
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_comes_back_and_kept_pieces_are_the_same(
    tokenizers: tuple[Tokenizer, Tokenizer], text: str
) -> None:
    whole, pruned = tokenizers
    found = pruned.encode(text)
    assert pruned.decode(found.ids, skip_special_tokens=False) == text
    kept = set(load_kept().tolist())
    if kept.issuperset(whole.encode(text).ids):
        assert found.tokens == whole.encode(text).tokens


def test_everyday_text_is_spelled_with_kept_tokens_alone(
    tokenizers: tuple[Tokenizer, Tokenizer],
) -> None:
    kept = set(load_kept().tolist())
    for text in TEXTS[:2]:
        assert kept.issuperset(tokenizers[0].encode(text).ids)


def test_rows_of_the_embedding_go_with_their_tokens(gguf: Path) -> None:
    whole, kept = GgufFile(gguf), load_kept()
    pruned = PrunedSource(gguf, kept)
    assert pruned.shape.vocabulary == len(kept)
    last = len(kept) - 1
    rows, all_rows = pruned.floats(EMBEDDING), whole.floats(EMBEDDING)
    np.testing.assert_array_equal(rows[[5, last]], all_rows[kept[[5, last]]])
