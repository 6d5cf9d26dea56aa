"""Weights and header of one GGUF file, any family and any quantisation gguf can read.

In: the path. Out: a source.Source, and the header's fields for tokenizer and card. Does not
quantise; `blocks` and `bytes_q8_0` give stored blocks for graphs that keep them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from gguf.quants import dequantize
from numpy.typing import NDArray

from .config import Header
from .errors import ConvertError
from .families import family_named
from .shape import Floats, Shape
from .source import EMBEDDING, checked

BLOCK = 32  # weights that share one scale and one minimum in Q4_1 and Q8_0
MAGIC = b"GGUF"


@dataclass(frozen=True, slots=True)
class Blocks:
    """Q4_1 as stored: weight = quants * scales + minimums, a block of 32 inputs at a time."""

    quants: NDArray[np.uint8]  # [outputs, inputs], 0..15
    scales: Floats  # [outputs, inputs / 32]
    minimums: Floats


class Fields(Mapping[str, Any]):
    """The header, parsed a field at a time: a vocabulary takes seconds."""

    def __init__(self, reader: gguf.GGUFReader) -> None:
        self._fields = reader.fields

    def __getitem__(self, name: str) -> Any:
        return self._fields[name].contents()

    def __iter__(self) -> Any:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __contains__(self, name: object) -> bool:
        return name in self._fields


def opened(path: Path) -> gguf.GGUFReader:
    """Raises ConvertError for what is no GGUF file, or a cut one."""
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ConvertError(f"{path.name} is not a GGUF file")
        return gguf.GGUFReader(path)
    except ConvertError:
        raise
    except OSError as error:
        raise ConvertError(f"{path.name} cannot be read: {error.strerror}") from error
    except Exception as error:  # whatever the reader stumbles over in a damaged file
        raise ConvertError(f"{path.name} is damaged or cut off: {error}") from error


class GgufFile:
    """Reads one GGUF. Raises ConvertError."""

    def __init__(self, path: Path) -> None:
        reader = opened(path)
        self.fields = Fields(reader)
        self._tensors = {tensor.name: tensor for tensor in reader.tensors}
        name = str(self.fields.get("general.architecture", ""))
        self._family = family_named(name)
        self.shape: Shape = self._shape(name)
        self._stored_shape = self.shape  # a subclass may leave out tokens

    def _shape(self, name: str) -> Shape:
        if EMBEDDING not in self._tensors:
            raise ConvertError(f"the GGUF has no tensor {EMBEDDING}")
        rows = int(self._tensors[EMBEDDING].shape[1])
        tokens = self.fields.get("tokenizer.ggml.tokens")
        if not tokens:
            raise ConvertError("the GGUF has no tokenizer")
        header = Header(self.fields, name, min(rows, len(tokens)))
        try:
            return self._family.header_shape(header, self._divisors())
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise ConvertError(f"the GGUF header does not make sense: {error!r}") from error

    def _divisors(self) -> tuple[float, ...]:
        """The file's own frequency divisors: of Llama 3, or LongRoPE's short ones."""
        for name in ("rope_freqs.weight", "rope_factors_short.weight"):
            if name in self._tensors:
                return tuple(map(float, self._stored(name)))
        return ()

    def field(self, name: str) -> Any:
        if name not in self.fields:
            raise ConvertError(f"the GGUF header has no {name}")
        return self.fields[name]

    def has(self, name: str) -> bool:
        return name in self._tensors

    @property
    def parameters(self) -> int:
        return sum(int(tensor.n_elements) for tensor in self._tensors.values())

    def _tensor(self, name: str) -> gguf.ReaderTensor:
        if name not in self._tensors:
            raise ConvertError(f"the GGUF has no tensor {name}")
        return self._tensors[name]

    def _stored(self, name: str) -> Floats:
        tensor = self._tensor(name)
        try:
            return np.asarray(dequantize(tensor.data, tensor.tensor_type), np.float32)
        except NotImplementedError as error:
            kind = tensor.tensor_type.name
            raise ConvertError(f"tensor {name} is quantised as {kind}, not supported") from error

    def floats(self, name: str) -> Floats:
        """A tensor as float32, made canonical."""
        return self._family.from_gguf(
            name, checked(name, self._stored(name), self._stored_shape), self.shape
        )

    def blocks(self, name: str) -> Blocks:
        """A Q4_1 tensor as stored, its rows in canonical order."""
        tensor = self._tensor(name)
        if tensor.tensor_type != gguf.GGMLQuantizationType.Q4_1:
            raise ValueError(f"{name} is {tensor.tensor_type.name}, not Q4_1")
        outputs = tensor.data.shape[0]
        raw = self._family.from_gguf(name, np.asarray(tensor.data), self.shape)
        raw = raw.reshape(outputs, -1, 4 + BLOCK // 2)
        halves = np.ascontiguousarray(raw[..., :4]).view(np.float16).astype(np.float32)
        low, high = raw[..., 4:] & 15, raw[..., 4:] >> 4
        quants = np.concatenate((low, high), axis=-1).reshape(outputs, -1)
        return Blocks(quants, halves[..., 0], halves[..., 1])

    def bytes_q8_0(self, name: str) -> tuple[NDArray[np.int8], Floats]:
        """A Q8_0 tensor as stored: (quants [rows, columns], scales [rows, columns / 32])."""
        data = np.asarray(self._tensor(name).data)
        raw = data.reshape(data.shape[0], -1, 2 + BLOCK)
        scales = np.ascontiguousarray(raw[..., :2]).view(np.float16)[..., 0].astype(np.float32)
        return raw[..., 2:].view(np.int8).reshape(data.shape[0], -1), scales
