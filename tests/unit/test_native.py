"""The native twin of the port: states, files missing or damaged. Real language model."""

from __future__ import annotations

import asyncio
import json
from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest
from nib.runtime.native import NativeModel, NativeRuntime, default_models_dir
from nib.runtime.port import ModelError, Output, State, Tensor

CAPITAL = (504, 3575, 282, 4649, 314)  # "The capital of France is"


@pytest.fixture(scope="module")
def model() -> NativeModel:
    return asyncio.run(NativeRuntime().load_model("language"))


def run(
    model: NativeModel, ids: Sequence[int], past: int = 0, state: State | None = None
) -> Output:
    feeds = {
        "token_ids": Tensor("int64", (1, len(ids)), array("q", ids)),
        "past_length": Tensor("int64", (1,), array("q", [past])),
        "positions": Tensor("int64", (1,), array("q", [len(ids) - 1])),
        "targets": Tensor("int64", (1,), array("q", [0])),
        "k": Tensor("int64", (1,), array("q", [5])),
    }
    return asyncio.run(model.run(feeds, ["topk_ids", "topk_logprobs"], state))


def likeliest(output: Output) -> list[float]:
    return list(output.tensors["topk_ids"].data)


def test_a_state_stands_for_the_tokens_before(model: NativeModel) -> None:
    whole = run(model, CAPITAL)
    first = run(model, CAPITAL[:3])
    second = run(model, CAPITAL[3:], past=3, state=first.state)
    assert likeliest(whole)[0] == likeliest(second)[0]


def test_a_longer_state_serves_a_shorter_prefix(model: NativeModel) -> None:
    """GroupQueryAttention takes the valid length from past_length: nothing has to be cut."""
    longer = run(model, (*CAPITAL[:3], 999, 998, 997))
    assert likeliest(run(model, CAPITAL[3:], past=3, state=longer.state)) == likeliest(
        run(model, CAPITAL[3:], past=3, state=run(model, CAPITAL[:3]).state)
    )


def test_a_run_leaves_the_state_it_began_with_alone(model: NativeModel) -> None:
    state = run(model, CAPITAL[:3]).state
    before = likeliest(run(model, CAPITAL[3:], past=3, state=state))
    run(model, (7, 8, 9, 10), past=3, state=state)
    assert likeliest(run(model, CAPITAL[3:], past=3, state=state)) == before


def test_inputs_that_do_not_fit_are_a_model_error(model: NativeModel) -> None:
    with pytest.raises(ModelError, match="could not run"):
        asyncio.run(model.run({}, ["topk_ids"]))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A models folder with the dictionary alone, to be damaged."""
    source = default_models_dir()
    entry = json.loads((source / "index.json").read_text())["dictionary"]
    path = entry["files"]["data"]["path"]
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_bytes((source / path).read_bytes())
    (tmp_path / "index.json").write_text(json.dumps({"dictionary": entry}))
    return tmp_path


def data_file(folder: Path) -> Path:
    index = json.loads((folder / "index.json").read_text())
    return folder / index["dictionary"]["files"]["data"]["path"]


def read(folder: Path) -> bytes:
    return asyncio.run(NativeRuntime(folder).read_data("dictionary"))


def test_a_sound_file_is_read(copied: Path) -> None:
    assert read(copied) == data_file(copied).read_bytes()


def test_a_cut_file_is_damaged(copied: Path) -> None:
    data_file(copied).write_bytes(data_file(copied).read_bytes()[:-1])
    with pytest.raises(ModelError, match="damaged"):
        read(copied)


def test_a_flipped_bit_is_damage(copied: Path) -> None:
    content = bytearray(data_file(copied).read_bytes())
    content[len(content) // 2] ^= 1
    data_file(copied).write_bytes(content)
    with pytest.raises(ModelError, match="sha256"):
        read(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    data_file(copied).unlink()
    with pytest.raises(ModelError, match="missing"):
        read(copied)


def test_a_missing_model_is_named(copied: Path) -> None:
    with pytest.raises(ModelError, match="lists no graph for language"):
        asyncio.run(NativeRuntime(copied).load_model("language"))


def test_no_models_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make setup"):
        NativeRuntime(tmp_path)
