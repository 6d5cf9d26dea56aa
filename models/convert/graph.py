"""Any family's language model as one light ONNX graph; the answers are inside it.

In: a Source and a Scheme (how embedding, linears and head are stored and multiplied). Out: an
OnnxWriter, ready to save. Knows nothing about bits, files or families: a Shape says what differs.

Inputs: token_ids int64 [1,S]; past_length int64 [1] (how many tokens of past.* are valid: fewer
than it holds truncates it); positions int64 [P] (which of the S to answer for); targets int64 [P];
k int64 [1]; past.{layer}.key/value float32 [1, kv heads, T, head width].
Outputs: topk_ids int64 [P,k], topk_logprobs float32 [P,k], target_logprobs float32 [P],
present.{layer}.key/value.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from .attention import Attention
from .onnx_writer import CONTRIB, FLOAT, INT64, OnnxWriter
from .shape import Floats
from .source import Source


class Scheme(Protocol):
    """How one graph stores and multiplies its matrices. x: [1, S, inputs]."""

    def embed(self, graph: OnnxWriter, token_ids: str) -> str: ...

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        """The norm's weight, scaled as the linear behind it wants its input."""
        ...

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        """x times the stacked tensors `parts`, transposed."""
        ...

    def head(self, graph: OnnxWriter, x: str) -> str: ...


