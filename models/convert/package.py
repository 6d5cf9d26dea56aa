"""Write the folder Nib loads: graph, weights, tokenizer, card, and nib-model.json over them.

In: a Source with its tokenizer and facts. Out: the folder, whole or not at all: it is written
beside OUT under another name and takes OUT's place at the end. README.md has the format.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import ConvertError
from .graph import LanguageGraph, Scheme
from .onnx_writer import WEIGHTS, OnnxWriter
from .schemes import Float32, Int8
from .source import Source

FORMAT = 1
INDEX = "nib-model.json"
FILES = {
    "graph": "model.onnx",
    "graph_weights": WEIGHTS,
    "tokenizer": "tokenizer.json",
    "card": "CARD.md",
}
SCHEMES: Mapping[str, Callable[[Source], Scheme]] = {"float32": Float32, "int8": Int8}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a model beside its weights."""

    title: str
    licence: str
    source_name: str
    source_sha256: str
    parameters: int
    start: Sequence[int]


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe(path: Path) -> dict[str, Any]:
    return {"path": path.name, "bytes": path.stat().st_size, "sha256": file_sha256(path)}


def check_out(out: Path) -> None:
    """Raises ConvertError unless OUT can become a new folder."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ConvertError(f"{out} exists and is not an empty folder")
    if not out.parent.is_dir():
        raise ConvertError(f"{out.parent} is not a folder")


def write_package(out: Path, source: Source, tokenizer: str, facts: Facts, weights: str) -> None:
    """Raises ConvertError; then nothing is left behind."""
    try:
        partial = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise ConvertError(f"{out} cannot be written: {error.strerror}") from error
    try:
        _fill(partial, source, tokenizer, facts, weights)
        partial.chmod(0o755)
        partial.replace(out)
    except OSError as error:
        raise ConvertError(f"{out} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _fill(folder: Path, source: Source, tokenizer: str, facts: Facts, weights: str) -> None:
    with (folder / FILES["graph_weights"]).open("wb") as file:
        graph = OnnxWriter(facts.title, file)
        LanguageGraph(source, SCHEMES[weights](source), graph).build()
    graph.save(folder / FILES["graph"])
    (folder / FILES["tokenizer"]).write_text(tokenizer, encoding="utf-8")
    (folder / FILES["card"]).write_text(card(source, facts, weights), encoding="utf-8")
    index = {
        "format": FORMAT,
        "title": facts.title,
        "licence": facts.licence,
        "architecture": source.shape.family,
        "parameters": facts.parameters,
        "weights": weights,
        "vocabulary": source.shape.vocabulary,
        "source_sha256": facts.source_sha256,
        "start": list(facts.start),
        "files": {role: describe(folder / name) for role, name in FILES.items()},
    }
    text = json.dumps(index, indent=1, ensure_ascii=False)
    (folder / INDEX).write_text(f"{text}\n", encoding="utf-8")


def card(source: Source, facts: Facts, weights: str) -> str:
    """For people."""
    shape = source.shape
    stored = {
        "float32": "float32, as exact as the source",
        "int8": "uint8, a scale an output; activations as two uint8 digits, a scale a token",
    }
    return f"""# {facts.title}

- **Licence**, as the source states it: {facts.licence}. Read it before you pass this folder on.
- **Source**: {facts.source_name}, sha256 {facts.source_sha256}.
- **Architecture**: {shape.family}, {shape.layers} layers, {shape.width} wide, {shape.heads} heads \
({shape.kv_heads} of keys), {facts.parameters:,} parameters, {shape.vocabulary:,} tokens.
- **Weights**: {stored[weights]}.

Converted by Nib (`models/convert`), not measured: Nib's thresholds were learned on its own model.
"""
