"""Float weights back from the committed int8 graph, so that training can go on on any machine.

usage: python -m models.correction.from_onnx runs/correction/NAME
Writes NAME/weights.pt, which `train NAME` takes when it has no last.pt, and the list of tags.
Matrices come back to within half a step of int8 (1/254 of a column's largest weight); the
embeddings were frozen, so they come from the encoder itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from models.correction.encoders import ENCODERS
from models.correction.export import FILES, HERE
from models.correction.model import pretrained
from models.correction.vocabulary import TAGS

PREFIX = "/tagger/"


def matrices(graph: onnx.GraphProto, tensors: dict[str, Any]) -> dict[str, Any]:
    """Float weights [out, in] of each linear layer, by its module's name."""
    found = {}
    for node in graph.node:
        if node.op_type != "MatMulInteger":
            continue
        name = node.input[1].removesuffix("_quantized")
        zero = tensors[f"{name}_zero_point"].astype(np.float32)
        weights = (tensors[node.input[1]].astype(np.float32) - zero) * tensors[f"{name}_scale"]
        module = node.name.removeprefix(PREFIX).removesuffix("/MatMul_quant").replace("/", ".")
        found[f"{module}.weight"] = weights.T.copy()
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    graph = onnx.load(HERE / FILES["graph"]).graph
    tags = json.loads((HERE / FILES["data"]).read_text(encoding="utf-8"))["tags"]
    folder.mkdir(parents=True, exist_ok=True)
    TAGS.write_text(json.dumps(tags, ensure_ascii=False, indent=0), encoding="utf-8")
    tensors = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    state = matrices(graph, tensors)
    layers = sum(name.endswith(".qkv.weight") for name in state)
    floats = {
        item.name.removeprefix("tagger."): tensors[item.name]
        for item in graph.initializer
        if item.name.startswith("tagger.") and item.data_type == onnx.TensorProto.FLOAT
    }
    model = pretrained(ENCODERS["minilm"], layers, len(tags))
    own = model.state_dict()
    state |= {name: value for name, value in floats.items() if name in own}
    scale = tensors["tagger.shapes.weight_scale"]
    zero = tensors["tagger.shapes.weight_zero_point"].astype(np.float32)
    codes = tensors["tagger.shapes.weight_quantized"].astype(np.float32)
    state["shapes.weight"] = (codes - zero) * scale
    missing = set(own) - set(state) - {"words.weight", "places.weight"}
    assert not missing, missing
    model.load_state_dict(
        {k: torch.from_numpy(np.array(v)) for k, v in state.items()}, strict=False
    )
    about = {"encoder": "minilm", "layers": layers}
    torch.save({"model": model.state_dict(), "about": about}, folder / "weights.pt")


if __name__ == "__main__":
    main()
