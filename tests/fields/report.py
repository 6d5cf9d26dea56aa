"""The matrix as files: out/fields.json for programs, out/fields.md for people.

In: one outcome a cell, as pytest has them. Out: {field: {check: "pass"|"fail"|"n/a"}}.
`python -m tests.fields.report` puts the table of the last run into README.md.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.fields.catalogue import FIELDS, LEFT_ALONE
from tests.fields.checks import CHECKS

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out"
BEGIN, END = "<!-- fields: made by the test run -->", "<!-- /fields -->"
WORDS = {"passed": "pass", "failed": "fail", "skipped": "n/a"}
SIGNS = {"pass": "✓", "fail": "✗", "n/a": "–"}
LEFT = "left alone"


class Results:
    def __init__(self) -> None:
        self._cells: dict[str, dict[str, str]] = {}

    def note(self, field: str, check: str, outcome: str) -> None:
        row = self._cells.setdefault(field, {})
        if row.get(check) != "fail":
            row[check] = WORDS[outcome]

    def write(self) -> None:
        if not self._cells:
            return
        OUT.mkdir(exist_ok=True)
        (OUT / "fields.json").write_text(json.dumps(self._cells, indent=1) + "\n")
        (OUT / "fields.md").write_text(table(self._cells))


def table(cells: dict[str, dict[str, str]]) -> str:
    """The cells as a Markdown table, fields down and checks across."""
    head = ["field", *CHECKS]
    lines = [_row(head), _row(["---"] + [":-:"] * len(CHECKS))]
    for field in FIELDS:
        row = cells.get(field.name, {})
        if row:
            signs = [SIGNS.get(row.get(check, ""), "") for check in CHECKS]
            lines.append(_row([field.title, *signs]))
    alone = [
        f"{field.title} {SIGNS[cells[field.name][LEFT]]}"
        for field in LEFT_ALONE
        if field.name in cells
    ]
    if alone:
        lines += ["", f"Left alone, typed into and nothing shown: {', '.join(alone)}."]
    return "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    readme = ROOT / "README.md"
    before, rest = readme.read_text().split(BEGIN)
    made = table(json.loads((OUT / "fields.json").read_text()))
    readme.write_text(f"{before}{BEGIN}\n{made}{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
