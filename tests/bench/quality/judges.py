"""The judges: shared/tools/score_gec.py and score_gleu.py, loaded as they are.

In: lines of tokens. Out: numbers in percent. ERRANT and spaCy are loaded on first need; what they
said of an output is kept (store.py). Knows no checker.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.bench.quality.store import Store

Tokens = list[str]
Row = tuple[list[str], list[str], list[str]]  # kinds of edits found, wrong, missed; a sentence each
Gold = list[tuple[Tokens, dict[int, list[tuple[int, int, list[str], str]]]]]
MANY = 20  # edits a kind must have in the gold to be reported by itself


class Judges:
    def __init__(self, tools: Path) -> None:
        self._gec = _load(tools / "score_gec.py")
        self._gleu = _load(tools / "score_gleu.py")
        self._store = Store("judges")
        self._version = f"errant {version('errant')} {(tools / 'score_gec.py').read_text()}"

    @cached_property
    def _errant(self) -> Any:
        return self._gec.load_errant()

    def read_gold(self, m2: Path) -> Gold:
        gold: Gold = self._gec.read_m2(m2)
        return gold

    def gold_of_pairs(self, pairs: Sequence[tuple[Tokens, Tokens]]) -> Gold:
        """What ERRANT says was changed, as a gold with one annotator."""
        sides = ([pair[side] for pair in pairs] for side in (0, 1))
        before, after = (
            self._errant.nlp.pipe([self._gec.spacy_doc(self._errant, words) for words in side])
            for side in sides
        )
        gold: Gold = []
        for (source, _), a, b in zip(pairs, before, after, strict=True):
            found = [e for e in self._errant.annotate(a, b) if e.type != "noop"]
            edits = [(e.o_start, e.o_end, [e.c_str], e.type) for e in found]
            gold.append((source, {0: edits}))
        return gold

    def tokenize(self, text: str) -> Tokens:
        return [token.text for token in self._errant.nlp.tokenizer(text) if not token.is_space]

    def rows(self, name: str, gold: Gold, output: list[Tokens]) -> list[Row]:
        """Sentence by sentence, what ERRANT finds right, wrong and missing in `output`."""
        asked = "\n".join(" ".join(words) for words in output)
        sources = "\n".join(" ".join(words) for words, _ in gold)
        kept = self._store.get(self._version, name, sources, asked)
        if kept is None:
            kept = self._gec.score(gold, output, "errant", self._errant)
            self._store.put(kept, self._version, name, sources, asked)
        return [(list(found), list(wrong), list(missed)) for found, wrong, missed in kept]

    def gleu(
        self, source: list[Tokens], references: list[list[Tokens]], output: list[Tokens]
    ) -> float:
        return round(100 * float(self._gleu.corpus(source, references, output)), 2)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f_half(found: int, wrong: int, missed: int) -> dict[str, float]:
    """Precision, recall and F0.5 in percent, as the shared tasks count: nothing found in a set
    that has something to find is 0; precision of no edits at all is 1 there, shown as 0 here."""
    precision = found / (found + wrong) if found + wrong else 0.0
    recall = found / (found + missed) if found + missed else 0.0
    weighted = 0.25 * precision + recall
    f = 1.25 * precision * recall / weighted if weighted else 0.0
    named = {"f0.5": f, "precision": precision, "recall": recall}
    return {name: round(100 * value, 2) for name, value in named.items()}


def score(rows: Sequence[Row]) -> dict[str, float]:
    found, wrong, missed = (sum(len(row[part]) for row in rows) for part in range(3))
    return f_half(found, wrong, missed)


def score_by_kind(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """The same for each kind of edit (ERRANT's, whether a word is missing, wrong or too much),
    commonest first; kinds with few edits in the gold are left out."""
    found, wrong, missed = (
        Counter(kind_of(kind) for row in rows for kind in row[part]) for part in range(3)
    )
    gold = found + missed
    return {
        kind: {**f_half(found[kind], wrong[kind], missed[kind]), "gold": count}
        for kind, count in gold.most_common()
        if count >= MANY
    }


def kind_of(errant_type: str) -> str:
    """R:VERB:SVA -> VERB:SVA."""
    operation, _, kind = errant_type.partition(":")
    return kind or operation
