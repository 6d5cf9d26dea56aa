"""Personal completion by replay: learned on one author's first half, typed in the second.

In: authors.REPORTED. Out: for each author and system keys saved and how often what is shown is
right (measures.worth), into out/personal.json. Sentences are taken evenly from the second half; all
that lies between them is learned on the way as well, for in life it would have been written too.
Run: `python -m tests.bench.personal [--tables unseen,shipped] [--sentences 12] [--tuned]`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nib.cli import DEFAULT_CONFIDENCE
from nib.complete import Completer
from nib.language import LanguageModel
from nib.loading import load_language, load_phrases
from nib.personal import PersonalMemory
from nib.personal_phrases import PhraseBook
from nib.personal_prediction import Own, PersonalPhrases
from nib.phrase_table import PhraseTable
from nib.phrases import Phrases
from nib.runtime.native import NativeRuntime
from nib.segment import sentences

from tests.bench import authors, measures, systems, unseen_table
from tests.bench.native_replay import ask
from tests.bench.replay import Answer, Session, Writer
from tests.chromium import ROOT

OUT = ROOT / "out" / "personal.json"
WORDS = range(5, 31)
TABLES = ("unseen", "shipped")


@dataclass(frozen=True, slots=True)
class Half:
    """The text to type: sentences that are typed, and those that are only learned, in order."""

    sentences: Sequence[tuple[str, bool]]

    @property
    def typed(self) -> int:
        return sum(is_typed for _, is_typed in self.sentences)


def second_half(paragraphs: Sequence[str], count: int) -> Half:
    every = [text[start:end] for text in paragraphs for start, end in sentences(text)]
    fit = [at for at, one in enumerate(every) if one.isascii() and len(one.split()) in WORDS]
    step = max(1, len(fit) // count)
    chosen = set(fit[step // 2 :: step][:count])
    return Half([(one, at in chosen) for at, one in enumerate(every)])


class System:
    """Something that completes; memory: what it learns of what is typed, if anything."""

    def __init__(
        self,
        phrases: Phrases | None,
        language: LanguageModel | None,
        memory: PersonalMemory | None = None,
    ) -> None:
        self.memory = memory
        mixed: Phrases | PersonalPhrases | None = phrases
        if memory is not None and phrases is not None:
            mixed = PersonalPhrases(phrases, Own(memory, PhraseBook()))
        self._completer = Completer(language, mixed) if language else None
        self._alone = systems.n_gram(mixed) if language is None and mixed else None

    async def answer(self, before: str) -> Answer:
        if self._completer:
            return await ask(self._completer, before)
        assert self._alone is not None
        shown, confidence = await self._alone.shown(before, DEFAULT_CONFIDENCE)
        self._alone.known.clear()  # it learns: what it said before does not hold
        return Answer(shown, confidence, 0.0, "phrases")

    async def type_out(self, text: str, kind: str) -> Session:
        writer = Writer(text, kind)
        while (before := writer.next_place()) is not None:
            writer.hear(await self.answer(before))
            heard = writer.session.asked[-1]
            if heard.right and self.memory is not None:
                self.memory.learn_accepted(before, heard.answer.text)
        return writer.session

    def learn(self, text: str) -> None:
        if self.memory is not None:
            self.memory.learn(text)


async def replay(system: System, half: Half, kind: str) -> list[Session]:
    sessions = []
    for sentence, is_typed in half.sentences:
        if is_typed:
            sessions.append(await system.type_out(sentence, kind))
        system.learn(sentence)
    return sessions


def learned(paragraphs: Sequence[str]) -> PersonalMemory:
    memory = PersonalMemory()
    for paragraph in paragraphs:
        memory.learn(paragraph)
    return memory


def all_systems(
    phrases: Phrases, language: LanguageModel, before: Sequence[str]
) -> Iterator[tuple[str, System]]:
    """A new one each: what one learned on the way is not the next one's."""
    yield "table alone", System(phrases, None)
    yield "table, learned", System(phrases, None, learned(before))
    yield "model alone", System(None, language)
    yield "nib", System(phrases, language)
    yield "nib, learned", System(phrases, language, learned(before))


async def measure(
    table: str, chosen: Sequence[authors.Author], count: int, only: Sequence[str]
) -> dict[str, Any]:
    runtime = NativeRuntime(threads=1)
    language = await load_language(runtime)
    unseen = table == "unseen"
    phrases = (
        Phrases(PhraseTable(unseen_table.content())) if unseen else await load_phrases(runtime)
    )
    sessions: dict[str, list[Session]] = {}
    for author in chosen:
        before, after = authors.halves(author)
        half = second_half(after, count)
        for name, system in all_systems(phrases, language, before):
            if only and name not in only:
                continue
            started = time.monotonic()
            found = await replay(system, half, author.name)
            sessions.setdefault(name, []).extend(found)
            worth = measures.worth(found)
            print(
                f"{table}, {author.name}, {name}: saved {worth['keystrokes_saved']}, right "
                f"{worth['shown_precision']} of {worth['n']['shown']}, "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
    return {name: measures.worth_by_kind(found) for name, found in sessions.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", default=",".join(TABLES))
    parser.add_argument("--sentences", type=int, default=12)
    parser.add_argument("--tuned", action="store_true", help="the authors it was tuned on")
    parser.add_argument("--systems", default="", help="names between semicolons; all without")
    chosen = parser.parse_args()
    only = [name for name in chosen.systems.split(";") if name]
    people = authors.TUNED if chosen.tuned else authors.REPORTED
    figures = {
        table: asyncio.run(measure(table, people, chosen.sentences, only))
        for table in chosen.tables.split(",")
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
