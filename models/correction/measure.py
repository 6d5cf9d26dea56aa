"""Measure a tagger on the dev sets, alone or behind the rules: F0.5, GLEU, false alarms.

usage: python -m models.correction.measure WEIGHTS [--thresholds FILE] [--passes 2] [--sets wi,...]
Tokens in, tokens out, as the shared tasks do. Corrections are written under runs/correction/out/
for shared/tools/score_gec.py and score_gleu.py. False alarms per 1,000 words come from sentences
that no annotator changed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from nib.tagger_slots import Slots

from models.correction.decode import Engine, correct
from models.correction.devsets import DEV, DevSet, load
from models.correction.places import RUNS, SHARED
from models.correction.predict import Scorer, load_torch, onnx_scorer, torch_scorer

OUT = RUNS / "out"
TOOLS = SHARED.parent / "tools"


def scorer(weights: Path) -> Scorer:
    return onnx_scorer(weights) if weights.suffix == ".onnx" else torch_scorer(load_torch(weights))


def judge(dev: DevSet, hypotheses: list[list[str]], mode: str) -> str:
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{dev.name}.txt"
    path.write_text(
        "\n".join(" ".join(words) or "." for words in hypotheses) + "\n", encoding="utf-8"
    )
    if dev.gold:
        command = [
            sys.executable,
            str(TOOLS / "score_gec.py"),
            "--mode",
            mode,
            str(dev.gold),
            str(path),
        ]
    else:
        source = OUT / f"{dev.name}.src"
        source.write_text(
            "\n".join(" ".join(words) for words in dev.sources) + "\n", encoding="utf-8"
        )
        folder = DEV / ("gec-jfleg" if dev.name == "jfleg" else "gec-gmeg")
        references = sorted(map(str, folder.glob("dev.*ref[0-9]")))
        command = [
            sys.executable,
            str(TOOLS / "score_gleu.py"),
            "-s",
            str(source),
            "-r",
            *references,
            "-o",
            str(path),
        ]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def clean_alarms(dev: DevSet, slots: list[Slots]) -> str:
    """Edits per 1,000 words in sentences that every annotator left alone."""
    alarms = words = changed = count = 0
    for source, targets, slot in zip(dev.sources, dev.targets, slots, strict=True):
        if all(target == source for target in targets):
            found = len(slot.changes())
            alarms, words = alarms + found, words + len(source)
            changed, count = changed + (found > 0), count + 1
    rate, share = 1000 * alarms / words, 100 * changed / count
    return f"{rate:.2f} false alarms per 1,000 words, {share:.1f} % of {count} sentences changed"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("weights", type=Path)
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--thresholds", type=Path, default=RUNS / "thresholds.json")
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--sets", default="wi,jfleg,gmeg,cweb,clean")
    parser.add_argument("--mode", default="errant")
    args = parser.parse_args()
    thresholds = json.loads(args.thresholds.read_text())
    engine = Engine(scorer(args.weights), args.encoder)
    for name in args.sets.split(","):
        dev = load(name)
        readings = correct(dev.sources, thresholds, args.passes, engine)
        slots = [reading.slots for reading in readings]
        verdict = (
            "" if name == "cweb" else judge(dev, [slot.current() for slot in slots], args.mode)
        )
        alarms = clean_alarms(dev, slots) if dev.gold or name == "clean" else ""
        print(name, verdict, alarms, sep=" | ", flush=True)


if __name__ == "__main__":
    main()
