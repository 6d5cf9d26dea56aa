"""Tensors of one .safetensors file, read from its memory map one at a time.

In: the path. Out: float32 arrays by name. The format: a length, a JSON header of names with dtype,
shape and byte range, then the bytes. Reads BF16, which numpy does not know; no quantised types.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ConvertError
from .shape import Floats

DTYPES: Mapping[str, np.dtype[Any]] = {
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "BF16": np.dtype("<u2"),
}
LONGEST_HEADER = 100 << 20


class SafetensorsFile:
    """Checks that all of the header's byte ranges lie inside the file. Raises ConvertError."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            self._bytes: NDArray[np.uint8] = np.memmap(path, np.uint8, "r")
        except (OSError, ValueError) as error:
            raise ConvertError(f"{path.name} cannot be read: {error}") from error
        self._tensors = self._header()

    def _header(self) -> dict[str, dict[str, Any]]:
        length = int.from_bytes(self._bytes[:8].tobytes(), "little")
        self._start = 8 + length
        try:
            if length > min(LONGEST_HEADER, len(self._bytes) - 8):
                raise ValueError
            header: dict[str, dict[str, Any]] = json.loads(self._bytes[8 : self._start].tobytes())
            header.pop("__metadata__", None)
            end = max((about["data_offsets"][1] for about in header.values()), default=0)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            raise ConvertError(f"{self._name} is not a safetensors file, or damaged") from None
        if self._start + end > len(self._bytes):
            raise ConvertError(f"{self._name} is cut off")
        return header

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._tensors)

    def tensor_shape(self, name: str) -> tuple[int, ...]:
        return tuple(int(size) for size in self._tensors[name]["shape"])

    def floats(self, name: str) -> Floats:
        about, shape = self._tensors[name], self.tensor_shape(name)
        if (dtype := DTYPES.get(about["dtype"])) is None:
            raise ConvertError(f"tensor {name} is stored as {about['dtype']}, not supported")
        start, end = (self._start + int(offset) for offset in about["data_offsets"])
        if end - start != math.prod(shape) * dtype.itemsize:
            raise ConvertError(f"tensor {name} in {self._name} is damaged: its size is wrong")
        stored: NDArray[Any] = np.frombuffer(self._bytes[start:end].tobytes(), dtype)
        if about["dtype"] == "BF16":  # the upper half of a float32
            stored = (stored.astype(np.uint32) << 16).view(np.float32)
        return np.asarray(stored, np.float32).reshape(shape)