class LanguageGraph:
    """Appends the whole model to one OnnxWriter."""

    def __init__(self, source: Source, scheme: Scheme, graph: OnnxWriter) -> None:
        self.source, self.scheme, self.shape = source, scheme, source.shape
        self.graph = graph

    def build(self) -> OnnxWriter:
        g, shape = self.graph, self.shape
        token_ids = g.input("token_ids", INT64, [1, "sequence"])
        self.attention = Attention(g, self.source, token_ids)
        hidden = self.scheme.embed(g, token_ids)
        if shape.embedding_scale != 1:
            hidden = g.op1("Mul", [hidden, g.constant(np.float32(shape.embedding_scale))])
        normed = self._norm(hidden, self._layer_norm(0), "blk.0.qkv")
        for layer in range(shape.layers):
            hidden, normed = self._layer(layer, hidden, normed)
        self._answers(normed)
        return g

    def _layer_norm(self, layer: int) -> str:
        """What attention reads; Falcon's two norms are named the other way round than one is."""
        second = f"blk.{layer}.attn_norm_2"
        return second if self.source.has(f"{second}.weight") else f"blk.{layer}.attn_norm"

    def _norm_parts(self, norm: str, linear: str) -> list[str]:
        """The norm's weight and, if it has one, its bias."""
        found = []
        for kind, name in (("weight", f"{linear}.norm"), ("bias", f"{linear}.norm.bias")):
            if kind == "weight" or self.source.has(f"{norm}.bias"):
                values = self.scheme.norm_weight(linear, self.source.floats(f"{norm}.{kind}"))
                found.append(self.graph.constant(values, name))
        return found

    def _norm(self, x: str, norm: str, linear: str) -> str:
        rms = self.shape.norm == "rms"
        kind = "SimplifiedLayerNormalization" if rms else "LayerNormalization"
        parts = self._norm_parts(norm, linear)
        return self.graph.op1(kind, [x, *parts], epsilon=self.shape.norm_epsilon, axis=-1)

    def _add_norm(self, x: str, skip: str, norm: str, linear: str) -> tuple[str, str]:
        """(x + skip, its norm) in one node."""
        rms = self.shape.norm == "rms"
        parts = self._norm_parts(norm, linear)
        label = f"{linear}.add_norm"
        normed, total = f"{label}.normed", f"{label}.sum"
        self.graph.op(
            "SkipSimplifiedLayerNormalization" if rms else "SkipLayerNormalization",
            [x, skip, *parts],
            [normed, "", "", total],
            CONTRIB,
            epsilon=self.shape.norm_epsilon,
        )
        return total, normed

    def _post_norm(self, x: str, norm: str) -> str:
        """Gemma 2 and 3 also norm what a block adds."""
        if not self.source.has(f"{norm}.weight"):
            return x
        weight = self.graph.constant(self.source.floats(f"{norm}.weight"), norm)
        epsilon = self.shape.norm_epsilon
        return self.graph.op1("SimplifiedLayerNormalization", [x, weight], epsilon=epsilon, axis=-1)

    def _linear(self, x: str, name: str, stems: tuple[str, ...]) -> str:
        """x times the stacked matrices, plus their biases where there are any."""
        g = self.graph
        product = self.scheme.linear(g, x, name, tuple(f"{stem}.weight" for stem in stems))
        if not any(self.source.has(f"{stem}.bias") for stem in stems):
            return product
        bias = np.concatenate([self.source.floats(f"{stem}.bias") for stem in stems])
        return g.op1("Add", [product, g.constant(bias, f"{name}.bias")])

    def _layer(self, layer: int, hidden: str, normed: str) -> tuple[str, str]:
        g, shape, block = self.graph, self.shape, f"blk.{layer}"
        added = self._attend(layer, normed)
        up = f"{block}.gate_up"
        if shape.parallel:
            if self.source.has(f"{block}.attn_norm_2.weight"):
                normed = self._norm(hidden, f"{block}.attn_norm", up)
            added = g.op1("Add", [added, self._feed_forward(layer, normed)])
        else:
            hidden, normed = self._add_norm(hidden, added, f"{block}.ffn_norm", up)
            added = self._post_norm(self._feed_forward(layer, normed), f"{block}.post_ffw_norm")
        if layer + 1 < shape.layers:
            following = f"blk.{layer + 1}.qkv"
            return self._add_norm(hidden, added, self._layer_norm(layer + 1), following)
        return self._asked(hidden, added)

    def _attend(self, layer: int, normed: str) -> str:
        g, shape, block = self.graph, self.shape, f"blk.{layer}"
        stems = tuple(f"{block}.attn_{part}" for part in "qkv")
        if self.source.has(f"{block}.attn_qkv.weight"):
            stems = (f"{block}.attn_qkv",)
        packed = self._linear(normed, f"{block}.qkv", stems)
        if shape.clip_qkv:
            limits = [g.constant(np.float32(sign * shape.clip_qkv)) for sign in (-1, 1)]
            packed = g.op1("Clip", [packed, *limits])
        mixed = self.attention.mix(layer, packed)
        mixed = self._linear(mixed, f"{block}.out", (f"{block}.attn_output",))
        return self._post_norm(mixed, f"{block}.post_attention_norm")

    def _feed_forward(self, layer: int, normed: str) -> str:
        g, block = self.graph, f"blk.{layer}"
        up = f"{block}.gate_up"
        if not self.shape.gated:
            product = self._activation(self._linear(normed, up, (f"{block}.ffn_up",)))
        else:
            stems: tuple[str, ...] = (f"{block}.ffn_gate", f"{block}.ffn_up")
            if not self.source.has(f"{block}.ffn_gate.weight"):
                stems = (f"{block}.ffn_up",)
            both = self._linear(normed, up, stems)
            gate, value = g.op("Split", [both], 2, axis=-1, num_outputs=2)
            product = g.op1("Mul", [self._activation(gate), value])
        return self._linear(product, f"{block}.down", (f"{block}.ffn_down",))

    def _activation(self, x: str) -> str:
        if self.shape.activation == "silu":
            return self.graph.op1("QuickGelu", [x], CONTRIB, alpha=1.0)  # alpha 1 is SiLU
        approximate = "tanh" if self.shape.activation == "gelu_tanh" else "none"
        return self.graph.op1("Gelu", [x], approximate=approximate)

    def _asked(self, hidden: str, added: str) -> tuple[str, str]:
        """The last layer's end: only the positions that were asked for go on to the head."""
        g = self.graph
        positions = g.input("positions", INT64, ["asked"])
        hidden, added = (g.op1("Gather", [value, positions], axis=1) for value in (hidden, added))
        return self._add_norm(hidden, added, "output_norm", "head")

    def _answers(self, normed: str) -> None:
        """Log-probabilities of the k likeliest tokens and of the targets."""
        g = self.graph
        targets, k = g.input("targets", INT64, ["asked"]), g.input("k", INT64, [1])
        axis = g.constant(np.array([0], np.int64))
        logits = g.op1("Squeeze", [self.scheme.head(g, normed), axis])  # [asked, vocabulary]
        if self.source.has("output.bias"):
            bias = g.constant(self.source.floats("output.bias"), "head.bias")
            logits = g.op1("Add", [logits, bias])
        if self.shape.logit_softcap:
            cap = g.constant(np.float32(self.shape.logit_softcap))
            logits = g.op1("Mul", [g.op1("Tanh", [g.op1("Div", [logits, cap])]), cap])
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
