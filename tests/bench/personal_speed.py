"""What the personal memory costs when it is full: its file, reading it, a look-up, learning.

In: nothing. Out: milliseconds and bytes, printed. A flood of made-up words fills every place first.
Run natively: `python -m tests.bench.personal_speed`; Pyodide takes some five times as long.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable

from nib.loading import load_phrases
from nib.personal import PersonalMemory
from nib.personal_file import pack, unpack
from nib.personal_phrases import PhraseBook
from nib.personal_prediction import Own, PersonalPhrases
from nib.runtime.native import NativeRuntime

from tests.bench.figures import summary

SYLLABLES = "ba be bi co cu da de di fa fo ga go ha ki la lo ma mi no nu pa po ra ri sa so ta to"
SENTENCES = 60_000
LOOK_UPS = 2_000


def flooded(chance: random.Random) -> tuple[PersonalMemory, list[str]]:
    """A memory with no place left, and sentences like those it learned."""
    syllables = SYLLABLES.split()
    words = ["".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(25_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    sentences = [
        " ".join(chance.choices(words, weights, k=chance.randint(6, 18))).capitalize() + "."
        for _ in range(SENTENCES)
    ]
    memory = PersonalMemory()
    for sentence in sentences:
        memory.learn(sentence)
    return memory, sentences


def timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


async def measure() -> dict[str, object]:
    chance = random.Random(4)
    memory, sentences = flooded(chance)
    content = pack(memory)
    phrases = PersonalPhrases(await load_phrases(NativeRuntime()), Own(memory, PhraseBook()))
    alone, added, learned = [], [], []
    for sentence in chance.sample(sentences, LOOK_UPS):
        before = sentence[: chance.randrange(4, len(sentence))]
        shared = timed(lambda: phrases._phrases.predict(before))  # noqa: B023
        alone.append(shared)
        added.append(timed(lambda: phrases.predict(before)))  # noqa: B023
        added[-1] += timed(lambda: phrases.phrase(before))  # noqa: B023
        learned.append(timed(lambda: memory.learn(sentence)))  # noqa: B023
    return {
        "bytes": len(content),
        "words": len(memory.words),
        "contexts": [table.used() for table in memory.tables],
        "phrases": len(memory.book),
        "pack_ms": round(timed(lambda: pack(memory)), 1),
        "unpack_ms": round(timed(lambda: unpack(content)), 1),
        "shared_look_up_ms": summary([ms * 1000 for ms in alone]) | {"unit": "µs"},
        "own_look_up_ms": summary([ms * 1000 for ms in added]) | {"unit": "µs"},
        "learn_sentence_ms": summary(learned),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure()), indent=1))
