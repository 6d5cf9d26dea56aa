"""Choose a threshold for each group of tags: where its edits stop being right often enough.

In: one set of weights or a graph, and dev text of learners, native writers and clean registers.
Out: thresholds.json. An opinion counts as right when the gold correction has that very tag at that
word (of any annotator). A group's threshold is the lowest score above which, at the margin too,
the share of right ones stays at least MARGIN; clean text counts in full: it caps false alarms.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from nib.tagger_policy import Opinion, group_of
from nib.tagger_tags import SPELL, START
from nib.tagger_words import tokens

from models.correction.align import align
from models.correction.devsets import load
from models.correction.labels import labels
from models.correction.places import RUNS
from models.correction.predict import Scorer, load_torch, onnx_scorer, opinions, torch_scorer
from models.correction.speller import spell

WINDOW = 25  # neighbours in score that make a margin
MIN_RIGHT = 5  # groups seen right less often stay silent
Observed = dict[str, list[tuple[float, bool]]]


def observe(
    sentences: list[list[str]],
    targets: list[list[list[str]]],
    found: list[list[Opinion]],
    out: Observed,
) -> None:
    """Add (score, right) of each word's best tag to its group."""
    for words, references, sentence in zip(sentences, targets, found, strict=True):
        golds = [align(words, reference) for reference in references]
        gold = [labels(cells) for cells in golds]
        for at, (word, opinion) in enumerate(zip((START, *words), sentence, strict=True)):
            if opinion.tags:
                tag, probability = opinion.tags[0]
                score = probability * 0.5 + opinion.wrong * 0.5
                if score > 0.15:
                    right = any(g[at] == tag for g in gold)
                    if tag == SPELL:
                        fixes = spell(word)[:1]
                        if not fixes:
                            continue
                        fix = tuple(fixes[0][a:b] for a, b in tokens(fixes[0]))
                        right = any(cells[at][1] == fix for cells in golds)
                    out[group_of(tag, word)].append((score, right))


def threshold(seen: list[tuple[float, bool]], margin: float) -> float | None:
    """The lowest score down to which every window of neighbours is right often enough."""
    ranked = sorted(seen, reverse=True)
    best, right = None, 0
    for i in range(len(ranked)):
        right += ranked[i][1]
        window = ranked[max(0, i - WINDOW + 1) : i + 1]
        good = sum(r for _, r in window) / len(window)
        if good >= margin and right >= MIN_RIGHT and right / (i + 1) >= margin:
            best = ranked[i][0]
        elif i > 3 * WINDOW and good < margin / 2:
            break
    return best


def choose(observed: Observed, margin: float) -> dict[str, float]:
    found = {group: threshold(seen, margin) for group, seen in sorted(observed.items())}
    return {group: round(score, 3) for group, score in found.items() if score is not None}


def collect(score: Scorer, encoder: str, names: tuple[str, ...]) -> Observed:
    observed: Observed = defaultdict(list)
    for name in names:
        dev = load(name)
        found = opinions(dev.sources, score, encoder)
        observe(dev.sources, dev.targets, found, observed)
    return observed


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("weights", type=Path, help="weights.pt or tagger.onnx")
    parser.add_argument("--encoder", default="minilm")
    parser.add_argument("--margin", type=float, default=0.4)
    parser.add_argument("--out", type=Path, default=RUNS / "thresholds.json")
    args = parser.parse_args()
    is_graph = args.weights.suffix == ".onnx"
    score = onnx_scorer(args.weights) if is_graph else torch_scorer(load_torch(args.weights))
    observed = collect(score, args.encoder, ("wi", "gmeg", "jfleg", "cweb"))
    chosen = choose(observed, args.margin)
    args.out.write_text(json.dumps(chosen, indent=1, sort_keys=True))
    for group, seen in sorted(observed.items(), key=lambda item: -len(item[1])):
        above = [right for score_, right in seen if score_ >= chosen.get(group, 2.0)]
        counts = f"{sum(above)}/{len(above)} of {sum(right for _, right in seen)} right"
        print(f"{group:24} {chosen.get(group, 'silent')!s:7} {counts}")


if __name__ == "__main__":
    main()
