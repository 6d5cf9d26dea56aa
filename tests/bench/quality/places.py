"""Where `make eval` reads and writes.

NIB_SHARED names the shared folder (data/ and tools/, not part of the repository), ../shared beside
the repository otherwise; NIB_DATA its data alone. Everything written goes under out/eval.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MODELS = ROOT / "build" / "models"
NODE_PACKAGES = ROOT / "build" / "eval" / "node"
OUT = ROOT / "out" / "eval"
REPORT = ROOT / "out" / "eval.json"
SHARED = Path(os.environ.get("NIB_SHARED") or ROOT.parent / "shared")
DATA = Path(os.environ.get("NIB_DATA") or SHARED / "data")
TOOLS = SHARED / "tools"
DEV = DATA / "dev"
TRAIN = DATA / "train"


def demand() -> None:
    """Leave with one line for people where the dev sets or the judges are not there."""
    for folder, what in ((DEV, "dev sets"), (TOOLS, "judges"), (MODELS, "models")):
        if not folder.is_dir():
            sys.exit(
                f"eval: no {what} in {folder}. The shared folder (data/, tools/) is looked for "
                "beside the repository, in ../shared; NIB_SHARED or NIB_DATA name another place."
            )
