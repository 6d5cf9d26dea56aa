"""Weights and shape of one Hugging Face folder: config.json and its .safetensors files.

In: the folder. Out: a source.Source. Tensors get their canonical names from the gguf package's own
table. Reads no pickles (*.bin): they run code.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf

from .config import Config
from .errors import ConvertError
from .families import family_named
from .families.family import Family
from .json_file import read_json
from .safetensors_file import SafetensorsFile
from .shape import MOST_LAYERS, Floats, Shape, sane
from .source import EMBEDDING, HEAD, checked

ARCHITECTURES = {name: arch for arch, name in gguf.MODEL_ARCH_NAMES.items()}


def weight_files(folder: Path) -> list[Path]:
    """All of them; a sharded model's index must find each of its files."""
    files = sorted(folder.glob("*.safetensors"))
    index = folder / "model.safetensors.index.json"
    if index.exists():
        wanted = set(read_json(index).get("weight_map", {}).values())
        if missing := sorted(wanted - {path.name for path in files}):
            raise ConvertError(f"the folder has no {missing[0]}")
        files = [path for path in files if path.name in wanted]
    if not files:
        raise ConvertError("the folder has no .safetensors file")
    return files


def canonical_names(stored: list[str], family: Family, layers: int) -> dict[str, str]:
    """Stored name by canonical one. Parts that are no language model (vision) are left out."""
    table = gguf.get_tensor_name_map(ARCHITECTURES[family.gguf_name], layers)
    more = {
        theirs.format(layer): ours.format(layer)
        for theirs, ours in family.more_names.items()
        for layer in range(layers)
    }
    found = {}
    for name in stored:
        plain = name.replace("language_model.", "", 1).replace("model.model.", "model.", 1)
        stem, _, kind = plain.rpartition(".")
        ours = more.get(stem) or table.get_name(stem)
        if ours is not None and kind in ("weight", "bias"):
            found[f"{ours}.{kind}"] = name
    return found


class HfFolder:
    """Reads one folder. tokens: how many the tokenizer has. Raises ConvertError."""

    def __init__(self, folder: Path, tokens: int) -> None:
        values = text_config(read_json(folder / "config.json"))
        self._family = family_named(str(values.get("model_type", "")))
        if values.get("quantization_config"):
            raise ConvertError("the weights are quantised already: take the original or a GGUF")
        self._files = [SafetensorsFile(path) for path in weight_files(folder)]
        self._places = {name: file for file in self._files for name in file.names}
        layers = Config(values, 0).first("num_hidden_layers", "n_layers", "n_layer")
        layers = sane("number of layers", layers, MOST_LAYERS)
        self._names = canonical_names(list(self._places), self._family, layers)
        if values.get("tie_word_embeddings", HEAD not in self._names):
            self._names.pop(HEAD, None)
        self.shape: Shape = self._shape(values, tokens)

    def _shape(self, values: Mapping[str, Any], tokens: int) -> Shape:
        if EMBEDDING not in self._names:
            raise ConvertError("the folder's weights hold no embedding")
        stored = self._names[EMBEDDING]
        rows = self._places[stored].tensor_shape(stored)[0]
        try:
            return self._family.config_shape(Config(values, min(rows, tokens)))
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise ConvertError(f"config.json does not make sense: {error!r}") from error

    @property
    def parameters(self) -> int:
        shapes = (self._places[name].tensor_shape(name) for name in self._names.values())
        return sum(math.prod(shape) for shape in shapes)

    def has(self, name: str) -> bool:
        return name in self._names

    def floats(self, name: str) -> Floats:
        """A tensor as float32, made canonical."""
        if name not in self._names:
            raise ConvertError(f"the folder's weights have no {name}")
        stored = self._names[name]
        values = checked(name, self._places[stored].floats(stored), self.shape)
        return self._family.from_folder(name, values, self.shape)


def text_config(values: dict[str, Any]) -> dict[str, Any]:
    """Models that also see keep their language model's configuration one level down."""
    inner = values.get("text_config")
    return inner if isinstance(inner, dict) else values
