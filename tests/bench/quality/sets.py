"""The dev sets of correction: where they lie, how they are read.

In: the folder data/dev of the shared material (not part of the repository). Out: lines of tokens
with their gold, pairs of sentences, or clean text. Nothing here is ever trained on.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from models.correction.leak import key
from models.correction.split import split_sentences

SEEN = frozenset(json.loads(Path(__file__).with_name("seen.json").read_text(encoding="utf-8")))
LEVELS = "ABCN"  # of W&I+LOCNESS: learners from beginner to advanced, native writers
CHAT = (
    "dialog_taskmaster",
    "informal_reddit_goemotions",
    "support_banking77",
    "email_enron_parakweet",
)


@dataclass(frozen=True, slots=True)
class EditSet:
    """Space-separated tokens with gold edits (M2), scored by F0.5."""

    name: str
    m2: Path
    levels: tuple[str, ...] = ()  # one for each sentence, where the set tells


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """Space-separated tokens with corrected versions, scored by GLEU."""

    name: str
    source: Path
    references: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PairSet:
    """Sentences as written, each with its correction; gold edits are ERRANT's between the two."""

    name: str
    tsv: Path


def edit_sets(dev: Path) -> list[EditSet]:
    folder = dev / "gec-wi-locness"
    levels = [
        level for level in LEVELS for _ in source_lines(folder / f"{level}.dev.gold.bea19.m2")
    ]
    return [
        EditSet("wi-dev", folder / "ABCN.dev.gold.bea19.m2", tuple(levels)),
        EditSet("cweb-g-dev", dev / "gec-cweb" / "CWEB-G.dev.m2"),
    ]


def reference_sets(dev: Path) -> list[ReferenceSet]:
    return [
        _referenced("jfleg-dev", dev / "gec-jfleg", "dev.src", "dev.ref"),
        _referenced("gmeg-wiki-dev", dev / "gec-gmeg", "dev.wiki.source", "dev.wiki.ref"),
    ]


def _referenced(name: str, folder: Path, source: str, reference: str) -> ReferenceSet:
    references = tuple(folder / f"{reference}{number}" for number in range(4))
    return ReferenceSet(name, folder / source, references)


def pair_sets(dev: Path) -> list[PairSet]:
    return [
        PairSet("ewt-dev", dev / "gec-ewt" / "dev.tsv"),
        PairSet("githist-dev", dev / "gec-githist" / "githist_core.dev.tsv"),
    ]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def source_lines(m2: Path) -> list[str]:
    return [line[2:] for line in lines(m2) if line.startswith("S ")]


def pairs(tsv: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in lines(tsv))
    return [(source, target) for source, target, *_ in rows]


def unedited(m2: Path) -> list[str]:
    """Lines of tokens in which no annotator changed anything."""
    found = []
    for block in m2.read_text(encoding="utf-8").strip().split("\n\n"):
        first, *annotations = block.splitlines()
        if all("|||noop|||" in annotation for annotation in annotations):
            found.append(first[2:])
    return found


def registers(dev: Path) -> dict[str, list[str]]:
    """Clean text by register, a paragraph or turn each. ud-ewt is mail, reviews, answers and blogs
    as people wrote them, without the sentences whose mistakes its annotators marked."""
    marked = {source for source, _ in pairs(dev / "gec-ewt" / "dev.tsv")}
    ewt = [line for line in prose(dev, "ud-ewt.dev") if line not in marked]
    edited = {name: prose(dev, name) for name in ("gov2", "handbooks", "textbooks2")}
    chat = [line for name in CHAT for line in prose(dev, name)]
    return {"ud-ewt": ewt, **edited, "chat": chat}


def prose(dev: Path, name: str) -> list[str]:
    texts = (unseen(line) for line in lines(dev / "lm" / f"{name}.txt"))
    return [text for text in texts if text.strip()]


def unseen(text: str) -> str:
    """Without the sentences that the shipped tagger was trained on (as clean text): 29 in all, let
    through before its leak check compared sentence by sentence (models/correction/CARD.md)."""
    parts = split_sentences(text)
    kept = [part for part in parts if digest(part) not in SEEN]
    return text if len(kept) == len(parts) else " ".join(kept)


def digest(sentence: str) -> str:
    return hashlib.sha256(key(sentence).encode()).hexdigest()[:16]
