"""What cannot be converted is refused with one clear line, and nothing is changed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import gguf
import pytest

from models.convert.conversion import convert
from models.convert.errors import ConvertError
from tests.converted import folder
from tests.gguf_twin import Twin


def refused(source: Path, out: Path, words: str | None = None) -> None:
    before = sorted(out.parent.rglob("*")) if out.parent.exists() else []
    with pytest.raises(ConvertError, match=words) as caught:
        convert(source, out)
    assert len(str(caught.value).splitlines()) == 1
    assert before == (sorted(out.parent.rglob("*")) if out.parent.exists() else [])


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return folder("llama3", tmp_path)


def edit_json(path: Path, **changes: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def edit_header(path: Path, change: Callable[[dict[str, dict[str, object]]], None]) -> None:
    """Rewrite a safetensors file's header."""
    content = path.read_bytes()
    end = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:end])
    change(header)
    fresh = json.dumps(header).encode()
    path.write_bytes(len(fresh).to_bytes(8, "little") + fresh + content[end:])


def test_no_such_source(tmp_path: Path) -> None:
    refused(tmp_path / "nothing", tmp_path / "out", "does not exist")


@pytest.mark.parametrize("content", [b"", b"hello", b"GGUF", b"\x00" * 100, b"PK\x03\x04" * 9])
def test_not_a_model_at_all(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    refused(tmp_path / "file", tmp_path / "out", "not a GGUF file|damaged")


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", tmp_path / "out", "no tokenizer.json")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_file(source: Path, tmp_path: Path, name: str) -> None:
    (source / name).unlink()
    refused(source, tmp_path / "out", "the folder has no")


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"{}", b"\xff\xfe" * 40])
def test_a_damaged_file(source: Path, tmp_path: Path, name: str, content: bytes) -> None:
    (source / name).write_bytes(content)
    refused(source, tmp_path / "out")


def test_an_architecture_nobody_knows(source: Path, tmp_path: Path) -> None:
    edit_json(source / "config.json", model_type="bert")
    refused(source, tmp_path / "out", "architecture 'bert' is not supported")


def test_an_activation_nobody_knows(source: Path, tmp_path: Path) -> None:
    edit_json(source / "config.json", hidden_act="relu6")
    refused(source, tmp_path / "out", "activation 'relu6' is not supported")


def test_rotary_positions_nobody_knows(source: Path, tmp_path: Path) -> None:
    edit_json(source / "config.json", rope_parameters={"rope_type": "spiral"})
    refused(source, tmp_path / "out", "'spiral' are not supported")


def test_weights_quantised_some_other_way(source: Path, tmp_path: Path) -> None:
    edit_json(source / "config.json", quantization_config={"quant_method": "gptq"})
    refused(source, tmp_path / "out", "quantised already")


def test_sizes_that_do_not_fit_the_weights(source: Path, tmp_path: Path) -> None:
    edit_json(source / "config.json", intermediate_size=64)
    refused(source, tmp_path / "out", r"ffn_\w+.weight is \[\d+, \d+\], not")


@pytest.mark.parametrize("value", [0, -1, "many", None, 10**9])
@pytest.mark.parametrize("name", ["num_hidden_layers", "num_attention_heads", "hidden_size"])
def test_sizes_that_make_no_sense(source: Path, tmp_path: Path, name: str, value: object) -> None:
    edit_json(source / "config.json", **{name: value})
    refused(source, tmp_path / "out")


def test_a_missing_tensor(source: Path, tmp_path: Path) -> None:
    edit_header(
        source / "model.safetensors",
        lambda header: header.pop("model.layers.1.mlp.up_proj.weight") and None,
    )
    refused(source, tmp_path / "out", "have no blk.1.ffn_up.weight")


def test_a_type_of_tensor_nobody_reads(source: Path, tmp_path: Path) -> None:
    edit_header(
        source / "model.safetensors",
        lambda header: header["model.norm.weight"].update(dtype="F8_E4M3"),
    )
    refused(source, tmp_path / "out", "stored as F8_E4M3, not supported")


def test_cut_weights(source: Path, tmp_path: Path) -> None:
    path = source / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-10])
    refused(source, tmp_path / "out", "cut off")


def test_values_that_are_not_numbers(source: Path, tmp_path: Path) -> None:
    path = source / "model.safetensors"
    content = path.read_bytes()
    path.write_bytes(content[:-64] + b"\xff" * 64)
    refused(source, tmp_path / "out", "not numbers")


def test_a_missing_shard(source: Path, tmp_path: Path) -> None:
    index = {"weight_map": {"model.norm.weight": "model-00002-of-00002.safetensors"}}
    (source / "model.safetensors.index.json").write_text(json.dumps(index))
    refused(source, tmp_path / "out", "no model-00002-of-00002.safetensors")


def test_a_tokenizer_of_another_kind(source: Path, tmp_path: Path) -> None:
    edit_json(source / "tokenizer.json", model={"type": "Unigram", "vocab": []})
    refused(source, tmp_path / "out", "kind Unigram")


def test_gguf_cut_anywhere(tmp_path: Path) -> None:
    Twin("qwen2", tmp_path / "whole.gguf").write()
    content = (tmp_path / "whole.gguf").read_bytes()
    chance = random.Random(1)
    for length in [4, 23, 24, 25, *(chance.randrange(len(content) - 64) for _ in range(30))]:
        (tmp_path / "cut.gguf").write_bytes(content[:length])
        refused(tmp_path / "cut.gguf", tmp_path / "out")


def test_gguf_of_another_architecture(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "other.gguf", "bert")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    refused(tmp_path / "other.gguf", tmp_path / "out", "architecture 'bert' is not supported")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("tokenizer.ggml.model", "rwkv1", "kind 'rwkv1', not supported"),
        ("tokenizer.ggml.pre", "gpt-9", "pre-tokenizer 'gpt-9' is not known"),
    ],
)
def test_gguf_vocabularies(tmp_path: Path, field: str, value: str, words: str) -> None:
    twin = Twin("qwen2", tmp_path / "tiny.gguf")
    twin.changes[field] = value
    twin.write()
    refused(tmp_path / "tiny.gguf", tmp_path / "out", words)


def test_gguf_without_a_tensor(tmp_path: Path) -> None:
    twin = Twin("gemma3", tmp_path / "tiny.gguf")
    twin.left_out = "blk.2.attn_output.weight"
    twin.write()
    refused(tmp_path / "tiny.gguf", tmp_path / "out", "no tensor blk.2.attn_output.weight")


def test_out_is_not_empty(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    refused(source, tmp_path / "out", "not an empty folder")


def test_out_is_a_file(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    refused(source, tmp_path / "out", "not an empty folder")


def test_out_has_no_parent(source: Path, tmp_path: Path) -> None:
    refused(source, tmp_path / "no" / "out", "is not a folder")


def test_an_empty_out_is_taken(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    convert(source, tmp_path / "out")
    assert (tmp_path / "out" / "nib-model.json").exists()


def test_the_command_says_one_line(source: Path, tmp_path: Path) -> None:
    nib = Path(sys.executable).with_name("nib")
    edit_json(source / "config.json", model_type="bert")
    command = [nib, "convert", str(source), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nib convert: the architecture 'bert' is not supported")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_command_converts(source: Path, tmp_path: Path) -> None:
    nib = Path(sys.executable).with_name("nib")
    command = [nib, "convert", source.name, "out", "--weights", "float32"]
    subprocess.run(command, check=True, cwd=tmp_path, capture_output=True)
    assert json.loads((tmp_path / "out" / "nib-model.json").read_text())["weights"] == "float32"
