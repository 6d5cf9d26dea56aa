"""A few lines over onnx.helper: append nodes and initializers, get value names back, save.

In: operators and arrays. Out: one .onnx file, or its structure alone with the large arrays written
to a file beside it as they come, so that a model larger than memory can be built. Knows nothing
about language models.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET, CONTRIB_OPSET, IR_VERSION = 21, 1, 10
CONTRIB = "com.microsoft"
FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
WEIGHTS = "weights"  # the name a graph knows its weights by; wasm/ort_bridge.ts says the same
SMALL_TENSOR_BYTES = 1024  # stays in the graph
ALIGNMENT_BYTES = 64


class OnnxWriter:
    """Value names are what its methods return; nodes run in the order they were appended.

    weights: an open file for the large initializers; without it the graph holds all of them.
    """

    def __init__(self, name: str, weights: BinaryIO | None = None) -> None:
        self._name = name
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, dtype: int, shape: Sequence[int | str]) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name: str, dtype: int, shape: Sequence[int | str]) -> None:
        self._outputs.append(helper.make_tensor_value_info(name, dtype, shape))

    def constant(self, values: NDArray[Any] | np.generic, name: str = "") -> str:
        """An initializer; small equal ones share a name."""
        values = np.ascontiguousarray(values)
        key = name or f"const.{values.dtype}.{values.shape}.{values.tobytes().hex()[:64]}"
        if key not in self._initializers:
            large = self._weights is not None and values.nbytes >= SMALL_TENSOR_BYTES
            store = self._written if large else numpy_helper.from_array
            self._initializers[key] = store(values, key)
        return key

    def has(self, name: str) -> bool:
        """Whether there is an initializer of this name: large ones need not be made twice."""
        return name in self._initializers

    def _written(self, values: NDArray[Any], key: str) -> onnx.TensorProto:
        """The values go to the weights file; the graph says where they are."""
        assert self._weights is not None
        self._weights.write(bytes(-self._weights.tell() % ALIGNMENT_BYTES))
        dtype = helper.np_dtype_to_tensor_dtype(values.dtype)
        tensor = onnx.TensorProto(name=key, data_type=dtype, dims=values.shape)
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": WEIGHTS, "offset": self._weights.tell(), "length": values.nbytes}
        for what, value in place.items():
            tensor.external_data.add(key=what, value=str(value))
        self._weights.write(values.data.cast("B"))
        return tensor

    def op(
        self,
        kind: str,
        inputs: Sequence[str],
        outputs: int | Sequence[str] = 1,
        domain: str = "",
        **attributes: Any,
    ) -> tuple[str, ...]:
        """Append a node; gives its outputs' names."""
        label = f"{kind}.{len(self._nodes)}"
        names = [f"{label}.{i}" for i in range(outputs)] if isinstance(outputs, int) else outputs
        node = helper.make_node(kind, inputs, names, name=label, domain=domain, **attributes)
        self._nodes.append(node)
        return tuple(names)

    def op1(self, kind: str, inputs: Sequence[str], domain: str = "", **attributes: Any) -> str:
        """A node with one output."""
        return self.op(kind, inputs, 1, domain, **attributes)[0]

    @property
    def node_count(self) -> int:
        return len(self._nodes)

    def save(self, path: Path) -> None:
        graph = helper.make_graph(
            self._nodes, self._name, self._inputs, self._outputs, list(self._initializers.values())
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, CONTRIB_OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="nib")
        model.ir_version = IR_VERSION
        onnx.save(model, str(path))
