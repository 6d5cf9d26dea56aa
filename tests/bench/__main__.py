"""`make bench`: what a user of completion feels, printed and written to out/bench.json.

Needs the built extension, a Chromium, and text to type: NIB_DATA names the data folder
(../shared/data beside the repository otherwise). Timings are never tests: the machine is noisy.
A part that fails is reported in its place and does not stop the rest. README.md says what each
figure is.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nib.complete import Completer
from playwright.sync_api import sync_playwright

from tests.bench import (
    chromium_replay,
    float_accuracy,
    memory,
    native_replay,
    page_cost,
    peers,
    popup_open,
    start,
    texts,
    typing,
)
from tests.bench.npm_packages import BENCH
from tests.chromium import ROOT

OUT = ROOT / "out" / "bench.json"
PLOTS = ROOT / "out" / "bench"
SAMPLES = PLOTS / "samples.json"  # single times, for the plots


@dataclass(frozen=True, slots=True)
class Sizes:
    """Texts of each part, and word starts of the comparison with float32."""

    replayed: int
    two_threads: int
    beside_peers: int
    native: int
    curves: int
    next_words: int
    word_starts: int
    memory_runs: int
    start_runs: int
    most_words: int  # of a text
    most_words_beside_peers: int  # shorter: more texts in the same time


WHOLE = Sizes(40, 15, 10, 40, 15, 40, 3_000, 2, 3, 40, 20)
QUICK = Sizes(4, 2, 1, 4, 2, 4, 300, 1, 1, 12, 8)


class Bench:
    """Parts one after another; what is known is on disk after each."""

    def __init__(self, sizes: Sizes, only: list[str]) -> None:
        self._sizes = sizes
        self._only = only
        kept = bool(only) and OUT.exists() and SAMPLES.exists()
        self._samples: dict[str, Any] = json.loads(SAMPLES.read_text()) if kept else {}
        self.figures: dict[str, Any] = json.loads(OUT.read_text()) if kept else {}
        self.figures.setdefault("machine", {"cores": os.cpu_count(), "load": {}, "seconds": {}})

    def run(self) -> None:
        self._part("start", lambda: start.measure(self._sizes.start_runs))
        self._part("typing", lambda: typing.measure(quick=self._sizes is QUICK))
        self._part("page_cost", lambda: page_cost.measure(1 if self._sizes is QUICK else 2))
        self._part("popup", self._popup)
        self._part("chromium", self._chromium)
        self._part("two_threads", self._two_threads)
        self._part("peers", self._peers)
        self._part("memory", self._memory)
        self._part("native", self._native)
        self._part("curves", self._curves)
        self._part("next_words", self._next_words)
        self._part("float32", self._float32)
        self._part("plots", self._plots)

    def _part(self, name: str, measure: Callable[[], Any]) -> None:
        if self._only and name not in self._only:
            return
        started = time.monotonic()
        machine = self.figures["machine"]
        machine["load"][name] = round(os.getloadavg()[0], 2)
        try:
            self.figures[name] = measure()
        except Exception as problem:  # one peer less must not cost the other figures
            self.figures[name] = {"failed": f"{type(problem).__name__}: {problem}".splitlines()[0]}
        machine["seconds"][name] = round(time.monotonic() - started)
        self._write()
        print(f"{name}: {json.dumps(brief(self.figures[name]))}", flush=True)

    def _popup(self) -> dict[str, Any]:
        with sync_playwright() as playwright:
            return popup_open.measure(playwright, 5 if self._sizes is QUICK else 20)

    def _write(self) -> None:
        PLOTS.mkdir(parents=True, exist_ok=True)
        first = headline(self.figures)
        self.figures = first | {k: v for k, v in self.figures.items() if k not in first}
        OUT.write_text(json.dumps(self.figures, indent=1))
        SAMPLES.write_text(json.dumps(self._samples))

    def _texts(self, count: int) -> list[tuple[str, str]]:
        return texts.chosen(count, self._sizes.most_words)

    def _chromium(self) -> dict[str, Any]:
        with sync_playwright() as playwright:
            chosen = self._texts(self._sizes.replayed)
            figures, sessions = chromium_replay.measure(playwright, chosen)
        asked = [one.answer for session in sessions for one in session.asked]
        self._samples["nib first ghost"] = [a.first_ms for a in asked if a.first_ms is not None]
        self._samples["nib full ghost"] = [a.full_ms for a in asked if a.text]
        return figures

    def _two_threads(self) -> dict[str, Any]:
        with sync_playwright() as playwright:
            chosen = self._texts(self._sizes.two_threads)
            return chromium_replay.measure(playwright, chosen, threads=2)[0]

    def _peers(self) -> dict[str, Any]:
        with sync_playwright() as playwright:
            most = self._sizes.most_words_beside_peers
            sides = peers.collect(playwright, texts.chosen(self._sizes.beside_peers, most))
        for name, many in sides.peers.items():
            first = [one.first_word_ms for one in many]
            self._samples[f"{name} first word"] = [ms for ms in first if ms is not None]
            self._samples[f"{name} suggestion"] = [one.full_ms for one in many]
        return peers.figures(sides)

    def _memory(self) -> dict[str, Any]:
        with sync_playwright() as playwright:
            return memory.measure(playwright, self._texts(5), self._sizes.memory_runs)

    def _native(self) -> dict[str, Any]:
        async def both() -> dict[str, Any]:
            parts = await native_replay.load()
            chosen = self._texts(self._sizes.native)
            systems = {"nib": parts.phrases, "nib-no-phrases": None}
            return {
                name: await native_replay.whole(
                    Completer(parts.language, phrases), parts.language, chosen
                )
                for name, phrases in systems.items()
            }

        return asyncio.run(both())

    def _curves(self) -> dict[str, Any]:
        async def drawn() -> dict[str, Any]:
            parts = await native_replay.load()
            return await native_replay.curves(parts, self._texts(self._sizes.curves))

        return asyncio.run(drawn())

    def _next_words(self) -> dict[str, Any]:
        async def guessed() -> dict[str, Any]:
            parts = await native_replay.load()
            return await native_replay.next_words(parts, self._texts(self._sizes.next_words))

        return asyncio.run(guessed())

    def _float32(self) -> dict[str, Any]:
        lines = [line for _, line in texts.chosen(self._sizes.word_starts)]
        return float_accuracy.measure(lines, self._sizes.word_starts)

    def _plots(self) -> dict[str, Any]:
        python = BENCH / "venv" / "bin" / "python"
        command = [str(python), "-m", "tests.bench.plots", str(OUT), str(SAMPLES), str(PLOTS)]
        subprocess.run(command, cwd=ROOT, check=True)
        return {"files": sorted(str(path.relative_to(ROOT)) for path in PLOTS.glob("*.png"))}


def headline(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures people ask for first, from the parts that are there: the package as it ships, in
    Chromium. Shares 0..1, milliseconds, MB."""
    replay = figures.get("chromium", {})
    names = ("first_ghost_ms", "full_ghost_ms", "cpu_ms_per_key", "keystrokes_saved")
    found = {name: replay[name] for name in (*names, "shown_precision") if name in replay}
    beside = figures.get("peers", {})
    for title, key in (
        ("suggestion_time_ratio", "time_ratio"),
        ("suggestion_time_ratio_same_length", "same_length_ratio"),
        ("first_word_time_ratio", "first_word_ratio"),
    ):
        found[title] = {
            "wllama": beside.get("wllama", {}).get(key),
            "transformers_js": beside.get("transformers", {}).get(key),
        }
    found["peak_rss_mb"] = figures.get("memory", {}).get("peak_rss_mb")
    return found


def brief(part: Any) -> Any:
    """A part without its details: numbers, and dictionaries of numbers."""
    if not isinstance(part, dict):
        return part
    details = ("by_kind", "by_first_tier", "curves", "bins", "notes")
    return {name: brief(value) for name, value in part.items() if name not in details}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few texts: some minutes")
    parser.add_argument(
        "--only", default="", help="parts to run, by comma; others stay as they were"
    )
    asked = parser.parse_args()
    bench = Bench(QUICK if asked.quick else WHOLE, [name for name in asked.only.split(",") if name])
    bench.run()
    print(json.dumps(headline(bench.figures), indent=1))
    print(f"figures: {OUT.relative_to(ROOT)}; plots: {PLOTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
