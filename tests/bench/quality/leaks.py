"""No dev sentence may be in what the recipes train on: their own filters, checked from outside.

Reads the shared training files that the recipes read and passes them through the recipes' own
filters; what passes must not be a sentence of a dev set. The dev sentences are collected here, not
by the recipes: sources, references and corrected versions, whole lines and their sentences. Two
sentences are the same when their letters and digits are. Tags nothing, trains nothing.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from models.correction import corpus, leak, pairs
from models.correction.split import split_sentences
from models.sentiment.corpus import read_all
from models.sentiment.rows import tree_text
from tests.bench.quality import sets
from tests.bench.quality.places import DATA, DEV, ROOT, TRAIN
from tests.bench.quality.store import Store
from tests.bench.quality.table import Values

SHORTEST = 20  # letters and digits; shorter sentences ("Thank you very much.") coincide by chance
MARKS = re.compile(r"[\W_]+")
SHOWN = 5


def key(text: str) -> str:
    return MARKS.sub("", text.lower())


def keys(texts: Iterable[str]) -> frozenset[str]:
    """Of the texts, long ones only, and of the sentences in them."""
    found = {key(part) for text in texts for part in (text, *split_sentences(text))}
    return frozenset(k for k in found if len(k) >= SHORTEST)


def grammar_dev() -> Iterator[str]:
    """Every sentence of the sets of correction, wrong and right, and the clean registers."""
    for edit_set in sets.edit_sets(DEV):
        for source, annotators in m2_sentences(edit_set.m2):
            yield from (source, *annotators)
    for reference_set in sets.reference_sets(DEV):
        for path in (reference_set.source, *reference_set.references):
            yield from sets.lines(path)
    for pair_set in sets.pair_sets(DEV):
        yield from (text for pair in sets.pairs(pair_set.tsv) for text in pair)
    for path in (DEV / "lm").glob("*.txt"):
        yield from sets.lines(path)


def m2_sentences(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each source, and what each annotator made of it."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        first, *annotations = block.splitlines()
        words = first[2:].split(" ")
        by_annotator: dict[str, list[tuple[int, int, str]]] = {}
        for annotation in annotations:
            span, kind, right, *_, annotator = annotation[2:].split("|||")
            if kind not in {"noop", "UNK"}:
                start, end = map(int, span.split())
                edit = (start, end, right.replace("-NONE-", ""))
                by_annotator.setdefault(annotator, []).append(edit)
        yield first[2:], [corrected(words, edits) for edits in by_annotator.values()]


def corrected(words: list[str], edits: list[tuple[int, int, str]]) -> str:
    fixed = list(words)
    for start, end, right in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        fixed[start:end] = [right]
    return " ".join(fixed)


def sentiment_dev() -> Iterator[str]:
    """Every text of the sets of sentiment, and the calm prose."""
    yield from (tree_text(line) for line in sets.lines(DEV / "sent-sst" / "dev.ptb.txt"))
    yield from (line.split("\t")[0] for line in sets.lines(DEV / "sent-sst" / "sst2.dev.tsv"))
    yield from sets.lines(DEV / "sent-tweeteval" / "val_text.txt")
    for name in ("sent-goemotions", "sent-emobank"):
        yield from (json.loads(line)["text"] for line in sets.lines(DEV / name / "dev.jsonl"))
    for path in (DEV / "lm").glob("*.txt"):
        yield from sets.lines(path)


def grammar_text() -> Iterator[str]:
    """Clean sentences that pass the filter of models.correction.corpus."""
    banned = leak.dev_keys()
    for name in corpus.QUOTA:
        for paragraph in corpus.paragraphs(name):
            for sentence in split_sentences(paragraph):
                if corpus.fits(sentence) and leak.key(sentence) not in banned:
                    yield sentence


def grammar_pairs() -> Iterator[str]:
    """Both sides of the real corrections that pass the filter of models.correction.pairs."""
    banned = leak.dev_keys()
    for name in pairs.FILES:
        path = TRAIN / "gec" / f"{name}.tsv.gz"
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                source, target = line.rstrip("\n").split("\t")[:2]
                if leak.key(source) not in banned and leak.key(target) not in banned:
                    yield from (source, target)


def sentiment_rows() -> Iterator[str]:
    """Rows as models.sentiment.recipe takes them, its filter passed."""
    config = json.loads((ROOT / "models" / "sentiment" / "config.json").read_text())
    for rows in read_all(DATA, config["rows_per_epoch"], config["seed"]).values():
        yield from (" ".join(row.words) for row in rows)


def made_from() -> str:
    """Recipes, and names and sizes of the data: the answer can change only with these."""
    sources = [*(ROOT / "models").rglob("*.py"), *Path(__file__).parent.glob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in sorted(sources)]
    data = sorted(path for folder in (TRAIN, DEV) for path in folder.rglob("*") if path.is_file())
    return "\0".join([*texts, *(f"{path.name} {path.stat().st_size}" for path in data)])


def check(say: Callable[[str], None]) -> dict[str, dict[str, Values]]:
    """Of each kind of training data: sentences read, and how many are in a dev set (must be 0).
    A clean answer is kept for as long as neither recipes nor data change."""
    store, depends = Store("leaks"), made_from()
    report: dict[str, dict[str, Values]] | None = store.get(depends)
    if report is None:
        report = search(say)
        if not any(part["recipe"]["in-both"] for part in report.values()):
            store.put(report, depends)
    return report


def search(say: Callable[[str], None]) -> dict[str, dict[str, Values]]:
    grammar = keys(grammar_dev())
    sentiment = frozenset(map(key, sentiment_dev())) - {""}  # whole texts: those have the labels
    parts = {
        "grammar-text": (grammar_text, grammar),
        "grammar-pairs": (grammar_pairs, grammar),
        "sentiment-rows": (sentiment_rows, sentiment),
    }
    report: dict[str, dict[str, Values]] = {}
    for name, (read, banned) in parts.items():
        count, found = 0, []
        for text in read():
            count += 1
            if key(text) in banned:
                found.append(text)
        say(f"leak check, {name}: {count} sentences, {len(found)} of them in a dev set")
        for text in found[:SHOWN]:
            say(f"  in both: {text}")
        report[f"leak-{name}"] = {"recipe": {"in-both": len(found), "read": count}}
    return report
