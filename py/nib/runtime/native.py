"""The native twin of the model port: PyPI's onnxruntime and tokenizers, in CPython.

In: a folder that models/build.py wrote (index.json, graphs, tokenizers, data), and a converted
language model's folder, if one is to stand in for Nib's own. Out: a port.Runtime. Every file's
sha256 is checked before use. Does not download or build anything.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer as HfTokenizer

from nib.runtime.package import read_package
from nib.runtime.port import TYPECODES, Backend, ElementType, ModelError, Output, State, Tensor

THREADS = 2  # more take the machine away from the browser it stands in for, and gain little
PAST, PRESENT = "past.", "present."
DTYPES: dict[str, ElementType] = {"float32": "float32", "int32": "int32", "int64": "int64"}
ORT_DTYPES = {"tensor(float)": np.float32, "tensor(int32)": np.int32, "tensor(int64)": np.int64}


def default_models_dir() -> Path:
    """NIB_MODELS, else build/models of the checkout this file lies in."""
    named = os.environ.get("NIB_MODELS")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "build" / "models"


@dataclass(frozen=True, slots=True)
class NativeState:
    """Values of `present.*`, by their suffix."""

    values: Mapping[str, ort.OrtValue]


def to_numpy(tensor: Tensor) -> np.ndarray[Any, Any]:
    return np.frombuffer(tensor.data, dtype=np.dtype(tensor.dtype)).reshape(tensor.shape)


def from_numpy(values: np.ndarray[Any, Any]) -> Tensor:
    dtype = DTYPES[values.dtype.name]
    data: array[Any] = array(TYPECODES[dtype])
    data.frombytes(np.ascontiguousarray(values).tobytes())
    return Tensor(dtype, tuple(values.shape), data)


class NativeModel:
    """port.Model over one onnxruntime session."""

    def __init__(self, session: ort.InferenceSession) -> None:
        self._session = session
        self._past = {i.name: i for i in session.get_inputs() if i.name.startswith(PAST)}
        self._present = [o.name for o in session.get_outputs() if o.name.startswith(PRESENT)]

    def _empty_past(self) -> dict[str, ort.OrtValue]:
        """Empty caches: every axis the graph leaves open has length 0."""
        empty = {}
        for name, node in self._past.items():
            shape = [size if isinstance(size, int) else 0 for size in node.shape]
            values = np.zeros(shape, ORT_DTYPES[node.type])
            empty[name] = ort.OrtValue.ortvalue_from_numpy(values)
        return empty

    def _run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None
    ) -> Output:
        values = {n: ort.OrtValue.ortvalue_from_numpy(to_numpy(t)) for n, t in feeds.items()}
        if isinstance(state, NativeState):
            values |= {PAST + suffix: value for suffix, value in state.values.items()}
        else:
            values |= self._empty_past()
        names = [*fetch, *self._present]
        try:
            results = self._session.run_with_ort_values(names, values)
        except Exception as error:  # onnxruntime has no common base class of its own
            raise ModelError(f"the model could not run: {str(error).splitlines()[0]}") from error
        found = dict(zip(names, results, strict=True))
        kept = {name.removeprefix(PRESENT): found[name] for name in self._present}
        tensors = {name: from_numpy(found[name].numpy()) for name in fetch}
        return Output(tensors, NativeState(kept) if kept else None)

    async def run(
        self, feeds: Mapping[str, Tensor], fetch: Sequence[str], state: State | None = None
    ) -> Output:
        """See port.Model.run. Other coroutines get their turn first, as they do in the browser."""
        await asyncio.sleep(0)
        return self._run(feeds, fetch, state)


class NativeTokenizer:
    """port.Tokenizer over PyPI's tokenizers."""

    def __init__(self, tokenizer: HfTokenizer, start: Sequence[int] = ()) -> None:
        self._tokenizer = tokenizer
        self.start = tuple(start)  # Nib's own models name none

    def encode(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def decode(self, token_ids: Sequence[int]) -> str:
        text: str = self._tokenizer.decode(list(token_ids), skip_special_tokens=False)
        return text

    def vocabulary(self) -> list[str]:
        by_token: dict[str, int] = self._tokenizer.get_vocab(with_added_tokens=True)
        tokens = [""] * (max(by_token.values()) + 1)
        for token, token_id in by_token.items():
            tokens[token_id] = token
        return tokens


class NativeRuntime:
    """port.Runtime over a folder of models. Raises ModelError when its index cannot be read.

    language: the folder of a converted model (models/convert) in place of Nib's own.
    """

    def __init__(
        self,
        models_dir: Path | None = None,
        threads: int = THREADS,
        language: Path | None = None,
    ) -> None:
        self._threads = threads
        self._language = language
        self._folder = models_dir or default_models_dir()
        path = self._folder / "index.json"
        try:
            self._index: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ModelError(f"no models in {self._folder}: run `make setup` first") from None
        except (OSError, ValueError) as error:
            raise ModelError(f"the model index {path} cannot be read: {error}") from error
        if language is not None:
            self._index["language"] = read_package(language)
        self._options = ort.SessionOptions()
        self._options.intra_op_num_threads = threads
        self._options.log_severity_level = 3

    @property
    def backend(self) -> Backend:
        return Backend("native", self._threads)

    def _checked(self, name: str, role: str) -> Path:
        """The path of one file that is the one its index tells of."""
        try:
            about = self._index[name]["files"][role]
        except KeyError:
            raise ModelError(f"the model index lists no {role} for {name}") from None
        own = self._language if name == "language" else None
        path = (own or self._folder) / str(about["path"])
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"model file {path} is missing: {error.strerror}") from error
        if digest != about.get("sha256"):
            raise ModelError(f"model file {path} is damaged: its sha256 is not the one expected")
        return path

    def _read(self, name: str, role: str) -> bytes:
        """The checked bytes of one file."""
        return self._checked(name, role).read_bytes()

    async def load_model(self, name: str) -> NativeModel:
        graph = self._checked(name, "graph")
        if "graph_weights" in self._index[name]["files"]:  # the graph finds them beside itself
            self._checked(name, "graph_weights")
        try:
            session = ort.InferenceSession(str(graph), self._options, ["CPUExecutionProvider"])
            return NativeModel(session)
        except Exception as error:
            reason = str(error).splitlines()[0]
            raise ModelError(f"the graph of {name} cannot be loaded: {reason}") from error

    async def load_tokenizer(self, name: str) -> NativeTokenizer:
        content = self._read(name, "tokenizer")
        try:
            tokenizer = HfTokenizer.from_str(content.decode("utf-8"))
            return NativeTokenizer(tokenizer, self._index[name].get("start", ()))
        except Exception as error:
            raise ModelError(f"the tokenizer of {name} cannot be loaded: {error}") from error

    async def read_data(self, name: str) -> bytes:
        return self._read(name, "data")
