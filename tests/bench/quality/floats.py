"""Float graphs, where a recipe left them: a folder of models with one graph exchanged.

Float graphs are not committed (three to four times the size). Where runs/ holds one, what int8
costs is measured beside it. It must be of the weights that ship: nothing here can tell.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from tests.bench.quality.places import MODELS, OUT, ROOT

GRAPHS = {
    "correction": ROOT / "runs" / "correction" / "onnx" / "float.onnx",
    "sentiment": ROOT / "runs" / "sentiment" / "model.float.onnx",
}


def folder(name: str) -> Path | None:
    """build/models with the float graph of model `name`, or None where there is none."""
    graph = GRAPHS[name]
    if not graph.exists():
        return None
    out = OUT / f"float-{name}"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for model in MODELS.iterdir():
        (out / model.name).symlink_to(model)
    index = json.loads((MODELS / "index.json").read_text())
    content = graph.read_bytes()
    index[name]["files"]["graph"] = {
        "path": str(graph),  # absolute: joined to the folder it stands for itself
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    (out / "index.json").unlink()
    (out / "index.json").write_text(json.dumps(index))
    return out
