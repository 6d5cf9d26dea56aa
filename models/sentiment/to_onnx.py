"""Torch checkpoint -> the ONNX graph that ships: `python -m models.sentiment.to_onnx RUN`.

In: RUN/checkpoint.pt of recipe.py. Out: model.int8.onnx and tokenizer.json beside this file and
RUN/model.float.onnx to compare with. Inputs input_ids, attention_mask int64 [B,S]; outputs
sentence_logits float32 [B,3], token_logits float32 [B,S,3].
Built by hand from ONNX Runtime's fused operators: 96 nodes instead of an exporter's hundreds, as
each node costs WASM a fixed time.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from .network import SentimentNetwork
from .recipe import CONFIG, HERE, classify
from .rows import labelled_rows, plain_rows, tree_rows

EPSILON = 1e-12
FUSED = "com.microsoft"
SMOOTHING = 0.75  # of a channel's spread that goes into the weights
MIDDLE = 128  # zero point of uint8 weights: exact on AVX2 too, where int8 ones saturate


class Graph:
    """Nodes and weights in the making. `int8` chooses how matrices are stored and multiplied."""

    def __init__(
        self, weights: dict[str, np.ndarray], int8: bool, peaks: dict[str, np.ndarray]
    ) -> None:
        self.weights, self.int8, self.peaks = weights, int8, peaks
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self.known: set[str] = set()

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.known:
            self.known.add(name)
            self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **more: Any) -> str:
        self.nodes.append(
            helper.make_node(kind, inputs, [output], name=output, domain=domain, **more)
        )
        return output

    def dense(self, x: str, name: str, bias: bool = True) -> str:
        """x times the transposed torch weight, plus its bias."""
        matrix = self.weights[f"{name}.weight"].T
        out = f"{name}.out"
        if self.int8 and name in self.peaks:
            smoothing = smooth(self.peaks[name], matrix)
            matrix = matrix * smoothing[:, None]
            x = self.add("Mul", [x, self.constant(f"{name}.smooth", 1 / smoothing)], f"{name}.in")
        terms = [self.weight(f"{name}.bias")] if bias else []
        if self.int8:
            packed, scale = quantize(matrix, 0)
            inputs = [
                x,
                self.constant(f"{name}.packed", packed),
                self.constant(f"{name}.scale", scale.ravel()),
                self.constant(f"{name}.zero", np.full(scale.size, MIDDLE, np.uint8)),
            ]
            return self.add("DynamicQuantizeMatMul", inputs + terms, out, FUSED)
        product = self.add(
            "MatMul", [x, self.constant(f"{name}.t", matrix)], out + ".product" * bias
        )
        return self.add("Add", [product, *terms], out) if bias else product

    def embedding(self, ids: str) -> str:
        """Rows of the word table; as int8 each row has its own scale."""
        table = self.weights["words.weight"]
        if not self.int8:
            return self.add("Gather", [self.weight("words.weight"), ids], "words.rows")
        packed, scale = quantize(table, 1)
        signed = (packed.astype(np.int16) - MIDDLE).astype(np.int8)
        rows = self.add("Gather", [self.constant("words.packed", signed), ids], "words.gathered")
        scales = self.add("Gather", [self.constant("words.scale", scale), ids], "words.scales")
        wide = self.add("Cast", [rows], "words.wide", to=TensorProto.FLOAT)
        return self.add("Mul", [wide, scales], "words.rows")

    def layer(self, x: str, number: int, mask: str) -> str:
        name = f"layers.{number}"
        qkv = self.dense(x, f"{name}.qkv")
        parts = [f"{name}.{part}" for part in "qkv"]
        self.nodes.append(helper.make_node("Split", [qkv], parts, axis=-1, num_outputs=3))
        mixed = self.add(
            "MultiHeadAttention",
            [*parts, "", mask],
            f"{name}.mixed",
            FUSED,
            num_heads=CONFIG["heads"],
        )
        x = self.skip_norm(
            self.dense(mixed, f"{name}.out", False), x, f"{name}.out", f"{name}.norm1"
        )
        wide = self.dense(x, f"{name}.up", False)
        wide = self.add("BiasGelu", [wide, self.weight(f"{name}.up.bias")], f"{name}.gelu", FUSED)
        down = self.rows_apart(wide, f"{name}.down")
        return self.skip_norm(down, x, f"{name}.down", f"{name}.norm2")

    def rows_apart(self, x: str, name: str) -> str:
        """dense() of GELU's output, each row divided by its largest value before and multiplied
        after: a few pieces have values 30 times the others', which would coarsen them all."""
        if not self.int8:
            return self.dense(x, name, False)
        last = self.constant("last", np.array([-1]))
        largest = self.add("ReduceMax", [x, last], f"{name}.largest", keepdims=1)
        product = self.dense(self.add("Div", [x, largest], f"{name}.even"), name, False)
        return self.add("Mul", [product, largest], f"{name}.back")

    def skip_norm(self, new: str, old: str, dense: str, norm: str) -> str:
        """LayerNorm(new + old + bias of the dense layer), as one node."""
        inputs = [
            new,
            old,
            self.weight(f"{norm}.weight"),
            self.weight(f"{norm}.bias"),
            self.weight(f"{dense}.bias"),
        ]
        return self.add("SkipLayerNormalization", inputs, norm, FUSED, epsilon=EPSILON)

    def heads(self, x: str, mask: str) -> None:
        """Sentence logits from the mean over the mask, token logits from every piece."""
        weights = self.add("Cast", [mask], "mask.float", to=TensorProto.FLOAT)
        total = self.add("ReduceSum", [weights, self.constant("one", np.array([1]))], "mask.sum")
        share = self.add("Div", [weights, total], "mask.share")
        row = self.add("Unsqueeze", [share, self.constant("one", np.array([1]))], "mask.row")
        mean = self.add("MatMul", [row, x], "mean.row")
        mean = self.add("Squeeze", [mean, self.constant("one", np.array([1]))], "mean")
        terms = [self.weight("sentence.weight"), self.weight("sentence.bias")]
        self.add("Gemm", [mean, *terms], "sentence_logits", transB=1)
        matrix = self.constant("token.t", self.weights["token.weight"].T)
        product = self.add("MatMul", [x, matrix], "token.product")
        self.add("Add", [product, self.weight("token.bias")], "token_logits")


