"""`make bench`: timings a user would feel, printed and written to out/bench.json.

Needs the built extension, a Chromium, and text to type: NIB_DATA names the data folder
(../shared/data beside the repository otherwise). Timings are never tests: the machine is noisy.
"""

from __future__ import annotations

import json

from tests.bench import start, typing
from tests.chromium import ROOT

OUT = ROOT / "out" / "bench.json"


def main() -> None:
    figures = {"start": start.measure(), "typing": typing.measure()}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1))
    print(f"figures: {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
