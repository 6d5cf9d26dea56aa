"""Bring the built models into the package, large graphs split into structure and weights.

In: build/models and its index. Out: OUT/models and the index the browser reads.
onnxruntime-web copies external weights straight to their tensors; from one file it parses them
first, and WASM memory never shrinks: the language model's renderer takes 280 MB less this way
(README.md, "Memory"). Natively one file costs nothing, so only the package has two.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnx

WEIGHTS = "weights"  # the name a graph knows its weights by; ort_bridge.ts says the same
LARGE_BYTES = 16 << 20
SMALL_TENSOR_BYTES = 64 << 10  # stays in the graph: reading it apart takes longer
CHUNK_BYTES = 1 << 20  # of weights, hashed at once; chunks.ts says the same

Entry = dict[str, Any]


def place(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`: a hard link, or a copy on another file system."""
    if target.exists() and target.samefile(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def split(graph: Path, structure: Path, weights: Path) -> None:
    """Write the graph as two files; their bytes depend on `graph` alone."""
    model = onnx.load(graph)
    offset = 0
    with weights.open("wb") as file:
        for tensor in model.graph.initializer:
            content = tensor.raw_data
            if len(content) < SMALL_TENSOR_BYTES:
                continue
            file.write(content)  # no padding: a chunk is freed once all was read (lent_bytes.ts)
            tensor.ClearField("raw_data")
            tensor.data_location = onnx.TensorProto.EXTERNAL
            for key, value in (("location", WEIGHTS), ("offset", offset), ("length", len(content))):
                tensor.external_data.add(key=key, value=str(value))
            offset += len(content)
    structure.write_bytes(model.SerializeToString(deterministic=True))


def describe(path: Path, name: str) -> Entry:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": f"{name}/{path.name}", "bytes": path.stat().st_size, "sha256": digest}


def describe_chunked(path: Path, name: str) -> Entry:
    """With the sha256 of each chunk: the browser need not hold the file to check it."""
    chunks = []
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            chunks.append(hashlib.sha256(chunk).hexdigest())
    return {**describe(path, name), "chunks": chunks}


def split_once(graph: Path, sha256: str, name: str, cache: Path) -> dict[str, Entry]:
    """The entries of both files, kept in `cache` until the graph changes."""
    folder = cache / name
    stem = graph.stem
    entries_path = folder / f"{stem}.{sha256[:16]}.chunks3.json"
    if not entries_path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{stem}.*"):
            old.unlink()
        structure, weights = folder / f"{stem}.structure.onnx", folder / f"{stem}.weights.bin"
        split(graph, structure, weights)
        pair = {"": describe(structure, name), "_weights": describe_chunked(weights, name)}
        entries_path.write_text(json.dumps(pair))
    entries: dict[str, Entry] = json.loads(entries_path.read_text())
    return entries


def package_models(index: Mapping[str, Entry], built: Path, cache: Path, out: Path) -> None:
    """Place every file of `index` in `out`, and nothing else; write the package's own index."""
    packaged: dict[str, Entry] = {}
    wanted = {out / "index.json"}
    for name, entry in index.items():
        files: dict[str, Entry] = {}
        for role, file in entry["files"].items():
            source = built / file["path"]
            if role.startswith("graph") and file["bytes"] > LARGE_BYTES:
                pair = split_once(source, file["sha256"], name, cache)
                files |= {role + suffix: about for suffix, about in pair.items()}
                for about in pair.values():
                    place(cache / about["path"], out / about["path"])
            else:
                files[role] = file
                place(source, out / file["path"])
        wanted |= {out / file["path"] for file in files.values()}
        packaged[name] = {**entry, "files": files}
    text = json.dumps(packaged, indent=1)
    target = out / "index.json"
    if not target.exists() or target.read_text() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    for path in out.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()
