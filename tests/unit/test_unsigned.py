"""The shipped tagger's weights are uint8, and worth what the committed int8 ones are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from models.correction.export import FILES, HERE
from models.correction.unsigned import unsigned


def weights(graph: Path) -> list[tuple[np.dtype, np.ndarray]]:
    """Of each integer product, weights less their zero points."""
    model = onnx.load(graph)
    constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMulInteger"]
    found = []
    for node in products:
        stored, zero = (constants[node.input[position]] for position in (1, 3))
        assert stored.dtype == zero.dtype
        found.append((stored.dtype, stored.astype(np.int32) - zero.astype(np.int32)))
    return found


def test_the_shift_changes_no_weight_and_is_made_once(tmp_path: Path) -> None:
    committed = HERE / FILES["graph"]
    once, twice = tmp_path / "once.onnx", tmp_path / "twice.onnx"
    unsigned(committed, once)
    unsigned(once, twice)
    assert once.read_bytes() == twice.read_bytes()
    pairs = list(zip(weights(committed), weights(once), strict=True))
    assert len(pairs) > 20
    for (_, before), (dtype, after) in pairs:
        assert dtype == np.uint8
        assert np.array_equal(before, after)
