"""Three ways to store and multiply SmolLM2's matrices, for graph.LanguageGraph.

- Float32: what the others are measured against; also gives the activations calibrate.py reads.
- Int8: for WASM and native. Weights uint8 with a scale an output, activations uint8 with a scale a
  token. uint8 x uint8 on purpose: onnxruntime's WASM kernels take int8 activations 6-12 times
  slower, and int8 weights saturate on x86 without VNNI, which would tell the twins apart.
- Bits4: for WebGPU. Q4_1's own blocks (MatMulNBits with exact float zero points), an 8-bit head.

Per-token scales also make a token's result independent of what runs beside it, so a reused prefix
gives the same answer as a fresh run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .onnx_writer import CONTRIB, FLOAT, OnnxWriter
from .weights import BLOCK, Floats, GgufFile

EMBEDDING = "token_embd.weight"
MIDDLE = np.uint8(128)  # the zero point of every uint8 here
STEPS = 127


class Float32:
    """Everything as float32. `tap`: also give each linear's input as an output tap.NAME."""

    def __init__(self, source: GgufFile, tap: bool = False) -> None:
        self._source, self._tap = source, tap
        self._embedding = source.floats(EMBEDDING)

    def embed(self, graph: OnnxWriter, token_ids: str) -> str:
        return graph.op1("Gather", [graph.constant(self._embedding, "embedding"), token_ids])

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        return weight

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        stacked = np.concatenate([self._source.floats(part) for part in parts])
        return self._multiply(graph, x, name, stacked)

    def head(self, graph: OnnxWriter, x: str) -> str:
        return self._multiply(graph, x, "head", self._embedding)

    def _multiply(self, graph: OnnxWriter, x: str, name: str, rows: Floats) -> str:
        if self._tap:
            graph.op("Identity", [x], [f"tap.{name}"])
            graph.output(f"tap.{name}", FLOAT, [1, "tokens", rows.shape[1]])
        return graph.op1("MatMul", [x, graph.constant(rows.T, name)])


def load_maxima(path: Path) -> Mapping[str, Floats]:
    """Largest activation magnitude a channel, by linear (calibrate.py)."""
    with np.load(path) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def to_uint8(rows: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """[outputs, inputs] -> ([inputs, outputs] around MIDDLE, one scale an output)."""
    scales = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-8)) / np.float32(STEPS)
    quants = np.rint(rows / scales[:, None]) + np.float32(MIDDLE)
    return quants.astype(np.uint8).T, scales


def divided(values: Floats, factors: Floats) -> Floats:
    """values / factors, in float32 throughout: the same bytes everywhere."""
    return np.divide(values, factors, dtype=np.float32)


class Int8:
    """Equalised: each input channel is divided by the square root of its largest activation and
    its weights multiplied by it (SmoothQuant's alpha 1/2), folded into what comes before: the norm,
    V's rows, the rows of `up`. So outlier channels do not eat the other channels' precision."""

    def __init__(self, source: GgufFile, maxima: Mapping[str, Floats]) -> None:
        self._source, self._shape = source, source.shape
        self._factors: dict[str, Floats] = {n: np.sqrt(values) for n, values in maxima.items()}

    def embed(self, graph: OnnxWriter, token_ids: str) -> str:
        """Gathers columns of the head: the embedding is tied, and one copy is enough."""
        quants, scales = self._tied(graph)
        column = graph.op1("Gather", [quants, token_ids], axis=1)  # [inputs, 1, S]
        rows = graph.op1("Transpose", [column], perm=[1, 2, 0])
        one, middle = graph.constant(np.float32(1)), graph.constant(MIDDLE)
        steps = graph.op1("DequantizeLinear", [rows, one, middle])
        scale = graph.op1(
            "Unsqueeze", [graph.op1("Gather", [scales, token_ids]), self._last(graph)]
        )
        unequalised = graph.constant(1 / self._factors["head"], "embedding.factors")
        return graph.op1("Mul", [graph.op1("Mul", [steps, scale]), unequalised])

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        return divided(weight, self._factors[linear])

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        rows = [self._source.floats(part) for part in parts]
        block, _, role = name.rpartition(".")
        if role == "qkv":
            rows[2] = divided(rows[2], self._factors[f"{block}.out"][:, None])
        if role == "gate_up":
            rows[1] = divided(rows[1], self._factors[f"{block}.down"][:, None])
        factors = self._factors[name]
        if role == "out":  # heads that read the same K and V share V's factors
            group = self._shape.heads // self._shape.kv_heads
            factors = np.repeat(factors.reshape(self._shape.kv_heads, -1), group, axis=0).ravel()
        quants, scales = to_uint8(np.concatenate(rows) * factors)
        return self._multiply(
            graph, x, graph.constant(quants, name), graph.constant(scales, f"{name}.scales")
        )

    def head(self, graph: OnnxWriter, x: str) -> str:
        return self._multiply(graph, x, *self._tied(graph))

    def _tied(self, graph: OnnxWriter) -> tuple[str, str]:
        quants, scales = to_uint8(self._source.floats(EMBEDDING) * self._factors["head"])
        return graph.constant(quants, "head"), graph.constant(scales, "head.scales")

    @staticmethod
    def _last(graph: OnnxWriter) -> str:
        return graph.constant(np.array([-1], np.int64))

    def _multiply(self, graph: OnnxWriter, x: str, weights: str, scales: str) -> str:
        largest = graph.op1("ReduceMax", [graph.op1("Abs", [x]), self._last(graph)], keepdims=1)
        step, middle = graph.constant(np.float32(1 / STEPS)), graph.constant(MIDDLE)
        digits = graph.op1("QuantizeLinear", [graph.op1("Div", [x, largest]), step, middle])
        inputs = [digits, weights, step, scales, middle, middle]
        return graph.op1("Mul", [graph.op1("MatMulIntegerToFloat", inputs, CONTRIB), largest])


