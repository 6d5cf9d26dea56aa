"""Time a sentence: Nib, its peers and its float graphs, natively and as wasm, in one run.

In: sentences of 20 words from the dev sets. Out: milliseconds, {set: {system: {metric: value}}}:
median and 95th percentile of wall time, median of CPU time, and the ratio to the one to beat
(Harper for grammar, our own grammar for sentiment). One thread each, warm; every sentence is new to
all, who take turns sentence by sentence, so that a busy machine slows all alike. wasm_server.ts
runs the extension's twin and harper.js in Node.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import NamedTuple, Self

from nib.loading import load_reader
from nib.runtime.native import NativeRuntime
from nib.tokenized import detokenize

from tests.bench.quality import sets
from tests.bench.quality.checkers import Checkers, nib_checkers
from tests.bench.quality.feelings import readers
from tests.bench.quality.places import DEV, MODELS, NODE_PACKAGES, ROOT
from tests.bench.quality.table import Values

WORDS = 20
SENTENCES = 120  # half from learners, half from the web
WARM_UP = 10
SERVER = ROOT / "build" / "eval" / "wasm_server.mjs"
WASM = {"nib": "grammar", "nib-no-lm": "grammar", "harper": "grammar", "nib-sentiment": "sentiment"}


class Taken(NamedTuple):
    """Milliseconds: by the clock, and of the processor."""

    wall: float
    cpu: float


Timed = Callable[[str], Awaitable[Taken]]


class WasmServer:
    """The Node process; `with` ends it."""

    def __enter__(self) -> Self:
        options = ["--bundle", "--platform=node", "--format=esm", "--log-level=warning"]
        options += ["--external:pyodide", "--external:onnxruntime-web", f"--outfile={SERVER}"]
        source = Path(__file__).with_name("wasm_server.ts")
        subprocess.run([ROOT / "node_modules/.bin/esbuild", source, *options], check=True)
        harper = NODE_PACKAGES / "node_modules" / "harper.js"
        self._process = subprocess.Popen(
            ["node", SERVER, MODELS, ROOT / "py", harper],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def _read(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the wasm side of the evaluation ended; see above")
        return line

    def timed(self, system: str) -> Timed:
        async def take(text: str) -> Taken:
            assert self._process.stdin
            self._process.stdin.write(json.dumps({"system": system, "text": text}) + "\n")
            self._process.stdin.flush()
            answer = json.loads(self._read())
            return Taken(answer["ms"], answer["cpu"])

        return take


def timed(call: Callable[[str], Awaitable[object]]) -> Timed:
    async def take(text: str) -> Taken:
        wall, cpu = time.perf_counter(), time.process_time()
        await call(text)
        return Taken(1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))

    return take


def sentences(count: int) -> list[str]:
    """Of exactly WORDS words, as people type them; learners' and web text in turn."""
    found = []
    for edit_set in sets.edit_sets(DEV):
        lines = (detokenize(line).text for line in sets.source_lines(edit_set.m2))
        found.append([line for line in lines if len(line.split()) == WORDS][: count // 2])
    return [line for pair in zip(*found, strict=False) for line in pair]


async def native(floats: Mapping[str, Path | None]) -> dict[tuple[str, str], Timed]:
    """(set, system) -> how to time it."""
    peers = [c for c in Checkers().all if c.name in {"harper", "languagetool"}]
    checkers = {c.name: c for c in [*nib_checkers(MODELS), *peers]}
    if floats["correction"]:
        checkers["nib-float"], *_ = nib_checkers(floats["correction"])
    found = {("time-grammar-native", n): timed(await c.load()) for n, c in checkers.items()}
    for name, folder in {"nib": MODELS, "nib-float": floats["sentiment"]}.items():
        if folder:
            reader = await load_reader(NativeRuntime(folder, threads=1))
            found["time-sentiment-native", name] = timed(reader.read)
    lexicons = [reader for reader in readers() if reader.name != "nib"]
    return found | {("time-sentiment-native", r.name): timed(await r.load()) for r in lexicons}


async def measure(
    floats: Mapping[str, Path | None], every: int, say: Callable[[str], None]
) -> dict[str, dict[str, Values]]:
    texts = sentences(WARM_UP + max(SENTENCES // every, 10))
    say(f"time: {len(texts)} sentences of {WORDS} words")
    runners = await native(floats)
    with WasmServer() as server:
        for name, kind in WASM.items():
            shown = name.removesuffix("-sentiment")
            runners[f"time-{kind}-wasm", shown] = server.timed(name)
        samples: dict[tuple[str, str], list[Taken]] = {key: [] for key in runners}
        order = list(runners)
        for number, text in enumerate(texts):
            for key in order:
                taken = await runners[key](text)
                if number >= WARM_UP:
                    samples[key].append(taken)
            order.append(order.pop(0))
    return report(samples)


def report(samples: Mapping[tuple[str, str], list[Taken]]) -> dict[str, dict[str, Values]]:
    medians = {key: statistics.median(t.wall for t in taken) for key, taken in samples.items()}
    found: dict[str, dict[str, Values]] = {}
    for (name, system), taken in samples.items():
        rival = (
            (name, "harper") if "grammar" in name else (name.replace("sentiment", "grammar"), "nib")
        )
        walls = sorted(t.wall for t in taken)
        found.setdefault(name, {})[system] = {
            "median": round(medians[name, system], 2),
            "p95": round(walls[round(0.95 * (len(walls) - 1))], 2),
            "cpu": round(statistics.median(t.cpu for t in taken), 2),
            "ratio": round(medians[name, system] / medians[rival], 3),
        }
    return found
