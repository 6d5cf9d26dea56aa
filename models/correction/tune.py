"""Choose a threshold for each group of tags: where its edits stop being right often enough.

In: weights or a graph, and dev text of learners, native writers and clean registers. Out:
thresholds-MARGIN.json. An edit counts as right when the gold correction has that very tag at that
word (of any annotator). A group's threshold maximises (right edits - MARGIN * edits): at the margin
the share of right ones is MARGIN. Clean text counts in full, so it caps false alarms.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from nib.tagger_policy import propose
from nib.tagger_reading import value_of
from nib.tagger_tags import SPELL
from nib.tagger_words import tokens

from models.correction.align import align
from models.correction.decode import Engine, read, trials
from models.correction.devsets import DevSet, load
from models.correction.labels import labels
from models.correction.places import RUNS
from models.correction.predict import load_torch, onnx_scorer, torch_scorer
from models.correction.speller import spell

SETS = ("wi", "gmeg", "jfleg", "cweb", "clean")
MIN_RIGHT, MIN_GAIN = 5, 1.0  # groups seen right less often, or gaining less, stay silent
Observed = dict[str, list[tuple[float, bool]]]


def observe(dev: DevSet, groups: set[str], engine: Engine) -> Observed:
    """(value, right) of every change tried in the first pass, by group."""
    found: Observed = defaultdict(list)
    readings = read(dev.sources, dict.fromkeys(groups, 0.0))
    golds = {id(r): targets for r, targets in zip(readings, dev.targets, strict=True)}
    for reading, trial, again in trials(readings, engine):
        written = reading.slots.tokens
        cells = [align(written, reference) for reference in golds[id(reading)]]
        names = [labels(gold) for gold in cells]
        for decision, slot in trial.made:
            right = any(gold[slot] == decision.tag for gold in names)
            if decision.tag == SPELL:
                fix = spell(written[slot - 1])[0]
                words = tuple(fix[a:b] for a, b in tokens(fix))
                right = any(gold[slot][1] == words for gold in cells)
            found[decision.group].append((value_of(trial, decision, slot, again), right))
    return found


def threshold(seen: list[tuple[float, bool]], margin: float) -> float | None:
    best, gain, right, chosen = MIN_GAIN, 0.0, 0, None
    ranked = sorted(seen, reverse=True)
    for i, (value, good) in enumerate(ranked):
        gain += good - margin
        right += good
        last_of_ties = i + 1 == len(ranked) or ranked[i + 1][0] < value
        if gain > best and right >= MIN_RIGHT and last_of_ties:
            following = ranked[i + 1][0] if i + 1 < len(ranked) else value - 0.2
            best, chosen = gain, round((value + following) / 2, 3)
    return chosen


def choose(observed: Observed, margin: float) -> dict[str, float]:
    found = {group: threshold(seen, margin) for group, seen in sorted(observed.items())}
    return {group: least for group, least in found.items() if least is not None}


def pooled(engine: Engine, groups: set[str], devs: list[DevSet]) -> Observed:
    everything: Observed = defaultdict(list)
    for dev in devs:
        for group, seen in observe(dev, groups, engine).items():
            everything[group] += seen
    return everything


def report(observed: Observed, chosen: dict[str, float]) -> None:
    for group, seen in sorted(observed.items(), key=lambda item: -len(item[1])):
        above = [right for value, right in seen if value >= chosen.get(group, 1e9)]
        counts = f"{sum(above)}/{len(above)} of {sum(right for _, right in seen)}/{len(seen)}"
        print(f"{group:28} {chosen.get(group, 'silent')!s:7} {counts}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("weights", type=Path, help="weights.pt or tagger.onnx")
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--margins", default="0.34,0.38,0.42")
    args = parser.parse_args()
    is_graph = args.weights.suffix == ".onnx"
    score = onnx_scorer(args.weights) if is_graph else torch_scorer(load_torch(args.weights))
    engine = Engine(score, args.encoder)
    devs = [load(name) for name in SETS]
    seen = engine.opinions([["", *words] for dev in devs for words in dev.sources])
    sources = [words for dev in devs for words in dev.sources]
    everything = {
        decision.group
        for words, opinions in zip(sources, seen, strict=True)
        for decision in propose(["<s>", *words], opinions)
    }
    # Twice: changes of groups that will stay silent must not disturb the second look of others.
    able = set(choose(pooled(engine, everything, devs), 0.3))
    observed = pooled(engine, able, devs)
    for margin in map(float, args.margins.split(",")):
        chosen = choose(observed, margin)
        text = json.dumps(chosen, indent=1, sort_keys=True)
        (RUNS / f"thresholds-{margin}.json").write_text(text, encoding="utf-8")
        print(f"margin {margin}")
        report(observed, chosen)


if __name__ == "__main__":
    main()