class Bits4:
    """The GGUF's 4-bit blocks as they are; the embedding and head at its 8 bits."""

    def __init__(self, source: GgufFile) -> None:
        self._source = source

    def norm_weight(self, linear: str, weight: Floats) -> Floats:
        return weight

    def linear(self, graph: OnnxWriter, x: str, name: str, parts: tuple[str, ...]) -> str:
        stored = [self._source.blocks(part) for part in parts]
        quants = np.concatenate([blocks.quants for blocks in stored])
        scales = np.concatenate([blocks.scales for blocks in stored])
        minimums = np.concatenate([blocks.minimums for blocks in stored])
        outputs, inputs = quants.shape
        pairs = quants.reshape(outputs, inputs // BLOCK, BLOCK // 2, 2)
        packed = pairs[..., 0] | pairs[..., 1] << 4
        # quants * scale + minimum = (quants - zero) * scale; a block of scale 0 is constant.
        safe = np.where(scales == 0, np.float32(1e-6), scales)
        zeros = (-minimums / safe).astype(np.float32)
        return graph.op1(
            "MatMulNBits",
            [
                x,
                graph.constant(packed, name),
                graph.constant(safe, f"{name}.scales"),
                graph.constant(zeros, f"{name}.zeros"),
            ],
            CONTRIB,
            K=inputs,
            N=outputs,
            bits=4,
            block_size=BLOCK,
        )

    def _tied(self, graph: OnnxWriter) -> tuple[str, str]:
        quants, scales = self._source.bytes_q8_0(EMBEDDING)
        rows, blocks = scales.shape
        unsigned = (quants.view(np.uint8) ^ MIDDLE).reshape(rows, blocks, BLOCK)
        return graph.constant(unsigned, "head"), graph.constant(scales, "head.scales")

    def embed(self, graph: OnnxWriter, token_ids: str) -> str:
        quants, scales = self._tied(graph)
        rows = graph.op1("Cast", [graph.op1("Gather", [quants, token_ids])], to=FLOAT)
        steps = graph.op1("Sub", [rows, graph.constant(np.float32(MIDDLE))])  # [1, S, blocks, 32]
        last = graph.constant(np.array([-1], np.int64))
        scale = graph.op1("Unsqueeze", [graph.op1("Gather", [scales, token_ids]), last])
        shape = graph.constant(np.array([0, 0, self._source.shape.width], np.int64))
        return graph.op1("Reshape", [graph.op1("Mul", [steps, scale]), shape])

    def head(self, graph: OnnxWriter, x: str) -> str:
        shape = self._source.shape
        return graph.op1(
            "MatMulNBits",
            [x, *self._tied(graph)],
            CONTRIB,
            K=shape.width,
            N=shape.vocabulary,
            bits=8,
            block_size=BLOCK,
        )
