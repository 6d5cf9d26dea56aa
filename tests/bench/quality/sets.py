"""The dev sets of correction: where they lie, how they are read.

In: the folder data/dev of the shared material (not part of the repository). Out: lines of tokens,
or clean text. Nothing here is ever trained on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class TokenSet:
    """A test set in space-separated tokens: lines in, to be scored against gold files."""

    name: str
    lines: tuple[str, ...]
    gold: tuple[Path, ...]  # one M2 file (F0.5), or references (GLEU)
    source: Path | None = None  # for GLEU


def wi_locness(dev: Path) -> TokenSet:
    path = dev / "gec-wi-locness" / "ABCN.dev.gold.bea19.m2"
    return TokenSet("wi-dev", tuple(sources(path)), (path,))


def jfleg(dev: Path) -> TokenSet:
    return _referenced("jfleg-dev", dev / "gec-jfleg", "dev.src", "dev.ref")


def gmeg_wiki(dev: Path) -> TokenSet:
    return _referenced("gmeg-wiki-dev", dev / "gec-gmeg", "dev.wiki.source", "dev.wiki.ref")


def _referenced(name: str, folder: Path, source: str, reference: str) -> TokenSet:
    lines = tuple((folder / source).read_text(encoding="utf-8").splitlines())
    references = tuple(folder / f"{reference}{number}" for number in range(4))
    return TokenSet(name, lines, references, folder / source)


def sources(m2: Path) -> list[str]:
    text = m2.read_text(encoding="utf-8")
    return [line[2:] for line in text.splitlines() if line.startswith("S ")]


def cweb_unedited(dev: Path) -> list[str]:
    """Lines of CWEB-G in which neither annotator changed anything."""
    text = (dev / "gec-cweb" / "CWEB-G.dev.m2").read_text(encoding="utf-8")
    lines = []
    for block in text.strip().split("\n\n"):
        first, *annotations = block.splitlines()
        if all("|||noop|||" in annotation for annotation in annotations):
            lines.append(first[2:])
    return lines


CLEAN = ("gov2", "handbooks", "textbooks2", "ud-ewt.dev")


def clean_text(dev: Path, name: str) -> list[str]:
    """Paragraphs of edited prose (ud-ewt: web text as people wrote it, with real mistakes)."""
    lines = (dev / "lm" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip()]