def quantize(matrix: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """uint8 around MIDDLE with a scale for each slice along `axis` reduced (symmetric)."""
    scale = np.abs(matrix).max(axis, keepdims=True).astype(np.float32) / 127
    scale[scale == 0] = 1
    return (np.round(matrix / scale) + MIDDLE).astype(np.uint8), scale


def smooth(peaks: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """What to divide each input channel by, and multiply its weights with, so that channels with
    large values do not coarsen the others (SmoothQuant, arXiv 2211.10438)."""
    weights = np.abs(matrix).max(1)
    scale = np.maximum(peaks, 1e-2) ** SMOOTHING / np.maximum(weights, 1e-3) ** (1 - SMOOTHING)
    return scale.astype(np.float32)


def input_peaks(network: SentimentNetwork, data: Path) -> dict[str, np.ndarray]:
    """The largest input of each channel of the dense layers to smooth, on training rows."""
    peaks: dict[str, np.ndarray] = {}

    def watch(name: str) -> Callable[[Any, tuple[torch.Tensor]], None]:
        def hook(_: Any, inputs: tuple[torch.Tensor]) -> None:
            largest = inputs[0].abs().flatten(0, 1).amax(0).numpy()
            peaks[name] = np.maximum(peaks.get(name, largest), largest)

        return hook

    for number, layer in enumerate(network.layers):
        layer.up.register_forward_pre_hook(watch(f"layers.{number}.up"))
    rows = tree_rows(data)["sst_sentence"][::150] + labelled_rows(data, "goemotions_train")[::400]
    rows += plain_rows(data, 20)
    tokenizer = Tokenizer.from_file(str(data / CONFIG["encoder"] / "tokenizer.json"))
    classify(network, tokenizer, [" ".join(row.words) for row in rows], half=False)
    return peaks


def build(
    weights: dict[str, np.ndarray], int8: bool, peaks: dict[str, np.ndarray]
) -> onnx.ModelProto:
    graph = Graph(weights, int8, peaks)
    mask = graph.add("Cast", ["attention_mask"], "mask.int32", to=TensorProto.INT32)
    rows = graph.embedding("input_ids")
    length = graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    first, axis = graph.constant("zero", np.array([0])), graph.constant("zero", np.array([0]))
    table = graph.weight("positions.weight")
    places = graph.add("Slice", [table, first, length, axis], "places")
    x = graph.add("Add", [rows, places], "embedded")
    norm = [graph.weight("norm.weight"), graph.weight("norm.bias")]
    x = graph.add("LayerNormalization", [x, *norm], "norm", epsilon=EPSILON, axis=-1)
    for number in range(CONFIG["layers"]):
        x = graph.layer(x, number, mask)
    graph.heads(x, "attention_mask")
    shape = ["batch", "pieces"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, shape)
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [
        helper.make_tensor_value_info("sentence_logits", TensorProto.FLOAT, ["batch", 3]),
        helper.make_tensor_value_info("token_logits", TensorProto.FLOAT, [*shape, 3]),
    ]
    made = helper.make_graph(graph.nodes, "sentiment", inputs, outputs, graph.initializers)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9, producer_name="nib")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = os.environ.get("NIB_DATA", str(HERE.parent.parent.parent / "shared/data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--out", type=Path, default=HERE / "model.int8.onnx")
    parser.add_argument("run", type=Path)
    arguments = parser.parse_args()
    network = SentimentNetwork(CONFIG)
    saved = torch.load(arguments.run / "checkpoint.pt", weights_only=True)
    network.load_state_dict(saved["network"])
    weights = {name: value.float().numpy() for name, value in network.state_dict().items()}
    peaks = input_peaks(network, arguments.data)
    onnx.save(build(weights, False, peaks), arguments.run / "model.float.onnx")
    onnx.save(build(weights, True, peaks), arguments.out)
    tokenizer = arguments.data / CONFIG["encoder"] / "tokenizer.json"
    shutil.copyfile(tokenizer, HERE / "tokenizer.json")


if __name__ == "__main__":
    main()
