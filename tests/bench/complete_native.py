"""Types dev sentences key by key through the completer, natively: is it right, and what it saves.

A patient writer: takes an offer with one key when all of it is what comes next, types on otherwise.
An offer counts once, not again at each key typed along it. Sentences that calibration never saw.
Prints: share of offers that were right, keys saved, milliseconds a key (median, 95th percentile).
Run natively: `.venv/bin/python -m tests.bench.complete_native [MIN_CONFIDENCE]`.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass, field

from nib.cli import DEFAULT_CONFIDENCE
from nib.complete import Completer
from nib.loading import load_language
from nib.runtime.native import NativeRuntime

from tests.bench.calibrate_completion import PLACES, is_right
from tests.bench.figures import sentences, summary

SENTENCES = 15  # of each dev text, behind those calibrated on


@dataclass
class Tally:
    """What happened while typing."""

    offers: int = 0
    right: int = 0
    letters: int = 0
    keys: int = 0
    key_ms: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, object]:
        return {
            "offers": self.offers,
            "right_percent": round(100 * self.right / max(1, self.offers), 1),
            "offers_per_100_letters": round(100 * self.offers / max(1, self.letters), 1),
            "keys_saved_percent": round(100 * (1 - self.keys / max(1, self.letters)), 1),
            "key_ms": summary(self.key_ms),
        }

    def add(self, other: Tally) -> None:
        self.offers += other.offers
        self.right += other.right
        self.letters += other.letters
        self.keys += other.keys
        self.key_ms += other.key_ms


async def type_out(completer: Completer, text: str, min_confidence: float) -> Tally:
    """Type one text from its first letter to its last."""
    tally = Tally(letters=len(text))
    at, standing = 0, ""
    while at < len(text):
        at += 1
        tally.keys += 1
        started = time.perf_counter()
        found = await completer.complete(text[:at], "", min_confidence=min_confidence)
        tally.key_ms.append((time.perf_counter() - started) * 1000)
        typed_along = bool(standing) and text[:at] + found.text == standing
        standing = text[:at] + found.text if found.text else ""
        if not found.text or typed_along:
            continue
        tally.offers += 1
        if is_right(found.text, text[at:]):
            tally.right += 1
            tally.keys += 1
            at, standing = at + len(found.text), ""
    return tally


async def measure(min_confidence: float) -> None:
    completer = Completer(await load_language(NativeRuntime()))
    total = Tally()
    for name, calibrated_on in PLACES.items():
        tally = Tally()
        for text in sentences(name, calibrated_on + SENTENCES)[calibrated_on:]:
            tally.add(await type_out(completer, text, min_confidence))
        if tally.letters:
            print(f"{name}: {tally.figures()}", flush=True)
        total.add(tally)
    print(f"all, at confidence {min_confidence}: {total.figures()}")


if __name__ == "__main__":
    asyncio.run(measure(float(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_CONFIDENCE))
