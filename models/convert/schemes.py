"""Two ways to store and multiply any model's matrices, for graph.LanguageGraph. Neither needs text.

- Float32: exact.
- Int8: uint8 weights with a scale an output. Activations as two uint8 digits with a scale a token:
  one digit breaks models with outlier channels, and taming those needs calibration text
  (models/language/schemes.py does it for SmolLM2). uint8 on purpose: docs/adr/0011.

A tied embedding is stored once, as the head has it, and read by column.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .onnx_writer import CONTRIB, OnnxWriter
from .shape import Floats
from .source import EMBEDDING, HEAD, Source

MIDDLE = np.uint8(128)  # the zero point of every uint8 here
STEPS = 127
ROWS_AT_ONCE = 8192  # quantised together: a large vocabulary would need its size again


def stacked(source: Source, parts: tuple[str, ...]) -> Floats:
    rows = [source.floats(part) for part in parts]
    return rows[0] if len(rows) == 1 else np.concatenate(rows)


def rows_of_columns(graph: OnnxWriter, matrix: str, token_ids: str) -> str:
    """Columns of [inputs, vocabulary] for token_ids [1, S], as [1, S, inputs]."""
    return graph.op1(
        "Transpose", [graph.op1("Gather", [matrix, token_ids], axis=1)], perm=[1, 2, 0]
    )


class Float32:
    """Everything as float32."""

    def __init__(self, source: Source) -> None:
        self._source, self._tied = source, not source.has(HEAD)

    def embed(self, graph: OnnxWriter, token_ids: str) -> str:
        if self._tied:
            return rows_of_columns(graph, self._head(graph), token_ids)
        rows = graph.constant(self._source.floats(EMBEDDING), "embedding")
        return graph.op1("Gather", [rows, token_ids])

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        return weight

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        return graph.op1("MatMul", [x, graph.constant(stacked(self._source, parts).T, name)])

    def head(self, graph: OnnxWriter, x: str) -> str:
        return graph.op1("MatMul", [x, self._head(graph)])

    def _head(self, graph: OnnxWriter) -> str:
        if graph.has("head"):
            return "head"
        return graph.constant(self._source.floats(EMBEDDING if self._tied else HEAD).T, "head")


def to_uint8(rows: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """[outputs, inputs] -> ([inputs, outputs] around MIDDLE, one scale an output)."""
    largest = np.maximum(rows.max(axis=1), -rows.min(axis=1))  # abs() would copy all of it
    scales = np.maximum(largest, np.float32(1e-8)) / np.float32(STEPS)
    quants = np.empty(rows.shape[::-1], np.uint8)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        steps = np.rint(rows[part] / scales[part, None]) + np.float32(MIDDLE)
        quants[:, part] = steps.astype(np.uint8).T
    return quants, scales


class Int8:
    """uint8 weights; x = largest * (first / 127 + second / (127 * 254)), both digits uint8."""

    def __init__(self, source: Source) -> None:
        self._source, self._tied = source, not source.has(HEAD)

    def embed(self, graph: OnnxWriter, token_ids: str) -> str:
        if self._tied:
            quants, scales = self._head(graph)
            rows = rows_of_columns(graph, quants, token_ids)
        else:
            quants, scales = self._stored(graph, "embedding", (EMBEDDING,), by_row=True)
            rows = graph.op1("Gather", [quants, token_ids])
        one, middle = graph.constant(np.float32(1)), graph.constant(MIDDLE)
        steps = graph.op1("DequantizeLinear", [rows, one, middle])
        last = graph.constant(np.array([-1], np.int64))
        scale = graph.op1("Unsqueeze", [graph.op1("Gather", [scales, token_ids]), last])
        return graph.op1("Mul", [steps, scale])

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        return weight

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        return self._multiply(graph, x, *self._stored(graph, name, parts))

    def head(self, graph: OnnxWriter, x: str) -> str:
        return self._multiply(graph, x, *self._head(graph))

    def _head(self, graph: OnnxWriter) -> tuple[str, str]:
        return self._stored(graph, "head", (EMBEDDING if self._tied else HEAD,))

    def _stored(
        self, graph: OnnxWriter, name: str, parts: tuple[str, ...], by_row: bool = False
    ) -> tuple[str, str]:
        """(the name of the quants [inputs, outputs], of their scales [outputs])."""
        if not graph.has(name):
            quants, scales = to_uint8(stacked(self._source, parts))
            graph.constant(quants.T if by_row else quants, name)
            graph.constant(scales, f"{name}.scales")
        return name, f"{name}.scales"

    def _multiply(self, graph: OnnxWriter, x: str, weights: str, scales: str) -> str:
        last, middle = graph.constant(np.array([-1], np.int64)), graph.constant(MIDDLE)
        tiny = graph.constant(np.float32(1e-30))  # a token of zeros must not divide by zero
        largest = graph.op1("ReduceMax", [graph.op1("Abs", [x]), last], keepdims=1)
        scaled = graph.op1("Div", [x, graph.op1("Max", [largest, tiny])])
        step = graph.constant(np.float32(1 / STEPS))
        finer = graph.constant(np.float32(1 / STEPS / (2 * STEPS)))
        first = graph.op1("QuantizeLinear", [scaled, step, middle])
        rest = graph.op1("Sub", [scaled, graph.op1("DequantizeLinear", [first, step, middle])])
        second = graph.op1("QuantizeLinear", [rest, finer, middle])
        digits = graph.op1("Concat", [first, second], axis=1)  # one pass over the weights for both
        inputs = [digits, weights, step, scales, middle, middle]
        both = graph.op1("MatMulIntegerToFloat", inputs, CONTRIB)
        high, low = graph.op("Split", [both], 2, axis=1, num_outputs=2)
        part = graph.constant(np.float32(1 / (2 * STEPS)))
        return graph.op1("Mul", [graph.op1("Add", [high, graph.op1("Mul", [low, part])]), largest])
