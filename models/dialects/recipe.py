"""Make dialects.txt.gz out of SCOWL's word lists. Run by hand; the result is committed.

    apt-get download scowl && dpkg-deb -x scowl_*.deb SCOWL
    python -m models.dialects.recipe SCOWL/usr/share/dict/scowl

In: lists of words that all English shares, and of those that only one kind of English has. Out:
sorted lines "word us uk ca au": how each kind writes that word, "-" where as it stands. SCOWL does
not say which words are two spellings of one: here two are a pair when they are one or two regular
changes apart ("our" and "or"), stand on the same level of frequency, and each lacks where the
other is at home. Sources and licence: CARD.md.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LEVELS = (10, 20, 35, 40, 50, 55, 60)  # beyond, the lists pair words that only look alike
DIALECTS = ("us", "uk", "ca", "au")
# British with "-ize" is right as well, and has a list of its own.
MAIN = {
    "us": "american",
    "uk": "british",
    "uk_z": "british_z",
    "ca": "canadian",
    "au": "australian",
}
TOLERATED = {
    "us": "variant_1",
    "uk": "british_z british_variant_1",
    "ca": "canadian_variant_1",
    "au": "australian_variant_1",
}
# One spelling and the other, anywhere in a word.
CHANGES = """our or|ise ize|isi izi|isa iza|yse yze|ysi yzi|ysa yza|ae e|oe e|ogue og|ogui ogi
ence ense|gramme gram|dge dg|mould mold|moult molt|smould smold|plough plow|grey gray|mous mus
scep skep|sulph sulf|aeroplane airplane|aerofoil airfoil|inium inum|cosy cozy|cosi cozi|chequ check
practis practic|jewelle jewel|mov neuv|dyke dike|ette et|elle el|ee e|ff f|efact ifact|draught draft
pyjama pajama|baulk balk|caulk calk|sc sk|usc usk|rouble ruble|furore furor|ine in|oeuv euv
ageing aging|eab ab|yog yogh|gaol jail|kerb curb|gibe jibe|gybe jibe|ey y|behove behoove"""
# The same at a word's end or before its ending.
ENDINGS = """tre ter|bre ber|cre cher|gre ger|vre ver|chre cher|tring tering|tred tered|bring bering
bred bered|vring vering|vred vered|chring chering|chred chered|tres ters|bres bers|gres gers
vres vers|chres chers|trely terly|grely gerly|breness berness|greness gerness|treless terless"""
# Pairs of which one stands in the list all share: its other sense is everyone's.
ONE_SIDED = """us cheque check|us cheques checks|us licence license|us licences licenses
us metre meter|us metres meters|us micrometre micrometer|us micrometres micrometers
us practise practice|us practises practices|us programme program|us programmes programs
us storey story|us storeys stories|us tyre tire|us tyres tires|us encyclopaedia encyclopedia
us encyclopaedias encyclopedias|us colouration coloration|us discolouration discoloration
us kerb curb|us kerbs curbs|us gaol jail|us gaols jails
ca programme program|ca programmes programs|ca tyre tire|ca tyres tires
uk afterward afterwards|au afterward afterwards|uk analyzes analyses|au analyzes analyses
uk paralyzes paralyses|au paralyzes paralyses|uk hydrolyzes hydrolyses|au hydrolyzes hydrolyses
uk catalyzes catalyses|au catalyzes catalyses"""
# Right in every kind of English in some sense or field ("a flyer", Irish "whiskey", chemists'
# "sulfur", doctors' "fetus"), or no pair at all.
LEFT_ALONE = re.compile(
    r"sul(f|ph)|f(o?e)t(us|al)|flyer|flier|whiske?y|axe?$|kaftan|caftan|m[ou]ms?$|d[iy]k(e|ing)"
    r"|lupine?s?$|costum|haem$|heme$|livre|ton$|naught|louvre|^worship|cancellous|fayre?r?$|dependa?e?nts?$"
    r"|pri[sz](e|ed|es|ing)$|ca?esars?$|ambiance|manill?a|^eons$|^(matre|mater|mante|o?ecu)s$"
)


def read(folder: Path, lists: str) -> dict[str, int]:
    """Lower-case words of these lists without possessives, and the level of each."""
    levels: dict[str, int] = {}
    for name in lists.split():
        for level in LEVELS:
            path = folder / f"{name}-words.{level}"
            for word in path.read_text(encoding="utf-8").split() if path.exists() else ():
                if word.islower() and word.isalpha() and len(word) > 3:
                    levels.setdefault(word, level)
    return levels


def _pairs(table: str) -> list[tuple[str, str]]:
    both = [tuple(pair.split()) for pair in table.replace("\n", "|").split("|")]
    return [pair for a, b in both for pair in ((a, b), (b, a))]


_CHANGES, _ENDINGS = _pairs(CHANGES), _pairs(ENDINGS)


def respelt(word: str) -> Iterator[str]:
    """What one regular change makes of `word`."""
    for old, new in _CHANGES:
        at = word.find(old)
        while at >= 0:
            if at + len(old) < len(word) or "ae" not in (old, new):  # no plurals: "pennae"
                yield word[:at] + new + word[at + len(old) :]
            at = word.find(old, at + 1)
    for old, new in _ENDINGS:
        if word.endswith(old):
            yield word[: -len(old)] + new
        at = word.find(old, 2)
        if 0 < at < len(word) - len(old) and word.startswith(("cent", "theat", "fib")):
            yield word[:at] + new + word[at + len(old) :]
    for at in range(2, len(word)):
        if word[at] not in "aeiou":
            double = word[at] == word[at - 1]
            yield word[:at] + word[at + 1 :] if double else word[:at] + word[at] + word[at:]


class Lists:
    def __init__(self, folder: Path) -> None:
        self.shared = read(folder, "english")
        self.main = {name: read(folder, lists) for name, lists in MAIN.items()}
        self.tolerated = {name: read(folder, lists).keys() for name, lists in TOLERATED.items()}

    def words(self) -> set[str]:
        """What some but not all kinds of English write; Australia's own words are no spellings."""
        found: set[str] = set()
        for name in ("us", "uk", "uk_z", "ca"):
            found |= self.main[name].keys()
        return {word for word in found - self.shared.keys() if not LEFT_ALONE.search(word)}

    def right(self, word: str, dialect: str) -> bool:
        """Canada's "variants" hold all American spellings: those are not tolerated there."""
        if word in self.main[dialect]:
            return True
        american = dialect == "ca" and word in self.main["us"]
        return word in self.tolerated[dialect] and not american

    def spelling(self, word: str, dialect: str) -> str | None:
        """How `dialect` writes `word`, None where nothing is a pair with it."""
        homes = [name for name in self.main if word in self.main[name]]
        level = self.main[homes[0]][word]

        def fits(other: str) -> bool:
            elsewhere = any(other in self.main[home] for home in homes if home != "uk_z")
            return self.main[dialect].get(other) == level and not elsewhere

        once = list(dict.fromkeys(respelt(word)))
        near = [other for other in once if fits(other)]
        near = near or [twice for other in once for twice in respelt(other) if fits(twice)]
        return near[0] if near else None


def table(lists: Lists) -> dict[str, dict[str, str]]:
    """word -> dialect -> its spelling there, where it is another."""
    found: dict[str, dict[str, str]] = {}
    for word in lists.words():
        for dialect in DIALECTS:
            # "organize" is right in British English: whether to write "-ise" is a rule of its own
            oxford = dialect == "uk" and word in lists.main["uk_z"]
            if lists.right(word, dialect) and not (oxford and word not in lists.main["uk"]):
                continue
            other = lists.spelling(word, dialect)
            if other and not LEFT_ALONE.search(other):
                found.setdefault(word, {})[dialect] = other
    for line in ONE_SIDED.replace("\n", "|").split("|"):
        dialect, word, other = line.split()
        found.setdefault(word, {})[dialect] = other
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("scowl", type=Path)
    found = table(Lists(parser.parse_args().scowl))
    lines = (
        " ".join((word, *(by.get(dialect, "-") for dialect in DIALECTS)))
        for word, by in sorted(found.items())
    )
    content = ("\n" + "\n".join(lines) + "\n").encode()
    path = HERE / "dialects.txt.gz"
    path.write_bytes(gzip.compress(content, 9, mtime=0))
    print(f"{len(found)} words, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
