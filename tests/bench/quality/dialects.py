"""How much of text whose kind of English is known is taken for another one's.

    python -m tests.bench.quality.dialects

In: American dev text of data/dev/lm (government, textbooks, an American company's handbook), and
chapters of data/train/text's fiction that are British by eight spellings or more; nothing was
trained on either. Out: findings in 1,000 words with each dialect, those of "-ise" apart. No model.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from nib.correct import prose
from nib.dialects import DIALECTS, Spellings, Writer, other_spellings
from nib.findings import Sentence

from tests.bench.figures import DATA

ROOT = Path(__file__).resolve().parents[3]
AMERICAN = ("gov2", "textbooks2", "handbooks")
FICTION = ("fiction", "fiction2")
LEAST_BRITISH = 8  # American findings in a chapter; at most a quarter as many British ones
SPELLINGS = Spellings((ROOT / "models/dialects/dialects.txt.gz").read_bytes())


def findings(lines: Iterable[str], dialect: str) -> Counter[str]:
    writer = Writer(dialect=SPELLINGS.dialect(dialect))
    return Counter(
        finding.kind
        for line in lines
        for start, end in prose(line)
        for finding in other_spellings(Sentence(line[start:end]), writer)
    )


def american() -> list[str]:
    files = (DATA / "dev" / "lm" / f"{name}.txt" for name in AMERICAN)
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def british() -> list[str]:
    found: list[str] = []
    for name in FICTION:
        path = DATA / "train" / "text" / f"{name}.txt.gz"
        for chapter in gzip.decompress(path.read_bytes()).decode("utf-8").split("\n\n"):
            lines = chapter.splitlines()
            as_american = findings(lines, "us").total()
            as_british = findings(lines, "uk")["dialect"]
            if as_american >= LEAST_BRITISH and 4 * as_british <= as_american:
                found += lines
    return found


def main() -> None:
    for name, lines in (("American", american()), ("British fiction", british())):
        words = sum(len(line.split()) for line in lines)
        print(f"{name}, {words} words: findings in 1,000")
        for dialect in DIALECTS[1:]:
            kinds = findings(lines, dialect)
            rates = (f"{kind} {1000 * n / words:.2f} ({n})" for kind, n in kinds.items())
            print(f"  {dialect}: {', '.join(rates) or 'none'}")


if __name__ == "__main__":
    main()
