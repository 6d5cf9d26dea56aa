"""Tokenizers of converted models: pieces of text stay pieces, texts begin where they should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer

from models.convert.conversion import convert
from models.convert.gguf_tokenizer import PRE_TOKENIZERS
from tests.converted import FIXTURES, folder
from tests.gguf_twin import Twin

TEXTS = ("Nib helps you write", " the  text", "it's 12345 words.\n\nCafé 😀", "")
PREPEND = {"type": "Prepend", "prepend": "▁"}
STRIP = {"type": "Strip", "content": " ", "start": 1, "stop": 0}
BEGIN = {
    "type": "TemplateProcessing",
    "single": [
        {"SpecialToken": {"id": "<s>", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
    ],
    "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
    "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}},
}


def edit(path: Path, **changes: Any) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def converted(source: Path, out: Path) -> tuple[Tokenizer, dict[str, Any]]:
    convert(source, out, "float32")
    index = json.loads((out / "nib-model.json").read_text())
    return Tokenizer.from_file(str(out / "tokenizer.json")), index


def encode(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(text, add_special_tokens=False).ids


@pytest.mark.parametrize(("twin", "kind"), [("gemma", "sentencepiece"), ("qwen2", "byte_level")])
def test_a_ggufs_vocabulary_tokenizes_as_the_original(tmp_path: Path, twin: str, kind: str) -> None:
    Twin(twin, tmp_path / "tiny.gguf").write()
    tokenizer, _ = converted(tmp_path / "tiny.gguf", tmp_path / "out")
    original = Tokenizer.from_file(str(FIXTURES / f"{kind}.json"))
    for text in TEXTS:
        assert encode(tokenizer, text) == encode(original, text)
        assert tokenizer.decode(encode(tokenizer, text)) == text


@pytest.mark.parametrize("pre", PRE_TOKENIZERS)
def test_pre_tokenizers_lose_nothing(tmp_path: Path, pre: str) -> None:
    twin = Twin("qwen2", tmp_path / "tiny.gguf")
    twin.changes["tokenizer.ggml.pre"] = pre
    twin.write()
    tokenizer, _ = converted(tmp_path / "tiny.gguf", tmp_path / "out")
    for text in TEXTS:
        assert tokenizer.decode(encode(tokenizer, text), skip_special_tokens=False) == text


def test_llama_2s_space_before_a_text_is_left_out(tmp_path: Path) -> None:
    source = folder("llama2", tmp_path)
    whole = json.loads((source / "tokenizer.json").read_text())
    normalizer = {"type": "Sequence", "normalizers": [PREPEND, whole["normalizer"]]}
    decoders = [*whole["decoder"]["decoders"], STRIP]
    decoder = {"type": "Sequence", "decoders": decoders}
    edit(source / "tokenizer.json", normalizer=normalizer, decoder=decoder, post_processor=BEGIN)
    tokenizer, index = converted(source, tmp_path / "out")
    assert index["start"] == [1]
    halves = encode(tokenizer, "the te") + encode(tokenizer, "xt")
    assert tokenizer.decode(halves) == "the text"
    assert tokenizer.decode(encode(tokenizer, " the")) == " the"


@pytest.mark.parametrize("token", ["<s>", {"content": "<s>"}])
def test_a_first_token_may_be_configured(tmp_path: Path, token: object) -> None:
    source = folder("llama2", tmp_path)
    (source / "tokenizer_config.json").write_text(
        json.dumps({"add_bos_token": True, "bos_token": token})
    )
    _, index = converted(source, tmp_path / "out")
    assert index["start"] == [1]


def test_nothing_configured_is_no_first_token(tmp_path: Path) -> None:
    _, index = converted(folder("llama2", tmp_path), tmp_path / "out")
    assert index["start"] == []


def test_tokens_and_rows_that_lack_each_other_are_left_out(tmp_path: Path) -> None:
    """A vocabulary's padding rows, and tokens added for pictures."""
    source = folder("llama3", tmp_path)
    whole = json.loads((source / "tokenizer.json").read_text())
    vocab = {token: number for token, number in whole["model"]["vocab"].items() if number < 280}
    merges = [m for m in whole["model"]["merges"] if "".join(m).replace(" ", "") in vocab]
    edit(source / "tokenizer.json", model={**whole["model"], "vocab": vocab, "merges": merges})
    _, index = converted(source, tmp_path / "fewer")
    assert index["vocabulary"] == 280
    more = {**whole["added_tokens"][0], "id": 288, "content": "<image>"}
    whole["added_tokens"].append(more)
    edit(source / "tokenizer.json", **whole)
    tokenizer, index = converted(source, tmp_path / "more")
    assert index["vocabulary"] == 288
    assert tokenizer.token_to_id("<image>") is None


@pytest.mark.parametrize(
    ("card", "licence"),
    [
        ("---\nlicense: apache-2.0\n---\n# Model", "apache-2.0"),
        ("---\ntags: [x]\n---\nlicense: mit", "not stated"),
        ("# Model", "not stated"),
    ],
)
def test_the_licence_is_what_the_card_states(tmp_path: Path, card: str, licence: str) -> None:
    source = folder("llama3", tmp_path)
    (source / "README.md").write_text(card)
    _, index = converted(source, tmp_path / "out")
    assert index["licence"] == licence
    assert licence in (tmp_path / "out" / "CARD.md").read_text()
