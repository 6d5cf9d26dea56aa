"""Make dictionary.bin.gz out of its sources. Run by hand; the result is committed.

    apt-get download scowl && dpkg-deb -x scowl_*.deb SCOWL
    python -m models.dictionary.recipe --lists DIR --morph DIR --text DIR \\
        --scowl SCOWL/usr/share/dict/scowl

Sources and licences: CARD.md. The format is described in py/nib/dictionary.py, which reads it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "py"))

from nib.confusions import CONFUSIONS, CONTRACTIONS, PHRASES, UNCOUNTABLE  # noqa: E402
from nib.ngrams import pack  # noqa: E402

from models.dictionary.corpus import Counts, count  # noqa: E402

DIALECTS = "english american british british_z australian canadian"
VARIANTS = "variant_1 variant_2 british_variant_1 british_variant_2 canadian_variant_1"
RARE_PLURAL = 12  # levels (3 log2) below its singular
LEVELS = (10, 20, 35, 40, 50, 55, 60, 70)
GRAMMAR_WORDS = """a an the is are was were am be been being has have had do does did to of in on
 at i he she it we you they this that these those there not will would can could should may might
 must with for by from about into as at during"""


def read_scowl(folder: Path, dialects: str, kinds: str, top: int) -> set[str]:
    words: set[str] = set()
    for dialect in dialects.split():
        for kind in kinds.split():
            for level in LEVELS:
                path = folder / f"{dialect}-{kind}.{level}"
                if level <= top and path.exists():
                    words.update(path.read_text(encoding="utf-8").split())
    return words


def word_levels(
    lists: Path, morph: Path, scowl: Path, counts: Counts
) -> dict[str, tuple[int, bool]]:
    """word -> (frequency level, may be suggested)."""
    common = read_scowl(scowl, DIALECTS, "words contractions", 60)
    valid = common | read_scowl(scowl, f"{DIALECTS} {VARIANTS}", "words contractions", 70)
    names = read_scowl(scowl, DIALECTS, "upper proper-names abbreviations", 60)
    names |= set((scowl / "special-hacker.50").read_text(encoding="utf-8").split())
    typos = {row[0] for row in read_typos(lists)} | CONTRACTIONS.keys() | PHRASES.keys()
    typos |= UNCOUNTABLE.keys()
    for word, number in counts.words.items():
        letters = word.replace("'", "").replace("’", "")
        enough = number >= 12 and counts.files_with[word] >= 3
        if enough and letters.isalpha() and word.lower() not in typos and len(word) > 1:
            if word.islower() and word.capitalize() not in names:
                valid.add(word.replace("’", "'"))
            elif word[0].isupper() and word.lower() not in valid:
                names.add(word)
    books = read_symspell(morph)
    levels = {}
    for word in {w for w in valid | names if len(w) > 1 or w in "aI"}:
        suggest = word in common or (word in names and counts.words[word] >= 20)
        levels[word] = (level(word, books, counts), suggest)
    return levels


def level(word: str, books: dict[str, float], counts: Counts) -> int:
    """3 * log2 of occurrences in 10^9 words: the mean of the book list and our own text."""
    own = counts.words[word] / sum_of(counts)
    book = books.get(word, 0.0)
    mean = (own + book) / 2
    return min(90, max(0, round(3 * math.log2(mean * 1e9 + 1))))


_SUMS: dict[int, int] = {}


def sum_of(counts: Counts) -> int:
    if id(counts) not in _SUMS:
        _SUMS[id(counts)] = sum(counts.words.values())
    return _SUMS[id(counts)]


def read_symspell(morph: Path) -> dict[str, float]:
    path = morph / "symspellpy_frequency_dictionary_en_82_765.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig") as lines:
        numbers = {word: int(number) for word, number in map(str.split, lines)}
    total = sum(numbers.values())
    return {word: number / total for word, number in numbers.items()}


def read_typos(lists: Path) -> list[list[str]]:
    with (lists / "typos_words.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.reader(lines) if len(row) > 1]


def typo_lines(lists: Path, levels: dict[str, tuple[int, bool]]) -> list[str]:
    """ "misspelling correction ..." for corrections that people use."""
    lines = []
    for typo, *fixes in read_typos(lists):
        least = 25 if len(typo) > 3 else 45
        known = [fix for fix in fixes if levels.get(fix, (0, False))[0] >= least and levels[fix][1]]
        rare = levels.get(typo, (0, False))[0] < 22
        if known and rare and typo.isascii() and len(typo) > 2:
            lines.append(" ".join((typo, *known[:3])))
    return sorted(lines)


def inflection_lines(morph: Path, part: str, levels: dict[str, tuple[int, bool]]) -> list[str]:
    """Verbs: "base past participle gerund third-person pure"; nouns: "singular plural".

    pure: 1 when the base is nothing but a verb, else 0.
    """
    lines = []
    others = other_uses(morph)
    with gzip.open(morph / "lemminflect_infl_lu.csv.gz", "rt", encoding="utf-8") as rows:
        for row in rows:
            lemma, kind, *forms = row.rstrip("\n").split(",")
            known = levels.get(lemma, (0, False))[0] >= 16
            if kind != part or not known or not lemma.islower() or not lemma.isascii():
                continue
            if part == "verb" and len(forms) == 4:
                past, participle, gerund, third = (best_form(form, levels) for form in forms)
                lines.append(
                    " ".join(
                        (lemma, past, participle or past, gerund, third, "10"[lemma in others])
                    )
                )
            elif part == "noun" and (plural := best_plural(lemma, forms[0], levels)):
                lines.append(f"{lemma} {plural}")
    return [line for line in sorted(lines) if "  " not in line and not line.endswith(" ")]


def other_uses(morph: Path) -> set[str]:
    """Words that are a noun, an adjective or an adverb as well."""
    with gzip.open(morph / "lemminflect_lemma_lu.csv.gz", "rt", encoding="utf-8") as rows:
        parts = (row.split(",") for row in rows)
        return {word for word, part, *_ in parts if part in ("noun", "adj", "adv")}


def best_form(options: str, levels: dict[str, tuple[int, bool]]) -> str:
    """The commonest of "learned/learnt"."""
    return max(options.split("/"), key=lambda form: levels.get(form, (-1, False))[0])


def best_plural(lemma: str, options: str, levels: dict[str, tuple[int, bool]]) -> str | None:
    """The plural of `lemma` that differs from it, unless hardly anyone writes it ("fishes")."""
    others = "/".join(option for option in options.split("/") if option != lemma)
    plural = best_form(others, levels)
    unchanged = lemma in options.split("/")
    rare = levels.get(plural, (0, False))[0] + RARE_PLURAL < levels[lemma][0]
    return plural if plural and not (unchanged and rare) else None


def ngram_counts(counts: Counts) -> dict[str, int]:
    kept = {" ".join(key): number for key, number in counts.pairs.items() if number >= 5}
    kept.update({" ".join(key): n for key, n in counts.triples.items() if n >= 4})
    return kept


def write(path: Path, sections: dict[str, bytes]) -> None:
    header, body = {}, b""
    for name, content in sections.items():
        header[name] = [len(body), len(content)]
        body += content + b"\0" * (len(content) % 2)  # 16-bit cells stay aligned
    first = json.dumps(header).encode()
    first += b" " * (1 - len(first) % 2) + b"\n"
    path.write_bytes(gzip.compress(first + body, 9, mtime=0))


def lines_to_bytes(lines: Iterable[str]) -> bytes:
    return ("\n" + "\n".join(lines) + "\n").encode()


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("lists", "morph", "text", "scowl"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    counts = count(options.text, frozenset(CONFUSIONS) | frozenset(GRAMMAR_WORDS.split()))
    levels = word_levels(options.lists, options.morph, options.scowl, counts)
    words = sorted(levels)
    sections = {
        "words": lines_to_bytes(
            f"{word}{chr(33 + levels[word][0])}{levels[word][1]:d}" for word in words
        ),
        "typos": lines_to_bytes(typo_lines(options.lists, levels)),
        "verbs": lines_to_bytes(inflection_lines(options.morph, "verb", levels)),
        "nouns": lines_to_bytes(inflection_lines(options.morph, "noun", levels)),
        "ngrams": pack(ngram_counts(counts)),
    }
    path = HERE / "dictionary.bin.gz"
    write(path, sections)
    sizes = {name: len(content) for name, content in sections.items()}
    print(f"{len(words)} words, {path.stat().st_size} bytes, {sizes}")


if __name__ == "__main__":
    main()
