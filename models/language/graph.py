"""SmolLM2 as one light ONNX graph: packed-QKV attention with rotary inside, answers inside too.

In: the GGUF and a Scheme (how embedding, linears and head are stored and multiplied). Out: an
OnnxWriter, ready to save. Knows nothing about bits: float, int8 and 4-bit graphs differ only in
their Scheme (schemes.py).

Inputs: token_ids int64 [1,S]; past_length int64 [1] (how many tokens of past.* are valid: fewer
than it holds truncates it); positions int64 [P] (which of the S to answer for); targets int64 [P];
k int64 [1]; past.{layer}.key/value float32 [1,3,T,64].
Outputs: topk_ids int64 [P,k], topk_logprobs float32 [P,k], target_logprobs float32 [P],
present.{layer}.key/value.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from .onnx_writer import CONTRIB, FLOAT, INT32, INT64, OnnxWriter
from .weights import Floats, GgufFile, Shape

MAX_POSITIONS = 1024  # rows of the rotary tables: far more than Nib ever asks for


class Scheme(Protocol):
    """How one graph stores and multiplies its matrices. x: [1, S, inputs]."""

    def embed(self, graph: OnnxWriter, token_ids: str) -> str: ...

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        """The norm's weight, scaled as the linear behind it wants its input."""
        ...

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        """x times the stacked GGUF tensors `parts`, transposed."""
        ...

    def head(self, graph: OnnxWriter, x: str) -> str: ...


def rotary_tables(shape: Shape) -> tuple[Floats, Floats]:
    half = shape.head_width // 2
    frequencies = shape.rope_base ** (-np.arange(half, dtype=np.float64) / half)
    angles = np.arange(MAX_POSITIONS, dtype=np.float64)[:, None] * frequencies
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


