"""Put the figures of out/eval.json where people read them: python -m tests.bench.quality.publish

Rewrites what stands between `<!-- eval: NAME -->` and `<!-- /eval -->` in the files of PAGES; the
rest of a page is written by hand. Measures nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

from tests.bench.quality.places import REPORT, ROOT
from tests.bench.quality.table import GRAMMAR, SENTIMENT, Values, cell, family, label

Report = Mapping[str, Mapping[str, Values]]
PAGES = {
    "summary": ROOT / "README.md",
    "grammar": ROOT / "models" / "correction" / "CARD.md",
    "sentiment": ROOT / "models" / "sentiment" / "CARD.md",
}
DETAIL = ("-kind-", "-level-")


def is_grammar(name: str, title: str) -> bool:
    return title == GRAMMAR or name.startswith(("clean-", "time-grammar"))


def is_sentiment(name: str, title: str) -> bool:
    return title == SENTIMENT or name.startswith(("neutral-", "time-sentiment"))


def is_summary(name: str, title: str) -> bool:
    return not any(part in name for part in DETAIL) and not name.startswith("leak-")


def blocks(report: Report, wanted: Callable[[str, str], bool]) -> str:
    """A Markdown table for each family of the wanted sets."""
    families: dict[str, list[str]] = {}
    for name, systems in report.items():
        title = family(name, systems)
        if wanted(name, title):
            families.setdefault(title, []).append(name)
    return "\n\n".join(block(report, title, names) for title, names in families.items())


def block(report: Report, title: str, names: Sequence[str]) -> str:
    systems = list(dict.fromkeys(s for each in names for s in report[each]))
    rows = [
        [label(name, report[name]), *(cell(report[name].get(system)) for system in systems)]
        for name in names
    ]
    lines = [[title, *systems], ["---"] * (len(systems) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def fill(page: str, name: str, content: str) -> str:
    """Raises ValueError where the page has no such place."""
    begin, end = f"<!-- eval: {name} -->", "<!-- /eval -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"no place for {name}")
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", page, count=1)


def main() -> None:
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    every = report.pop("about")["run"]["every"]
    note = "Every line of each set." if every == 1 else f"Each {every}th line of each set."
    wanted = {"summary": is_summary, "grammar": is_grammar, "sentiment": is_sentiment}
    for name, path in PAGES.items():
        content = f"{note}\n\n{blocks(report, wanted[name])}"
        path.write_text(fill(path.read_text(encoding="utf-8"), name, content), encoding="utf-8")
        print(f"figures: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
