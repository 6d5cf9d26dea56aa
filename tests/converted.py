"""Tiny fixture models (tests/fixtures/convert): their folders, their references, a way to run them.

In: a fixture's name. Out: what the conversion tests of both runtimes share. Needs no torch.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

FIXTURES = Path(__file__).resolve().parent / "fixtures" / "convert"
NAMES = sorted(path.parent.name for path in FIXTURES.glob("*/config.json"))
UNITS = 10_000  # make.py stores log-probabilities in units of 1e-4

Floats = NDArray[np.float32]
Past = Mapping[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Reference:
    """What transformers said."""

    token_ids: list[int]
    positions: list[int]
    logprobs: Floats  # [positions, vocabulary]
    prompt: list[int]
    greedy: list[int]


def reference(name: str) -> Reference:
    with np.load(FIXTURES / name / "reference.npz") as stored:
        ids = stored["token_ids"].tolist()
        return Reference(
            token_ids=ids,
            positions=stored["positions"].tolist(),
            logprobs=(stored["logprobs"] / UNITS).astype(np.float32),
            prompt=ids[: int(stored["greedy_from"])],
            greedy=stored["greedy"].tolist(),
        )


def folder(name: str, into: Path) -> Path:
    """A Hugging Face folder as people have them: the fixture with its tokenizer."""
    made = into / name
    shutil.copytree(FIXTURES / name, made)
    tokenizer = (made / "tokenizer.txt").read_text().strip()
    shutil.copy(FIXTURES / f"{tokenizer}.json", made / "tokenizer.json")
    return made


class Runner:
    """A converted package on PyPI's onnxruntime."""

    def __init__(self, package: Path) -> None:
        index = json.loads((package / "nib-model.json").read_text())
        self._vocabulary = np.array([index["vocabulary"]], np.int64)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        path = str(package / "model.onnx")
        self._session = ort.InferenceSession(path, options, ["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self.empty: Past = {
            node.name: np.zeros([1, node.shape[1], 0, node.shape[3]], np.float32)
            for node in self._session.get_inputs()
            if node.name.startswith("past.")
        }

    def run(
        self,
        token_ids: Sequence[int],
        positions: Sequence[int],
        past: Past | None = None,
        past_length: int = 0,
        *,
        targets: Sequence[int] | None = None,
    ) -> tuple[Floats, Floats, Past]:
        """(log-probabilities [positions, vocabulary], those of the targets, the new cache)."""
        feeds = {
            "token_ids": np.array([token_ids], np.int64),
            "past_length": np.array([past_length], np.int64),
            "positions": np.array(positions, np.int64),
            "targets": np.array(targets or [0] * len(positions), np.int64),
            "k": self._vocabulary,
            **(past or self.empty),
        }
        found = dict(zip(self._outputs, self._session.run(self._outputs, feeds), strict=True))
        ordered = np.empty_like(found["topk_logprobs"])
        np.put_along_axis(ordered, found["topk_ids"], found["topk_logprobs"], axis=1)
        present = {
            name.replace("present", "past", 1): values
            for name, values in found.items()
            if name.startswith("present.")
        }
        return ordered, found["target_logprobs"], present
