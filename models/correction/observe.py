"""What the tagger proposes on the dev sets, what speaks for it, and whether it is right.

usage: python -m models.correction.observe SET [--every N]   (wi, jfleg, gmeg, cweb, clean)
In: build/models (uint8 weights, as shipped) and a dev set. Out: runs/correction/observed/SET.json,
a proposal a row: register, group, probability of its tag and of an error there, gain of the
language model, right or not. Right: with it the line is nearer to the correction of any annotator;
in clean text nothing is. The line is what rules, speller and language model leave, as in the
product. It needs no torch: the product's own environment runs it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterator, Sequence
from operator import lt

from nib.correct import Corrector, prose
from nib.dictionary import Dictionary
from nib.language import LanguageModel
from nib.loading import load_language
from nib.runtime.native import NativeRuntime
from nib.tagger import MOST_WORDS, Tagger, load_tagger
from nib.tagger_corrector import TaggedCorrector
from nib.tagger_judge import gain
from nib.tagger_merge import apply
from nib.tagger_policy import propose
from nib.tagger_reading import Reading
from nib.tagger_slots import Slots
from nib.tagger_tags import START
from nib.tagger_words import tokens
from nib.tokenized import detokenize

from models.correction.devsets import CLEAN_REGISTERS, DEV, load
from models.correction.places import ROOT, RUNS

OBSERVED = RUNS / "observed"
Row = dict[str, str | float | bool]
Item = tuple[str, str, list[str] | None]  # register, text, its corrections or None for clean text


def texts(name: str) -> Iterator[Item]:
    if name == "clean":
        for register in CLEAN_REGISTERS:
            lines = (DEV / "lm" / f"{register}.txt").read_text(encoding="utf-8").splitlines()
            yield from ((register, line, None) for line in lines if line.strip())
        return
    dev = load(name)
    for source, targets in zip(dev.sources, dev.targets, strict=True):
        references = [detokenize(" ".join(target)).text for target in targets]
        yield name, detokenize(" ".join(source)).text, references


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens(text)]


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein distance in words."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one):
        new = [i + 1]
        for j, b in enumerate(other):
            new.append(min(row[j] + (a != b), row[j + 1] + 1, new[j] + 1))
        row = new
    return row[-1]


async def observed(
    corrector: TaggedCorrector, tagger: Tagger, language: LanguageModel, item: Item
) -> list[Row]:
    """The proposals for one text."""
    register, text, references = item
    text = apply(text, (await Corrector.correct(corrector, text)).edits)
    wanted = [words(reference) for reference in references or ()]
    found: list[Row] = []
    for start, end in prose(text):
        around, written = (words(text[:start]), words(text[end:])), words(text[start:end])
        if not 2 <= len(written) <= MOST_WORDS:
            continue
        opinions = await tagger.opinions([START, *written])
        every = {decision.group: 0.0 for decision in propose([START, *written], opinions)}
        reading = Reading(Slots(written), tagger.forms, corrector.spell, every)
        trial = reading.trial(opinions)
        before = [distance([*around[0], *written, *around[1]], w) for w in wanted]
        for decision, _ in trial.made if trial else ():
            changed = [*around[0], *reading.alone(decision), *around[1]]
            found.append(
                {
                    "register": register,
                    "group": decision.group,
                    "tag": decision.score,
                    "wrong": decision.wrong,
                    "gain": await gain(reading, decision, language),
                    "right": any(map(lt, (distance(changed, w) for w in wanted), before)),
                }
            )
    return found


async def observe(name: str, every: int) -> None:
    runtime = NativeRuntime(ROOT / "build" / "models")
    dictionary = Dictionary(await runtime.read_data("dictionary"))
    tagger, language = await load_tagger(runtime), await load_language(runtime)
    corrector = TaggedCorrector(dictionary, tagger, language)
    items = list(texts(name))[::every]
    rows = [row for item in items for row in await observed(corrector, tagger, language, item)]
    OBSERVED.mkdir(parents=True, exist_ok=True)
    (OBSERVED / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    print(f"{name}: {len(rows)} proposals, {sum(bool(row['right']) for row in rows)} right")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("--every", type=int, default=1, help="only every n-th line")
    args = parser.parse_args()
    asyncio.run(observe(args.name, args.every))


if __name__ == "__main__":
    main()
