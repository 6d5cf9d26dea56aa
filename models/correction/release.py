"""Make the files that are committed: graph, tokenizer, and data with the thresholds.

usage: python -m models.correction.release runs/correction/onnx/tagger.onnx [--thresholds FILE]
The tokenizer loses its padding and truncation (words are cut one by one). tagger.json holds the
tags, the thresholds, the inflection table and the pieces around a sentence. Thresholds not given
stay what they are: with the language model (tune.py), and alone, by the second look.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

from models.correction.encoders import ENCODERS
from models.correction.export import FILES, HERE
from models.correction.morphology import FORMS_FILE
from models.correction.vocabulary import TAGS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--thresholds", type=Path)
    args = parser.parse_args()
    data = json.loads((HERE / FILES["data"]).read_text(encoding="utf-8"))
    encoder = ENCODERS[args.encoder]
    shutil.copyfile(args.graph, HERE / FILES["graph"])
    tokenizer = json.loads((encoder.folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer |= {"padding": None, "truncation": None}
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (HERE / FILES["tokenizer"]).write_text(text, encoding="utf-8")
    if args.thresholds:
        data["thresholds"] = json.loads(args.thresholds.read_text(encoding="utf-8"))
    data |= {
        "begin": encoder.begin,
        "end": encoder.end,
        "unknown": encoder.unknown,
        "cased": encoder.cased,
        "tags": json.loads(TAGS.read_text(encoding="utf-8")),
        "forms": FORMS_FILE.read_text(encoding="utf-8"),
    }
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True)
    (HERE / FILES["data"]).write_text(text, encoding="utf-8")
    for name in FILES.values():
        print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main()
