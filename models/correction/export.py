"""What the package ships of this model: the committed graph, its tokenizer and its data."""

from __future__ import annotations

import shutil
from pathlib import Path

from models.correction.unsigned import unsigned

HERE = Path(__file__).resolve().parent
FILES = {"graph": "tagger.int8.onnx", "tokenizer": "tokenizer.json", "data": "tagger.json"}


def export(out: Path) -> dict[str, str]:
    """Put the files into `out`; roles as models/build.py names them."""
    for role in ("tokenizer", "data"):
        shutil.copyfile(HERE / FILES[role], out / FILES[role])
    unsigned(HERE / FILES["graph"], out / FILES["graph"])
    return FILES
