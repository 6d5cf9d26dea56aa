"""Grammar on the dev sets: F0.5 by set, level and kind of error, GLEU, false alarms on clean text.

In: checkers and judges. Out: {set: {checker: {metric: value}}}; corrected lines in out/eval/lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from nib.tokenized import detokenize, retokenize

from tests.bench.quality import sets
from tests.bench.quality.checkers import Checker, check_all
from tests.bench.quality.findings import alarm_rates, apply, edits
from tests.bench.quality.judges import Gold, Judges, Tokens, score, score_by_kind
from tests.bench.quality.places import DEV, OUT

Report = dict[str, dict[str, dict[str, float]]]


class GrammarBench:
    """`every`: only each n-th line of each set."""

    def __init__(self, checkers: Sequence[Checker], judges: Judges, every: int) -> None:
        self._checkers = checkers
        self._judges = judges
        self._every = every
        self.report: Report = defaultdict(lambda: defaultdict(dict))

    async def run(self, say: Callable[[str], None]) -> None:
        for edit_set in sets.edit_sets(DEV):
            say(edit_set.name)
            await self._edit_set(edit_set)
        for reference_set in sets.reference_sets(DEV):
            say(reference_set.name)
            await self._reference_set(reference_set)
        for pair_set in sets.pair_sets(DEV):
            say(pair_set.name)
            await self._pair_set(pair_set)

    async def alarms(self, say: Callable[[str], None]) -> None:
        unedited = [detokenize(line).text for line in sets.unedited(sets.edit_sets(DEV)[1].m2)]
        for name, texts in {"cweb-g": unedited, **sets.registers(DEV)}.items():
            say(f"clean {name}")
            chosen = texts[:: self._every]
            for checker in self._checkers:
                found = await check_all(checker, chosen)
                self.report[f"clean-{name}"][checker.name] = alarm_rates(chosen, found)

    async def _edit_set(self, edit_set: sets.EditSet) -> None:
        gold = self._judges.read_gold(edit_set.m2)[:: self._every]
        levels = edit_set.levels[:: self._every]
        for checker in self._checkers:
            output = await self._corrected(edit_set.name, checker, [words for words, _ in gold])
            rows = self._judges.rows(edit_set.name, gold, output)
            self.report[edit_set.name][checker.name] = score(rows)
            for level in dict.fromkeys(levels):
                chosen = [row for row, its in zip(rows, levels, strict=True) if its == level]
                self.report[f"{edit_set.name}-level-{level}"][checker.name] = score(chosen)
            if levels:
                for kind, metrics in score_by_kind(rows).items():
                    self.report[f"{edit_set.name}-kind-{kind}"][checker.name] = metrics

    async def _reference_set(self, reference_set: sets.ReferenceSet) -> None:
        def read(path: Path) -> list[Tokens]:
            return [line.split() for line in sets.lines(path)][:: self._every]

        source = read(reference_set.source)
        references = [read(path) for path in reference_set.references]
        for checker in self._checkers:
            output = await self._corrected(reference_set.name, checker, source)
            gleu = self._judges.gleu(source, references, output)
            self.report[reference_set.name][checker.name] = {"gleu": gleu}

    async def _pair_set(self, pair_set: sets.PairSet) -> None:
        pairs = sets.pairs(pair_set.tsv)[:: self._every]
        texts = [source for source, _ in pairs]
        tokenize = self._judges.tokenize
        gold: Gold = self._judges.gold_of_pairs([(tokenize(a), tokenize(b)) for a, b in pairs])
        for checker in self._checkers:
            found = await check_all(checker, texts)
            fixed = [apply(text, each) for text, each in zip(texts, found, strict=True)]
            self._keep(pair_set.name, checker, fixed)
            rows = self._judges.rows(pair_set.name, gold, [tokenize(text) for text in fixed])
            self.report[pair_set.name][checker.name] = score(rows)

    async def _corrected(self, name: str, checker: Checker, source: list[Tokens]) -> list[Tokens]:
        """Lines of tokens with every first suggestion applied."""
        tokenized = [detokenize(" ".join(words)) for words in source]
        found = await check_all(checker, [line.text for line in tokenized])
        output = [
            retokenize(line, edits(line.text, each))
            for line, each in zip(tokenized, found, strict=True)
        ]
        self._keep(name, checker, output)
        return [line.split() for line in output]

    def _keep(self, name: str, checker: Checker, output: list[str]) -> None:
        path = OUT / "lines" / f"{name}.{checker.name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(output) + "\n", encoding="utf-8")
