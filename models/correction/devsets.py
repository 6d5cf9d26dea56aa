"""The dev sets of grammar: for tuning and measuring, never for training.

In: the shared dev folder. Out: source token lists with references, or with ERRANT's gold file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.correction.places import SHARED

DEV = SHARED / "dev"


@dataclass(frozen=True, slots=True)
class DevSet:
    name: str
    sources: list[list[str]]
    targets: list[list[list[str]]]  # of each sentence, every reference
    gold: Path | None  # an M2 file


def from_m2(name: str, path: Path) -> DevSet:
    """Sentences with the correction of each annotator."""
    sources, targets = [], []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        words = lines[0][2:].split(" ")
        by_annotator: dict[str, list[tuple[int, int, list[str]]]] = {}
        for line in lines[1:]:
            span, kind, right, *_, annotator = line[2:].split("|||")
            edits = by_annotator.setdefault(annotator, [])
            if kind not in {"noop", "UNK"}:
                start, end = map(int, span.split())
                edits.append((start, end, [] if right == "-NONE-" else right.split()))
        sources.append(words)
        targets.append([rebuild(words, edits) for edits in by_annotator.values()] or [words])
    return DevSet(name, sources, targets, path)


def rebuild(words: list[str], edits: list[tuple[int, int, list[str]]]) -> list[str]:
    fixed = list(words)
    for start, end, right in sorted(edits, key=lambda e: (e[0], e[1]), reverse=True):
        fixed[start:end] = right
    return fixed


def from_references(name: str, source: Path, references: list[Path]) -> DevSet:
    def read(path: Path) -> list[list[str]]:
        return [line.split() for line in path.read_text(encoding="utf-8").splitlines()]

    columns = [read(path) for path in references]
    return DevSet(name, read(source), [list(row) for row in zip(*columns, strict=True)], None)


def load(name: str) -> DevSet:
    if name == "wi":
        return from_m2(name, DEV / "gec-wi-locness" / "ABCN.dev.gold.bea19.m2")
    if name == "cweb":
        return from_m2(name, DEV / "gec-cweb" / "CWEB-G.dev.m2")
    if name == "jfleg":
        folder = DEV / "gec-jfleg"
        return from_references(name, folder / "dev.src", [folder / f"dev.ref{n}" for n in range(4)])
    folder = DEV / "gec-gmeg"
    references = [folder / f"dev.wiki.ref{n}" for n in range(4)]
    return from_references("gmeg", folder / "dev.wiki.source", references)


# Held-out text taken as free of errors.
CLEAN_REGISTERS = (
    "gov2",
    "handbooks",
    "textbooks2",
    "dialog_taskmaster",
    "email_enron_parakweet",
    "support_banking77",
)
