"""SmolLM2's weights as numpy arrays, from its GGUF.

In: the GGUF's path. Out: Weights (linears as [outputs, inputs] float32, in the usual rotate-half
order). Does not quantise anything; `read_q4_1` gives the stored 4-bit blocks for the exact route.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gguf
import numpy as np
from gguf.quants import dequantize
from numpy.typing import NDArray

Floats = NDArray[np.float32]
BLOCK = 32  # weights that share one scale and one minimum in Q4_1 and Q8_0


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes the graph needs, as the GGUF's header states them."""

    layers: int
    width: int
    feed_forward: int
    heads: int
    kv_heads: int
    vocabulary: int
    rope_base: float
    norm_epsilon: float

    @property
    def head_width(self) -> int:
        return self.width // self.heads


@dataclass(frozen=True, slots=True)
class Blocks:
    """Q4_1 as stored: weight = quants * scales + minimums, a block of 32 inputs at a time."""

    quants: NDArray[np.uint8]  # [outputs, inputs], 0..15
    scales: Floats  # [outputs, inputs / 32]
    minimums: Floats


def unpermute(rows: NDArray[Any], heads: int) -> NDArray[Any]:
    """llama.cpp stores the rows of Q and K interleaved for its RoPE; give them back in halves."""
    outputs, *rest = rows.shape
    return rows.reshape(heads, outputs // heads // 2, 2, *rest).swapaxes(1, 2).reshape(rows.shape)


class GgufFile:
    """Reads one GGUF of the llama architecture."""

    def __init__(self, path: Path) -> None:
        self._reader = gguf.GGUFReader(path)
        self._tensors = {tensor.name: tensor for tensor in self._reader.tensors}
        self.shape = Shape(
            layers=self.field("llama.block_count"),
            width=self.field("llama.embedding_length"),
            feed_forward=self.field("llama.feed_forward_length"),
            heads=self.field("llama.attention.head_count"),
            kv_heads=self.field("llama.attention.head_count_kv"),
            vocabulary=self.field("llama.vocab_size"),
            rope_base=self.field("llama.rope.freq_base"),
            norm_epsilon=self.field("llama.attention.layer_norm_rms_epsilon"),
        )

    def field(self, name: str) -> Any:
        return self._reader.fields[name].contents()

    def _in_halves(self, name: str, rows: NDArray[Any]) -> NDArray[Any]:
        if name.endswith("attn_q.weight"):
            return unpermute(rows, self.shape.heads)
        return unpermute(rows, self.shape.kv_heads) if name.endswith("attn_k.weight") else rows

    def floats(self, name: str) -> Floats:
        """A tensor as float32, rows un-permuted."""
        tensor = self._tensors[name]
        values: Floats = dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        return self._in_halves(name, values)

    def blocks(self, name: str) -> Blocks:
        """A Q4_1 tensor as stored, rows un-permuted."""
        tensor = self._tensors[name]
        if tensor.tensor_type != gguf.GGMLQuantizationType.Q4_1:
            raise ValueError(f"{name} is {tensor.tensor_type.name}, not Q4_1")
        outputs = tensor.data.shape[0]
        raw = self._in_halves(name, np.asarray(tensor.data)).reshape(outputs, -1, 4 + BLOCK // 2)
        halves = np.ascontiguousarray(raw[..., :4]).view(np.float16).astype(np.float32)
        low, high = raw[..., 4:] & 15, raw[..., 4:] >> 4
        quants = np.concatenate((low, high), axis=-1).reshape(outputs, -1)
        return Blocks(quants, halves[..., 0], halves[..., 1])

    def bytes_q8_0(self, name: str) -> tuple[NDArray[np.int8], Floats]:
        """A Q8_0 tensor as stored: (quants [rows, columns], scales [rows, columns / 32])."""
        data = np.asarray(self._tensors[name].data)
        raw = data.reshape(data.shape[0], -1, 2 + BLOCK)
        scales = np.ascontiguousarray(raw[..., :2]).view(np.float16)[..., 0].astype(np.float32)
        return raw[..., 2:].view(np.int8).reshape(data.shape[0], -1), scales
