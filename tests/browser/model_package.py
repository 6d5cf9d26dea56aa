"""Make small model packages of format 1 (models/convert/README.md), right or wrong in one way.

The model is a table: what comes after a token depends on that token alone, so that a completion
shows at a glance which model it came from. It speaks only behind the start its package names. Its
graph has the inputs and outputs of models/language/graph.py; its tokenizer is the built package's.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from wasm.package_models import split

START = "@"  # nothing that Nib would put before a text by itself
SURE = 20.0  # logit of the next token in the table; all others have 0


def table_graph(following: np.ndarray, start: int) -> onnx.ModelProto:
    """A language model that says following[t] after token t (int64, one entry a token), if the
    whole text begins with the token `start`; else token 0."""
    node = helper.make_node
    inits = {
        "following": following.astype(np.int64),
        "size": np.array(following.size, np.int64),
        "on_off": np.array([0.0, SURE], np.float32),
        "row": np.array([0], np.int64),
        "last": np.array([2], np.int64),
        "column": np.array([1], np.int64),
        "start": np.array(float(start), np.float32),
        "nothing": np.array(0, np.int64),
    }
    nodes = [
        node("Squeeze", ["token_ids", "row"], ["ids"]),
        node("Gather", ["ids", "positions"], ["at"]),
        node("Gather", ["following", "at"], ["said"]),
        node("Cast", ["token_ids"], ["floats"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["floats", "last"], ["new"]),
        node("Slice", ["past.0", "row", "past_length", "column"], ["kept"]),
        node("Concat", ["kept", "new"], ["present.0"], axis=1),
        node("Slice", ["present.0", "row", "column", "column"], ["first"]),
        node("Equal", ["first", "start"], ["begun"]),
        node("Squeeze", ["begun"], ["speaks"]),
        node("Where", ["speaks", "said", "nothing"], ["next"]),
        node("OneHot", ["next", "size", "on_off"], ["logits"]),
        node("LogSoftmax", ["logits"], ["logprobs"], axis=-1),
        node("TopK", ["logprobs", "k"], ["topk_logprobs", "topk_ids"]),
        node("Unsqueeze", ["targets", "column"], ["target_column"]),
        node("GatherElements", ["logprobs", "target_column"], ["target_rows"], axis=1),
        node("Squeeze", ["target_rows", "column"], ["target_logprobs"]),
    ]
    info = helper.make_tensor_value_info
    ints, floats = TensorProto.INT64, TensorProto.FLOAT
    inputs = [
        info("token_ids", ints, [1, "new"]),
        info("past_length", ints, [1]),
        info("positions", ints, ["rows"]),
        info("targets", ints, ["rows"]),
        info("k", ints, [1]),
        info("past.0", floats, [1, "past", 1]),
    ]
    outputs = [
        info("topk_ids", ints, ["rows", "k"]),
        info("topk_logprobs", floats, ["rows", "k"]),
        info("target_logprobs", floats, ["rows"]),
        info("present.0", floats, [1, "all", 1]),
    ]
    tensors = [numpy_helper.from_array(value, name) for name, value in inits.items()]
    graph = helper.make_graph(nodes, "table", inputs, outputs, tensors)
    opset = helper.make_opsetid("", 21)
    return helper.make_model(graph, opset_imports=[opset], ir_version=10)


def table_for(tokenizer: Tokenizer, phrase: str) -> np.ndarray:
    """The table of a model that says `phrase` after whatever it is given."""
    ids = tokenizer.encode(phrase, add_special_tokens=False).ids
    following = np.full(tokenizer.get_vocab_size(), ids[0], np.int64)
    for token, successor in zip(ids, [*ids[1:], ids[0]], strict=True):
        following[token] = successor
    return following


@dataclass
class Package:
    """A folder on disk; `about` is what its nib-model.json says."""

    folder: Path
    about: dict[str, Any] = field(default_factory=dict)

    def write_about(self) -> None:
        (self.folder / "nib-model.json").write_text(json.dumps(self.about))

    def describe(self) -> None:
        """Make nib-model.json fit the files as they are now."""
        for file in self.about["files"].values():
            content = (self.folder / file["path"]).read_bytes()
            file |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        self.write_about()

    def path(self, role: str) -> Path:
        return self.folder / str(self.about["files"][role]["path"])


def make_package(folder: Path, built: Path, phrase: str, title: str) -> Package:
    """A model that says `phrase`. built: the extension's folder, whose tokenizer it takes."""
    folder.mkdir(parents=True)
    shutil.copy(built / "models" / "language" / "tokenizer.json", folder / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    whole = folder.parent / f"{folder.name}.onnx"
    start = tokenizer.encode(START, add_special_tokens=False).ids
    onnx.save(table_graph(table_for(tokenizer, phrase), start[0]), whole)
    split(whole, folder / "model.onnx", folder / "weights")
    (folder / "CARD.md").write_text(f"# {title}\nA table, made by a test.\n")
    names = {
        "graph": "model.onnx",
        "graph_weights": "weights",
        "tokenizer": "tokenizer.json",
        "card": "CARD.md",
    }
    about = {
        "format": 1,
        "title": title,
        "licence": "MIT",
        "architecture": "table",
        "parameters": tokenizer.get_vocab_size(),
        "weights": "float32",
        "vocabulary": tokenizer.get_vocab_size(),
        "source_sha256": "0" * 64,
        "start": start,
        "files": {role: {"path": path} for role, path in names.items()},
    }
    package = Package(folder, about)
    package.describe()
    return package
