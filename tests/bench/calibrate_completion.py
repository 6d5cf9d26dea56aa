"""Fit completion_limits: how often a completion of raw probability p is right, by tier.

Replays dev text: at random places (after a blank, or after one to three letters of a word) takes
all drafts the completer makes, and all that the phrases alone would say, and notes raw probability
and whether the writer went on so. Prints isotonic fits (pool adjacent violators), to be pasted as
CALIBRATION and PHRASE_CALIBRATION. Never uses test text.
Run natively: `.venv/bin/python -m tests.bench.calibrate_completion`.
"""

from __future__ import annotations

import asyncio
import itertools
import random

from nib import completion_limits
from nib.complete import Completer
from nib.loading import load_language, load_phrases
from nib.runtime.native import NativeRuntime

from tests.bench.figures import sentences

PLACES = {
    "email_enron_parakweet": 60,
    "support_banking77": 60,
    "handbooks": 60,
    "ud-ewt.dev": 80,
    "informal_reddit_goemotions": 40,
    "dialog_taskmaster": 40,
}
PLACES_A_SENTENCE = 3
LEAST = 0.04  # less sure texts are never shown: not worth their time
KNOTS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def places(seed: int = 1) -> list[tuple[str, str]]:
    """(before, what the writer wrote next), in dev text."""
    chance = random.Random(seed)
    found = []
    for name, count in PLACES.items():
        for sentence in sentences(name, count):
            blanks = [i for i, letter in enumerate(sentence) if letter == " "][1:-1]
            for blank in chance.sample(blanks, min(PLACES_A_SENTENCE, len(blanks))):
                cut = blank + 1 + chance.choice((0, 0, 1, 2, 3))
                found.append((sentence[:cut], sentence[cut:]))
    return found


def is_right(shown: str, actual: str) -> bool:
    """Whether the writer wrote exactly this, up to the end of its last word."""
    following = actual[len(shown) :]
    return actual.startswith(shown) and not following[:1].isalnum()


def isotonic(pairs: list[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Pool adjacent violators: (mean raw probability, share right, how many), ascending."""
    blocks: list[list[float]] = []
    for raw, right in sorted(pairs):
        blocks.append([raw, float(right), 1])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return [(x / n, y / n, int(n)) for x, y, n in blocks]


Pairs = list[tuple[float, bool]]


async def collect() -> tuple[Pairs, Pairs]:
    """Raw probability and whether it was right: of the model's drafts, of the phrases alone."""
    completion_limits.CALIBRATION = ((0.0, 0.0), (1.0, 1.0))
    runtime = NativeRuntime()
    phrases = await load_phrases(runtime)
    completer = Completer(await load_language(runtime), phrases)
    model: Pairs = []
    alone: Pairs = []
    for before, actual in places():
        if completion_limits.may_complete(before, ""):
            drafts = await completer.drafts(before, LEAST)
            model += [(draft.confidence, is_right(draft.text, actual)) for draft in drafts]
            ways = itertools.takewhile(lambda w: w.probability >= LEAST, phrases.ways_on(before, 8))
            alone += [(way.probability, is_right(way.text, actual)) for way in ways]
    return model, alone


def main() -> None:
    for name, pairs in zip(("model", "phrases"), asyncio.run(collect()), strict=True):
        report(name, pairs)


def report(name: str, pairs: Pairs) -> None:
    print(f"{name}: {len(pairs)} drafts at {len(places())} places")
    fit = isotonic(pairs)
    for low, high in itertools.pairwise(KNOTS):
        inside = [right for raw, right in pairs if low <= raw < high]
        if inside:
            share = sum(inside) / len(inside)
            print(f"raw {low:.2f}-{high:.2f}: {share:.3f} right of {len(inside)}")
    for raw, share, count in fit:
        print(f"    ({raw:.3f}, {share:.3f}),  # {count}")


if __name__ == "__main__":
    main()
