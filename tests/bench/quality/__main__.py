"""`make eval`: Nib beside its peers on every dev set; one table, and out/eval.json.

usage: python -m tests.bench.quality [--every N] [--only leak,grammar,alarms,sentiment,time]
    [--systems nib,harper,...]
The JSON is {set: {system: {metric: value}}} (and how it was run, under "about"); publish.py puts it
into README.md and the cards. Exit code 1 when a dev sentence is in the training
data. Thresholds were tuned on these sets: the figures compare, the kept-apart test sets judge.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable, Mapping

from tests.bench.quality import floats, leaks, places
from tests.bench.quality.checkers import Checkers
from tests.bench.quality.feelings import readers
from tests.bench.quality.grammar import GrammarBench
from tests.bench.quality.judges import Judges
from tests.bench.quality.sentiment import SentimentBench
from tests.bench.quality.speed import measure
from tests.bench.quality.table import Values, table

PARTS = ("leak", "grammar", "alarms", "sentiment", "time")
STARTED = time.monotonic()


def say(what: str) -> None:
    print(f"eval: {time.monotonic() - STARTED:5.0f} s  {what}", file=sys.stderr, flush=True)


async def run(
    parts: set[str], every: int, wanted: Callable[[str], bool]
) -> Mapping[str, Mapping[str, Values]]:
    report: dict[str, Mapping[str, Values]] = {}
    float_models = {name: floats.folder(name) for name in floats.GRAPHS}
    for name, folder in float_models.items():
        say(f"float graph of {name}: " + ("measured too" if folder else "none in runs/"))
    if "leak" in parts:
        report |= leaks.check(say)
    checkers = [c for c in Checkers(floats=float_models["correction"]).all if wanted(c.name)]
    grammar = GrammarBench(checkers, Judges(places.TOOLS), every)
    if "grammar" in parts:
        await grammar.run(say)
    if "alarms" in parts:
        await grammar.alarms(say)
    report |= grammar.report
    if "sentiment" in parts:
        chosen = [r for r in readers(floats=float_models["sentiment"]) if wanted(r.name)]
        sentiment = SentimentBench(chosen, every)
        await sentiment.run(say)
        report |= sentiment.report
    if "time" in parts:
        report |= await measure(float_models, every, say)
    return report


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--every", type=int, default=1, help="measure each n-th line of each set")
    parser.add_argument("--only", default=",".join(PARTS), help=f"of {','.join(PARTS)}")
    parser.add_argument("--systems", default="", help="only these (but for time), by commas")
    options = parser.parse_args()
    parts = set(options.only.split(","))
    if not parts <= set(PARTS) or options.every < 1:
        parser.error(f"--only takes {','.join(PARTS)}; --every a number from 1")
    places.demand()
    systems = set(filter(None, options.systems.split(",")))
    report = asyncio.run(run(parts, options.every, lambda name: not systems or name in systems))
    places.REPORT.parent.mkdir(exist_ok=True)
    about = {"run": {"every": options.every}}
    figures = json.dumps({"about": about, **report}, indent=1)
    places.REPORT.write_text(figures + "\n", encoding="utf-8")
    note = f", each {options.every}th line" if options.every > 1 else ""
    print(f"Nib and its peers on the dev sets{note}\n\n{table(report)}")
    print(f"\nfigures: {places.REPORT.relative_to(places.ROOT)}")
    if any(values.get("in-both") for systems in report.values() for values in systems.values()):
        sys.exit("eval: dev sentences are in the training data")


if __name__ == "__main__":
    main()
