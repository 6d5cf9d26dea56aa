"""The plots of `make bench`: what a writer saves against how often it is right, and latency.

Runs in build/bench/venv (requirements.lock), not in the project's own environment. In: bench.json,
samples.json. Out: saved.png, latency.png, calibration.png in the folder named. Measures nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt

COLOURS = {
    "nib": "#0b6e4f",
    "n-gram": "#c46a1b",
    "greedy": "#5b6abf",
    "wllama": "#a23b72",
    "transformers": "#5b6abf",
}
NAMES = {
    "nib": "Nib",
    "n-gram": "n-gram alone",
    "greedy": "SmolLM2, plain greedy, by its own probability",
    "greedy, always": "SmolLM2, plain greedy, always so many words",
    "transformers": "transformers.js",
}
DEFAULT = 0.45
LEAST_SHOWN = 10  # suggestions: a share of fewer says nothing
LATENCIES = (
    ("nib first ghost", "Nib, first ghost word", "nib", "-"),
    ("nib full ghost", "Nib, full ghost", "nib", "--"),
    ("transformers first word", "transformers.js, first word", "transformers", "-"),
    ("transformers suggestion", "transformers.js, suggestion", "transformers", "--"),
    ("wllama first word", "wllama, first word", "wllama", "-"),
    ("wllama suggestion", "wllama, suggestion", "wllama", "--"),
)


def new_axes(title: str, x: str, y: str) -> Any:
    figure, axes = plt.subplots(figsize=(8, 5.2), dpi=140, layout="constrained")
    axes.set_title(title, loc="left", fontsize=12, fontweight="bold")
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def percent(points: list[dict[str, Any]], key: str) -> list[float]:
    return [100 * (point[key] or 0) for point in points]


def draw_saved(figures: dict[str, Any], path: Path) -> None:
    curves = figures["curves"]["curves"]
    n = curves["nib"][0]["n"]
    figure, axes = new_axes(
        f"Keystrokes saved against accuracy: {n['texts']} dev texts, {n['letters']} letters",
        "suggestions shown that are right, %",
        "keystrokes saved, %",
    )
    for name in ("nib", "n-gram", "greedy"):
        points = [point for point in curves[name] if point["n"]["shown"] >= LEAST_SHOWN]
        xs, ys = percent(points, "shown_precision"), percent(points, "keystrokes_saved")
        axes.plot(xs, ys, "o-", color=COLOURS[name], label=NAMES[name], ms=4)
        label(axes, points, xs, ys, COLOURS[name])
    always = curves["greedy, always"]
    xs, ys = percent(always, "shown_precision"), percent(always, "keystrokes_saved")
    axes.plot(xs, ys, "x", color=COLOURS["greedy"], label=NAMES["greedy, always"], ms=7)
    for point, x, y in zip(always, xs, ys, strict=True):
        note(axes, f"{point['words']} word{'s' * (point['words'] > 1)}", x, y, COLOURS["greedy"])
    axes.axvline(45, color="grey", lw=0.8, ls=":")
    axes.axhline(20, color="grey", lw=0.8, ls=":")
    axes.annotate("wanted: at least 45 %", (45.5, axes.get_ylim()[0]), fontsize=7, color="grey")
    axes.annotate("wanted: at least 20 %", (axes.get_xlim()[0], 20.3), fontsize=7, color="grey")
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=8)
    figure.savefig(path)


def label(
    axes: Any, points: list[dict[str, Any]], xs: list[float], ys: list[float], c: str
) -> None:
    """The threshold beside a point where there is room; the default's stands out."""
    last = (-99.0, -99.0)
    for point, x, y in zip(points, xs, ys, strict=True):
        if abs(x - last[0]) < 2 and abs(y - last[1]) < 1:
            continue
        last = (x, y)
        default = point["threshold"] == DEFAULT and c == COLOURS["nib"]
        note(axes, f"{point['threshold']:g}" + (" (default)" if default else ""), x, y, c)
        if default:
            axes.plot([x], [y], "o", color=c, ms=9, mfc="none")


def note(axes: Any, text: str, x: float, y: float, colour: str) -> None:
    axes.annotate(text, (x, y), xytext=(4, 5), textcoords="offset points", fontsize=7, color=colour)


def draw_latency(samples: dict[str, list[float]], path: Path) -> None:
    figure, axes = new_axes(
        "From the key to the suggestion: Chromium, WASM, one thread, warm",
        "milliseconds (logarithmic)",
        "share of suggestions there by then, %",
    )
    for key, name, colour, style in LATENCIES:
        if times := sorted(samples.get(key, [])):
            shares = [100 * (i + 1) / len(times) for i in range(len(times))]
            text = f"{name} (n = {len(times)})"
            axes.plot(times, shares, style, color=COLOURS[colour], label=text)
    axes.set_xscale("log")
    axes.set_xticks([2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000])
    axes.get_xaxis().set_major_formatter(mpl.ticker.ScalarFormatter())
    axes.minorticks_off()
    axes.axvline(100, color="grey", lw=0.8, ls=":")
    axes.set_ylim(0, 100)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    figure.savefig(path)


def draw_calibration(figures: dict[str, Any], path: Path) -> None:
    figure, axes = new_axes(
        "Stated confidence against how often the text was right",
        "stated confidence, %",
        "right, %",
    )
    axes.plot([0, 100], [0, 100], color="grey", lw=0.8, ls=":")
    for name, found in figures["curves"]["calibration"].items():
        bins = found["bins"]
        text = f"{NAMES[name]}: ECE {100 * found['ece']:.1f} % (n = {found['n']})"
        xs, ys = percent(bins, "stated"), percent(bins, "right")
        axes.plot(xs, ys, "-", color=COLOURS[name], lw=1, label=text, clip_on=False)
        sizes = [6 + 120 * one["n"] / found["n"] for one in bins]
        axes.scatter(xs, ys, s=sizes, color=COLOURS[name], clip_on=False, zorder=3)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.legend(frameon=False, fontsize=8, loc="upper left")
    figure.savefig(path)


def main() -> None:
    figures = json.loads(Path(sys.argv[1]).read_text())
    samples = json.loads(Path(sys.argv[2]).read_text())
    folder = Path(sys.argv[3])
    if "curves" in figures.get("curves", {}):
        draw_saved(figures, folder / "saved.png")
        draw_calibration(figures, folder / "calibration.png")
    if samples:
        draw_latency(samples, folder / "latency.png")


if __name__ == "__main__":
    main()
