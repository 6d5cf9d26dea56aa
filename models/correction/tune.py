"""How much each judge's word counts, and what each group of tags must reach: fitted, not guessed.

usage: python -m models.correction.tune [--margin 0.40] [--caution 3]
In: runs/correction/observed (observe.py). Out: runs/correction/thresholds.json; prints the weights
for nib.tagger_policy (_TAG, _WRONG, _GAIN) and, cross-validated, what would be shown of each set.
Logistic regression of "right" on log odds and gain with an intercept a group, drawn to the mean.
A proposal is shown when its estimated chance to be right exceeds `margin`; proposals in clean text
count `caution` times.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import NamedTuple

import numpy as np
from nib.tagger_policy import LEAST_GAIN, MOST_GAIN, log_odds
from numpy.typing import NDArray

from models.correction.devsets import CLEAN_REGISTERS
from models.correction.observe import OBSERVED, Row
from models.correction.places import RUNS

MIN_SEEN, MIN_RIGHT = 15, 4  # groups seen or right less often stay silent
STYLE = frozenset(("determiner for determiner",))  # "every", "each": both are right
RIDGE, FOLDS, STEPS = 0.3, 5, 40
Floats = NDArray[np.float64]


class Data(NamedTuple):
    features: Floats  # [rows, 3]
    group: NDArray[np.int64]
    right: Floats
    weight: Floats


def fit(data: Data, groups: int) -> tuple[Floats, Floats]:
    """Weights of the features, and each group's intercept, by Newton's method."""
    rows, width = data.features.shape
    design = np.zeros((rows, width + groups + 1))
    design[:, :width] = data.features
    design[np.arange(rows), width + data.group] = 1
    design[:, -1] = 1
    ridge = np.concatenate([np.full(width, 0.01), np.full(groups, RIDGE), [0.0]])
    theta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-design @ theta))
        slope = data.weight * chance * (1 - chance)
        hessian = (design * slope[:, None]).T @ design + np.diag(ridge + 1e-6)
        gradient = design.T @ (data.weight * (chance - data.right)) + ridge * theta
        theta -= np.linalg.solve(hessian, gradient)
    return theta[:width], theta[width:-1] + theta[-1]


def features(row: Row) -> tuple[float, float, float]:
    gain = min(max(float(row["gain"]), LEAST_GAIN), MOST_GAIN)
    return log_odds(float(row["tag"])), log_odds(float(row["wrong"])), gain


def chances(data: Data, groups: int) -> Floats:
    """Each row's chance to be right, by a fit to the other folds."""
    fold = np.random.default_rng(0).integers(0, FOLDS, len(data.right))
    chance = np.zeros(len(data.right))
    for k in range(FOLDS):
        weights, intercepts = fit(Data(*(column[fold != k] for column in data)), groups)
        held = fold == k
        value = data.features[held] @ weights + intercepts[data.group[held]]
        chance[held] = 1 / (1 + np.exp(-value))
    return chance


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--margin", type=float, default=0.40)
    parser.add_argument("--caution", type=float, default=3.0)
    args = parser.parse_args()
    rows: list[Row] = [
        row for path in sorted(OBSERVED.glob("*.json")) for row in json.loads(path.read_text())
    ]
    seen = Counter(str(row["group"]) for row in rows)
    right = Counter(str(row["group"]) for row in rows if row["right"])
    able = [g for g in seen if seen[g] >= MIN_SEEN and right[g] >= MIN_RIGHT and g not in STYLE]
    place = {group: i for i, group in enumerate(able)}
    rows = [row for row in rows if row["group"] in place]
    data = Data(
        np.array([features(row) for row in rows]),
        np.array([place[str(row["group"])] for row in rows]),
        np.array([float(row["right"]) for row in rows]),
        np.array([args.caution if row["register"] in CLEAN_REGISTERS else 1.0 for row in rows]),
    )
    shown = chances(data, len(able)) > args.margin
    for register in dict.fromkeys(str(row["register"]) for row in rows):
        here = shown & np.array([row["register"] == register for row in rows])
        print(f"{register:24} {int(data.right[here].sum())} right of {int(here.sum())} shown")
    weights, intercepts = fit(data, len(able))
    print("_TAG, _WRONG, _GAIN =", ", ".join(f"{weight:.2f}" for weight in weights))
    least = log_odds(args.margin)
    thresholds = {group: round(least - float(intercepts[i]), 2) for group, i in place.items()}
    text = json.dumps(thresholds, indent=1, sort_keys=True)
    (RUNS / "thresholds.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