class LanguageGraph:
    """Appends the whole model to one OnnxWriter."""

    def __init__(self, source: GgufFile, scheme: Scheme) -> None:
        self.source, self.scheme, self.shape = source, scheme, source.shape
        self.graph = OnnxWriter("SmolLM2-135M-Instruct")

    def build(self) -> OnnxWriter:
        g = self.graph
        token_ids = g.input("token_ids", INT64, [1, "sequence"])
        self._lengths(token_ids)
        hidden = self.scheme.embed(g, token_ids)
        normed = self._norm(hidden, "blk.0.attn_norm.weight", "blk.0.qkv")
        for layer in range(self.shape.layers):
            hidden, normed = self._layer(layer, hidden, normed)
        self._answers(normed)
        return g

    def _lengths(self, token_ids: str) -> None:
        """What GroupQueryAttention wants to know: the last valid index and the valid total."""
        g = self.graph
        past = g.input("past_length", INT64, [1])
        sequence = g.op1("Shape", [token_ids], start=1, end=2)
        total = g.op1("Cast", [g.op1("Add", [past, sequence])], to=INT32)
        self.last_index = g.op1("Sub", [total, g.constant(np.array([1], np.int32))])
        self.total = g.op1("Squeeze", [total])
        cos, sin = rotary_tables(self.shape)
        self.rotary = g.constant(cos, "rotary.cos"), g.constant(sin, "rotary.sin")

    def _norm_weight(self, weight: str, linear: str) -> str:
        return self.graph.constant(
            self.scheme.norm_weight(linear, self.source.floats(weight)), f"{linear}.norm"
        )

    def _norm(self, x: str, weight: str, linear: str) -> str:
        scale = self._norm_weight(weight, linear)
        epsilon = self.shape.norm_epsilon
        return self.graph.op1("SimplifiedLayerNormalization", [x, scale], epsilon=epsilon, axis=-1)

    def _add_norm(self, x: str, skip: str, weight: str, linear: str) -> tuple[str, str]:
        """(x + skip, its norm) in one node."""
        scale = self._norm_weight(weight, linear)
        label = f"{linear}.add_norm"
        normed, total = f"{label}.normed", f"{label}.sum"
        self.graph.op(
            "SkipSimplifiedLayerNormalization",
            [x, skip, scale],
            [normed, "", "", total],
            CONTRIB,
            epsilon=self.shape.norm_epsilon,
        )
        return total, normed

    def _layer(self, layer: int, hidden: str, normed: str) -> tuple[str, str]:
        g, scheme, block = self.graph, self.scheme, f"blk.{layer}"
        qkv = tuple(f"{block}.attn_{part}.weight" for part in "qkv")
        packed = scheme.linear(g, normed, f"{block}.qkv", qkv)
        mixed = scheme.linear(
            g, self._attention(layer, packed), f"{block}.out", (f"{block}.attn_output.weight",)
        )
        up = f"{block}.gate_up"
        hidden, normed = self._add_norm(hidden, mixed, f"{block}.ffn_norm.weight", up)
        both = (f"{block}.ffn_gate.weight", f"{block}.ffn_up.weight")
        gate, value = g.op("Split", [scheme.linear(g, normed, up, both)], 2, axis=-1, num_outputs=2)
        gate = g.op1("QuickGelu", [gate], CONTRIB, alpha=1.0)  # alpha 1 is SiLU
        product = g.op1("Mul", [gate, value])
        down = scheme.linear(g, product, f"{block}.down", (f"{block}.ffn_down.weight",))
        if layer + 1 < self.shape.layers:
            return self._add_norm(
                hidden, down, f"blk.{layer + 1}.attn_norm.weight", f"blk.{layer + 1}.qkv"
            )
        return self._asked(hidden, down)

    def _asked(self, hidden: str, down: str) -> tuple[str, str]:
        """The last layer's end: only the positions that were asked for go on to the head."""
        g = self.graph
        positions = g.input("positions", INT64, ["asked"])
        hidden, down = (g.op1("Gather", [value, positions], axis=1) for value in (hidden, down))
        return self._add_norm(hidden, down, "output_norm.weight", "head")

    def _attention(self, layer: int, packed: str) -> str:
        g, shape = self.graph, self.shape
        past, present = f"past.{layer}", f"present.{layer}"
        for part in ("key", "value"):
            cache: list[int | str] = [1, shape.kv_heads, "past", shape.head_width]
            g.input(f"{past}.{part}", FLOAT, cache)
            g.output(f"{present}.{part}", FLOAT, [1, shape.kv_heads, "total", shape.head_width])
        inputs = [packed, "", "", f"{past}.key", f"{past}.value", self.last_index, self.total]
        outputs = [f"attention.{layer}", f"{present}.key", f"{present}.value"]
        return g.op(
            "GroupQueryAttention",
            [*inputs, *self.rotary],
            outputs,
            CONTRIB,
            num_heads=shape.heads,
            kv_num_heads=shape.kv_heads,
            do_rotary=1,
        )[0]

    def _answers(self, normed: str) -> None:
        """Log-probabilities of the k likeliest tokens and of the targets."""
        g = self.graph
        targets, k = g.input("targets", INT64, ["asked"]), g.input("k", INT64, [1])
        axis = g.constant(np.array([0], np.int64))
        logits = g.op1("Squeeze", [self.scheme.head(g, normed), axis])  # [asked, vocabulary]
        last = g.constant(np.array([1], np.int64))
        total = g.op1("ReduceLogSumExp", [logits, last], keepdims=1)
        best, ids = g.op("TopK", [logits, k], 2, axis=-1, largest=1, sorted=1)
        g.op("Identity", [ids], ["topk_ids"])
        g.op("Sub", [best, total], ["topk_logprobs"])
        wanted = g.op1("Unsqueeze", [targets, last])
        found = g.op1("GatherElements", [logits, wanted], axis=1)
        g.op("Squeeze", [g.op1("Sub", [found, total]), last], ["target_logprobs"])
        g.output("topk_ids", INT64, ["asked", "k"])
        g.output("topk_logprobs", FLOAT, ["asked", "k"])
        g.output("target_logprobs", FLOAT, ["asked"])
