"""A converted folder as the language model of the native twin: loaded, checked, completing."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nib.loading import load_completer, load_language
from nib.runtime.native import NativeRuntime
from nib.runtime.port import ModelError

from models.convert.conversion import convert
from tests.converted import folder, reference
from tests.gguf_twin import Twin


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Gemma's tiny twin: SentencePiece tokens, a first token before every text."""
    Twin("gemma3", tmp_path / "tiny.gguf").write()
    convert(tmp_path / "tiny.gguf", tmp_path / "package")
    return tmp_path / "package"


def load(package: Path) -> object:
    return asyncio.run(load_language(NativeRuntime(language=package)))


def test_texts_begin_behind_its_start(package: Path) -> None:
    language = asyncio.run(load_language(NativeRuntime(language=package)))
    assert language.start == (1,)
    texts = language.vocabulary.texts
    assert "".join(texts[token] or "?" for token in language.encode("I am here")[1:]) == "I am here"


def test_without_a_start_texts_begin_behind_a_line_break(tmp_path: Path) -> None:
    convert(folder("llama3", tmp_path), tmp_path / "package")
    language = asyncio.run(load_language(NativeRuntime(language=tmp_path / "package")))
    assert [language.vocabulary.texts[token] for token in language.start] == ["\n"]


def test_next_tokens_are_those_of_transformers(tmp_path: Path) -> None:
    convert(folder("llama3", tmp_path), tmp_path / "package", "float32")
    language = asyncio.run(load_language(NativeRuntime(language=tmp_path / "package")))
    right = reference("llama3")
    ids = tuple(right.prompt)
    for token in right.greedy:
        found = asyncio.run(language.next_tokens(ids, k=1))
        assert found.ids[0] == token
        ids = (*ids, token)


def test_it_completes(package: Path) -> None:
    """Random weights say nothing sensible; the whole path must bear them."""

    async def complete() -> str:
        completer = await load_completer(NativeRuntime(language=package))
        found = await completer.complete("Thank you for yo", "", min_confidence=0, always=True)
        return found.text

    assert isinstance(asyncio.run(complete()), str)


@pytest.mark.parametrize("name", ["model.onnx", "weights", "tokenizer.json"])
def test_a_changed_file_is_damage(package: Path, name: str) -> None:
    content = bytearray((package / name).read_bytes())
    content[len(content) // 2] ^= 1
    (package / name).write_bytes(content)
    with pytest.raises(ModelError, match="damaged"):
        load(package)


@pytest.mark.parametrize("name", ["model.onnx", "weights", "tokenizer.json"])
def test_a_missing_file_is_named(package: Path, name: str) -> None:
    (package / name).unlink()
    with pytest.raises(ModelError, match=f"{name} is missing"):
        load(package)


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a converted model"):
        load(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"start": "1"},
        {"start": [-1]},
        {"files": []},
        {"files": {"graph": {"path": "../model.onnx"}}},
    ],
)
def test_an_index_that_makes_no_sense(package: Path, change: dict[str, object]) -> None:
    path = package / "nib-model.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ModelError, match="convert the model again"):
        load(package)


def test_paths_stay_inside(package: Path) -> None:
    path = package / "nib-model.json"
    index = json.loads(path.read_text())
    index["files"]["graph"]["path"] = "../package/model.onnx"
    path.write_text(json.dumps(index))
    with pytest.raises(ModelError, match="damaged"):
        load(package)


def test_the_command_takes_a_folder(package: Path, tmp_path: Path) -> None:
    nib = Path(sys.executable).with_name("nib")

    def complete(folder: Path) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [nib, "complete", "--always", "--model", str(folder)],
            input=b"I look forward to\n",
            capture_output=True,
            check=False,
            env=dict(os.environ),
        )

    done = complete(package)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    done = complete(tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1
