"""One layer's attention as GroupQueryAttention: rotary or ALiBi positions, windows, softcaps.

In: a layer's input and its stacked Q, K and V. Out: the heads' mix, before the output projection;
the caches past.{layer}.* and present.{layer}.*. Knows nothing about how matrices are stored.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .onnx_writer import CONTRIB, FLOAT, INT32, INT64, OnnxWriter
from .shape import Rope
from .source import Source

MAX_POSITIONS = 1024  # rows of the rotary tables: far more than Nib ever asks for


class Attention:
    """Made once a graph; `mix` appends a layer's nodes."""

    def __init__(self, graph: OnnxWriter, source: Source, token_ids: str) -> None:
        self._graph, self._source, self._shape = graph, source, source.shape
        self._rotary: dict[Rope, tuple[str, str]] = {}
        self._lengths(token_ids)
        for rope, suffix in ((self._shape.rope, ""), (self._shape.local_rope, ".local")):
            if rope is not None:
                cos, sin = rope.tables(MAX_POSITIONS)
                names = f"rotary{suffix}.cos", f"rotary{suffix}.sin"
                self._rotary[rope] = graph.constant(cos, names[0]), graph.constant(sin, names[1])
        self._bias = self._alibi() if self._shape.alibi_slopes else ""

    def _lengths(self, token_ids: str) -> None:
        """What GroupQueryAttention wants to know: the last valid index and the valid total."""
        g = self._graph
        past = g.input("past_length", INT64, [1])
        self._sequence = g.op1("Shape", [token_ids], start=1, end=2)
        self._total_length = g.op1("Add", [past, self._sequence])
        total = g.op1("Cast", [self._total_length], to=INT32)
        self._last_index = g.op1("Sub", [total, g.constant(np.array([1], np.int32))])
        self._total = g.op1("Squeeze", [total])

    def _alibi(self) -> str:
        """[1, heads, S, total]: slope * (key position - last position).

        ALiBi means the distance to the query; softmax does not see what a whole row shares.
        """
        g, slopes = self._graph, np.array(self._shape.alibi_slopes, np.float32)
        total = g.op1("Squeeze", [self._total_length])
        zero, one = g.constant(np.int64(0)), g.constant(np.int64(1))
        keys = g.op1("Range", [zero, total, one])
        distance = g.op1("Cast", [g.op1("Sub", [keys, g.op1("Sub", [total, one])])], to=FLOAT)
        rows = g.op1("Mul", [g.constant(slopes.reshape(1, -1, 1, 1), "alibi"), distance])
        ones = g.constant(np.array([1], np.int64))
        shape = g.op1("Concat", [ones, ones, self._sequence, ones], axis=0)
        return g.op1("Expand", [rows, shape])

    def mix(self, layer: int, packed: str) -> str:
        """packed: [1, S, (heads + 2 * kv_heads) * head_width], Q then K then V."""
        g, shape = self._graph, self._shape
        past, present = f"past.{layer}", f"present.{layer}"
        for part in ("key", "value"):
            cache: list[int | str] = [1, shape.kv_heads, "past", shape.head_width]
            g.input(f"{past}.{part}", FLOAT, cache)
            g.output(f"{present}.{part}", FLOAT, [1, shape.kv_heads, "total", shape.head_width])
        inputs = [*self._queries_keys_values(layer, packed), f"{past}.key", f"{past}.value"]
        inputs += [self._last_index, self._total]
        rope = shape.rope_of(layer)
        if rope is not None:
            inputs += self._rotary[rope]
        elif self._bias:
            inputs += ["", "", "", self._bias]
        outputs = [f"attention.{layer}", f"{present}.key", f"{present}.value"]
        return g.op("GroupQueryAttention", inputs, outputs, CONTRIB, **self._attributes(layer))[0]

    def _attributes(self, layer: int) -> dict[str, Any]:
        shape = self._shape
        rope, window = shape.rope_of(layer), shape.window_of(layer)
        return {
            "num_heads": shape.heads,
            "kv_num_heads": shape.kv_heads,
            "do_rotary": int(rope is not None),
            **({"scale": shape.attention_scale} if shape.attention_scale else {}),
            **({"softcap": shape.attention_softcap} if shape.attention_softcap else {}),
            **({"local_window_size": window} if window else {}),
        }

    def _queries_keys_values(self, layer: int, packed: str) -> list[str]:
        """The kernel takes them packed, unless Q and K have norms of their own."""
        g, shape, block = self._graph, self._shape, f"blk.{layer}"
        if not self._source.has(f"{block}.attn_q_norm.weight"):
            return [packed, "", ""]
        widths = np.array([shape.heads, shape.kv_heads, shape.kv_heads]) * shape.head_width
        sizes = g.constant(widths.astype(np.int64))
        query, key, value = g.op("Split", [packed, sizes], 3, axis=-1)
        query = self._head_norm(query, f"{block}.attn_q_norm.weight", shape.heads)
        return [query, self._head_norm(key, f"{block}.attn_k_norm.weight", shape.kv_heads), value]

    def _head_norm(self, x: str, name: str, heads: int) -> str:
        """RMSNorm over each head's channels."""
        g, shape = self._graph, self._shape
        weight = g.constant(self._source.floats(name), name)
        split = g.constant(np.array([1, -1, heads, shape.head_width], np.int64))
        by_head = g.op1("Reshape", [x, split])
        normed = g.op1(
            "SimplifiedLayerNormalization",
            [by_head, weight],
            epsilon=shape.norm_epsilon,
            axis=-1,
        )
        joined = g.constant(np.array([1, -1, heads * shape.head_width], np.int64))
        return g.op1("Reshape", [normed, joined])
