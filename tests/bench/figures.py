"""Medians and 95th percentiles of samples, and the text that benches type."""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from pathlib import Path

from tests.chromium import ROOT

DATA = Path(os.environ.get("NIB_DATA", ROOT.parent / "shared" / "data"))


def summary(samples: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile and number of samples."""
    if not samples:
        return {"n": 0}
    ordered = sorted(samples)
    last = len(ordered) - 1
    return {
        "median": round(statistics.median(ordered), 1),
        "p95": round(ordered[min(last, round(0.95 * last))], 1),
        "n": len(ordered),
    }


def sentences(name: str, count: int) -> list[str]:
    """The first `count` lines of a dev text that are plain sentences of 8 to 25 words."""
    lines = (DATA / "dev" / "lm" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    plain = [line for line in lines if line.isascii() and 8 <= len(line.split()) <= 25]
    return plain[:count]
