"""The index of a converted language model's folder (models/convert/README.md): nib-model.json.

In: the folder. Out: its entry, as models/index.json has one for each of Nib's own models. Says what
is wrong with a folder that is none; the files it lists are checked where they are read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nib.runtime.port import ModelError

INDEX, FORMAT = "nib-model.json", 1
WEIGHTS = "weights"  # the name a graph knows its weights by
ROLES = ("graph", "graph_weights", "tokenizer")


def read_package(folder: Path) -> dict[str, Any]:
    """Raises ModelError."""
    path = folder / INDEX
    try:
        entry = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise ModelError(f"{folder} is not a converted model: it has no {INDEX}") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
    if not isinstance(entry, dict) or entry.get("format") != FORMAT:
        raise ModelError(f"{path} is not of format {FORMAT}: convert the model again")
    if not _is_sound(entry):
        raise ModelError(f"{path} is damaged: convert the model again")
    return entry


def _is_sound(entry: dict[str, Any]) -> bool:
    """File names alone, nothing outside the folder; numbers where numbers belong."""
    files, start = entry.get("files"), entry.get("start")
    if not isinstance(files, dict) or not isinstance(start, list):
        return False
    names = [files[role].get("path") for role in ROLES if isinstance(files.get(role), dict)]
    plain = all(isinstance(name, str) and name == Path(name).name for name in names)
    return (
        len(names) == len(ROLES)
        and plain
        and files["graph_weights"]["path"] == WEIGHTS
        and all(isinstance(token, int) and token >= 0 for token in start)
    )
