"""Every family converted: log-probabilities and greedy tokens are those of transformers.

Folders and their GGUF twins; float32 within 1e-3, int8 within the divergence stated here. The same
comparison in the web runtime is tests/parity/test_converted.py.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from models.convert.conversion import convert
from tests.converted import NAMES, Reference, Runner, folder, reference
from tests.gguf_twin import ARCHITECTURES, Twin

TOLERANCE = 1e-3
# Mean KL of the int8 graph to transformers' float32. The fixtures are hard on it: 32 random
# channels share a scale, and Gemma's scaled embeddings make logits of up to 50.
INT8_DIVERGENCE = 0.03


@pytest.fixture(scope="module", params=NAMES)
def converted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Runner, Reference]:
    name, out = request.param, tmp_path_factory.mktemp("converted")
    convert(folder(name, out), out / "package", "float32")
    return Runner(out / "package"), reference(name)


def test_whole_text(converted: tuple[Runner, Reference]) -> None:
    runner, right = converted
    targets = [right.token_ids[(place + 1) % 48] for place in right.positions]
    found, of_targets, _ = runner.run(right.token_ids, right.positions, targets=targets)
    assert np.abs(found - right.logprobs).max() < TOLERANCE
    rows = np.arange(len(targets))
    assert np.abs(of_targets - right.logprobs[rows, targets]).max() < TOLERANCE


def test_token_by_token(converted: tuple[Runner, Reference]) -> None:
    runner, right = converted
    past = runner.empty
    for place, token in enumerate(right.token_ids):
        found, _, past = runner.run([token], [0], past, place)
        if place in right.positions:
            expected = right.logprobs[right.positions.index(place)]
            assert np.abs(found[0] - expected).max() < TOLERANCE, place


def test_a_longer_cache_is_cut(converted: tuple[Runner, Reference]) -> None:
    """past_length below what past.* holds: the rest does not count."""
    runner, right = converted
    begun = [*right.token_ids[:20], *right.token_ids[:15]]
    _, _, past = runner.run(begun, [0])
    last = right.positions[-1]
    found, _, _ = runner.run(right.token_ids[20:], [last - 20], past, past_length=20)
    assert np.abs(found[0] - right.logprobs[-1]).max() < TOLERANCE


def test_greedy_tokens(converted: tuple[Runner, Reference]) -> None:
    runner, right = converted
    prompt, past, done, greedy = right.prompt, runner.empty, 0, []
    for _ in right.greedy:
        found, _, past = runner.run(prompt, [len(prompt) - 1], past, done)
        done += len(prompt)
        prompt = [int(found[0].argmax())]
        greedy += prompt
    assert greedy == right.greedy


def divergence(found: np.ndarray, right: np.ndarray) -> float:
    return float((np.exp(right) * (right - found)).sum(axis=1).mean())


@pytest.mark.parametrize("name", NAMES)
def test_int8_is_close(name: str, tmp_path: Path) -> None:
    convert(folder(name, tmp_path), tmp_path / "package")
    right = reference(name)
    found, _, _ = Runner(tmp_path / "package").run(right.token_ids, right.positions)
    assert divergence(found, right.logprobs) < INT8_DIVERGENCE


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_gguf_twin_says_the_same(name: str, tmp_path: Path) -> None:
    Twin(name, tmp_path / "tiny.gguf").write()
    convert(tmp_path / "tiny.gguf", tmp_path / "package", "float32")
    right = reference(name)
    found, _, _ = Runner(tmp_path / "package").run(right.token_ids, right.positions)
    assert np.abs(found - right.logprobs).max() < TOLERANCE


def test_a_quantised_gguf_is_read(tmp_path: Path) -> None:
    Twin("llama2", tmp_path / "tiny.gguf", quantised=True).write()
    convert(tmp_path / "tiny.gguf", tmp_path / "package", "float32")
    right = reference("llama2")
    found, _, _ = Runner(tmp_path / "package").run(right.token_ids, right.positions)
    assert divergence(found, right.logprobs) < INT8_DIVERGENCE


def test_the_package_is_what_its_readme_says(tmp_path: Path) -> None:
    Twin("gemma3", tmp_path / "tiny.gguf").write()
    convert(tmp_path / "tiny.gguf", tmp_path / "package")
    index = json.loads((tmp_path / "package" / "nib-model.json").read_text())
    assert index["format"] == 1
    assert (index["title"], index["architecture"]) == ("Tiny gemma3", "gemma3")
    assert index["start"] == [1]
    assert index["parameters"] > 20_000
    listed = {about["path"]: about for about in index["files"].values()}
    assert set(index["files"]) == {"graph", "graph_weights", "tokenizer", "card"}
    assert {path.name for path in (tmp_path / "package").iterdir()} == {*listed, "nib-model.json"}
    for path, about in listed.items():
        content = (tmp_path / "package" / path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (
            about["bytes"],
            about["sha256"],
        )


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = folder("falcon_new", tmp_path)
    for out in ("one", "other"):
        convert(source, tmp_path / out)
    one, other = (
        json.loads((tmp_path / out / "nib-model.json").read_text()) for out in ("one", "other")
    )
    assert one == other
