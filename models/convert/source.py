"""Where weights come from: what GGUF files and Hugging Face folders have in common.

In: tensors by their canonical name (GGUF's: blk.0.attn_q.weight). Out: float32 arrays, linears as
[outputs, inputs], rows of Q and K in rotate-half order, norms as they are multiplied.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from .errors import ConvertError
from .shape import Floats, Shape

EMBEDDING = "token_embd.weight"
HEAD = "output.weight"


class Source(Protocol):
    """Read lazily: one tensor at a time is in memory."""

    @property
    def shape(self) -> Shape: ...

    def has(self, name: str) -> bool: ...

    def floats(self, name: str) -> Floats:
        """Raises ConvertError when the tensor is missing, misshapen or not readable."""
        ...


def checked(name: str, values: Floats, shape: Shape) -> Floats:
    """`values`, if they have the shape the builder relies on; else ConvertError."""
    expected = shape.expected(name)
    if name in (EMBEDDING, HEAD, "output.bias"):  # rows without a token are padding
        values = values[: shape.vocabulary]
    if expected and name.endswith("ffn_up.weight") and len(values) == 2 * expected[0]:
        expected = (2 * expected[0], expected[1])  # gate and up in one
    if expected is not None and values.shape != expected:
        raise ConvertError(f"tensor {name} is {list(values.shape)}, not {list(expected)}")
    if not (np.isfinite(values.min()) and np.isfinite(values.max())):  # no copy of all of it
        raise ConvertError(f"tensor {name} holds values that are not numbers")
    return values
