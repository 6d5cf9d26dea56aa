"""The report as one printed table, a block of rows for each family of sets.

In: {set: {system: {metric: value}}}. Out: text. Knows no set by name but for its family.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Values = Mapping[str, float]
Report = Mapping[str, Mapping[str, Values]]
FAMILIES = {
    "clean-": "False alarms in 1,000 words of clean text (offers of another text / spelling alone)",
    "neutral-": "Sentences of calm prose left neutral / without any span, percent",
    "time-": "Milliseconds a sentence of 20 words, warm, one thread: median (95th percentile) "
    "x times Harper's median, of sentiment x times Nib's grammar",
    "leak-": "Sentences of dev sets in what the recipes train on",
}
GRAMMAR = "Grammar: F0.5 (precision / recall), ERRANT; GLEU"
SENTIMENT = "Sentiment, percent"
WIDTH = 30


def family(name: str, systems: Mapping[str, Values]) -> str:
    known = (title for prefix, title in FAMILIES.items() if name.startswith(prefix))
    grammar = any({"f0.5", "gleu"} & metrics.keys() for metrics in systems.values())
    return next(known, GRAMMAR if grammar else SENTIMENT)


def cell(metrics: Values | None) -> str:
    """The numbers of one system on one set, the ones to compare first."""
    if not metrics:
        return "-"
    if "f0.5" in metrics:
        return f"{metrics['f0.5']:.1f} ({metrics['precision']:.1f}/{metrics['recall']:.1f})"
    if "alarms" in metrics:
        return f"{metrics['alarms']:.1f} / {metrics['alarms_spelling']:.1f}"
    if "median" in metrics:
        return f"{metrics['median']:.1f} ({metrics['p95']:.1f}) x{metrics['ratio']:.2f}"
    return " / ".join(
        str(value) if isinstance(value, int) else f"{value:.1f}" for value in metrics.values()
    )


def label(name: str, systems: Mapping[str, Values]) -> str:
    """The set and, where a cell does not say it itself, what its numbers are."""
    metrics = next(iter(systems.values()))
    if {"f0.5", "alarms", "median"} & metrics.keys():
        return name
    return f"{name}: {', '.join(metrics)}"


def block(title: str, rows: Sequence[tuple[str, Mapping[str, Values]]]) -> list[str]:
    systems = list(dict.fromkeys(system for _, each in rows for system in each))
    cells = [[cell(each.get(system)) for system in systems] for _, each in rows]
    labels = [label(name, each) for name, each in rows]
    widths = [max(len(text) for text in column) for column in zip(systems, *cells, strict=True)]
    first = max(WIDTH, *(len(text) for text in labels))
    lines = [title, line("", systems, first, widths)]
    return lines + [line(a, b, first, widths) for a, b in zip(labels, cells, strict=True)]


def line(head: str, cells: Sequence[str], first: int, widths: Sequence[int]) -> str:
    padded = (text.rjust(width) for text, width in zip(cells, widths, strict=True))
    return f"  {head.ljust(first)}  {'  '.join(padded)}".rstrip()


def table(report: Report) -> str:
    families: dict[str, list[tuple[str, Mapping[str, Values]]]] = {}
    for name, systems in report.items():
        families.setdefault(family(name, systems), []).append((name, systems))
    return "\n\n".join("\n".join(block(title, rows)) for title, rows in families.items())
