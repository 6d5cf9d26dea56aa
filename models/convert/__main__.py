"""python -m models.convert SOURCE OUT: problems are one line on stderr and exit code 2."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .conversion import convert
from .errors import ConvertError
from .package import SCHEMES


def main() -> None:
    parser = argparse.ArgumentParser(prog="nib convert", description=__doc__)
    parser.add_argument("source", type=Path, help="a Hugging Face folder or a GGUF file")
    parser.add_argument("out", type=Path, help="the folder to write; must not exist or be empty")
    parser.add_argument("--weights", choices=sorted(SCHEMES), default="int8")
    asked = parser.parse_args()
    try:
        convert(asked.source, asked.out, asked.weights)
    except ConvertError as problem:
        print(f"nib convert: {problem}", file=sys.stderr)
        sys.exit(2)
    print(f"nib convert: {asked.out} is ready")


if __name__ == "__main__":
    main()
