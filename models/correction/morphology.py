"""Inflection tables: the model's forms.tsv, and the words that count as known.

In: lemminflect's tables (NIH SPECIALIST lexicon), word frequencies, spelling lists; all Ship.
Out: forms.tsv (read by nib.tagger_tags.read_forms) and a set of known lower-case words.
"""

from __future__ import annotations

import csv
import gzip
from functools import lru_cache
from pathlib import Path

from nib.tagger_tags import Forms, read_forms

from models.correction.places import RUNS, SHARED

MORPH = SHARED / "train" / "morph"
LISTS = SHARED / "train" / "lists"
FORMS_FILE = RUNS / "forms.tsv"
COMMON = 2.4  # frequency (log10 per 10^9 words) from which a lemma is kept
# Handled word by word: their forms depend on person, not on one ending.
IRREGULAR = frozenset(["be", "is", "are", "was", "were", "been", "being", "am"])


@lru_cache(maxsize=1)
def frequencies() -> dict[str, float]:
    with gzip.open(MORPH / "wordfreq_en_large.tsv.gz", "rt", encoding="utf-8") as file:
        return {
            word: float(zipf) for word, zipf in (line.rstrip("\n").split("\t") for line in file)
        }


def _best(cell: str) -> str:
    """The commonest of `a/b`."""
    return max(cell.split("/"), key=lambda word: frequencies().get(word, 0.0))


def form_lines() -> list[str]:
    found: list[tuple[float, str]] = []
    with gzip.open(MORPH / "lemminflect_infl_lu.csv.gz", "rt", encoding="utf-8") as file:
        for lemma, kind, *cells in csv.reader(file):
            zipf = frequencies().get(lemma, 0.0)
            if not lemma.isalpha() or not lemma.islower() or zipf < COMMON or lemma in IRREGULAR:
                continue
            if kind == "verb" and len(cells) == 4 and all((cells[0], cells[2], cells[3])):
                past, part, ing, third = (_best(cell) for cell in cells)
                found.append((zipf, "\t".join((lemma, "v", third, ing, past, part or past))))
            elif kind == "noun" and cells and (plural := _plural(lemma, cells[0])):
                found.append((zipf, f"{lemma}\tn\t{plural}"))
    # Verbs last among equals: "works" is read as a verb only where the noun gives the same form.
    return [line for _, line in sorted(found, key=lambda item: (item[0], "\tv\t" in item[1]))]


def _plural(lemma: str, cell: str) -> str | None:
    """The plural in use; None where the word hardly has one (or is its own plural)."""
    plural = _best(cell)
    if plural == lemma:
        others = [form for form in cell.split("/") if form != lemma]
        plural = _best("/".join(others)) if others else ""
    return plural if plural and frequencies().get(plural, 0.0) >= 1.5 else None


@lru_cache(maxsize=1)
def forms() -> Forms:
    if not FORMS_FILE.exists():
        FORMS_FILE.parent.mkdir(parents=True, exist_ok=True)
        FORMS_FILE.write_text("\n".join(form_lines()), encoding="utf-8")
    return read_forms(FORMS_FILE.read_text(encoding="utf-8"))


def _lines(path: Path) -> list[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return file.read().splitlines()


@lru_cache(maxsize=1)
def hunspell_bases() -> frozenset[str]:
    names = ("en_US.dic", "en_GB.dic")
    return frozenset(
        line.split("/")[0].split("\t")[0].lower() for name in names for line in _lines(LISTS / name)
    )


@lru_cache(maxsize=1)
def typo_pairs() -> dict[str, tuple[str, ...]]:
    """misspelling -> corrections (crate-ci/typos)."""
    rows = (line.split(",") for line in _lines(LISTS / "typos_words.csv"))
    return {row[0]: tuple(row[1:]) for row in rows if len(row) > 1 and row[1]}


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Lower-case words that are no misspellings."""
    listed = MORPH / "symspellpy_frequency_dictionary_en_82_765.txt.gz"
    known = {line.split(" ")[0].lstrip("\ufeff") for line in _lines(listed)}
    table = forms().table
    for tag in table:
        known.update(table[tag])
        known.update(table[tag].values())
    known -= typo_pairs().keys()
    return frozenset(known | hunspell_bases())
