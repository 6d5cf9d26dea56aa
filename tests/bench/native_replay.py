"""Replays in CPython: the default by its own time, and the curves of keys saved against accuracy.

In: texts. Out: figures of the whole Completer (as `nib complete` runs it), of it without phrases;
for each system and threshold what a writer gains; calibration; next words. Quality is the same
code as in the browser's; its times are of PyPI's onnxruntime.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nib.cli import DEFAULT_CONFIDENCE
from nib.complete import Completer
from nib.language import LanguageModel
from nib.loading import load_language, load_phrases
from nib.phrases import Phrases
from nib.runtime.native import NativeRuntime
from nib.types import Completion

from tests.bench import measures, systems
from tests.bench.replay import Answer, Session, Writer, is_right

THRESHOLDS = (0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85)
GREEDY_THRESHOLDS = (0.05, 0.1, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75)
GREEDY_WORDS = (1, 2, 4)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Texts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What everything native is made of; loaded once."""

    language: LanguageModel
    phrases: Phrases


async def load() -> Parts:
    runtime = NativeRuntime()
    return Parts(await load_language(runtime), await load_phrases(runtime))


async def ask(completer: Completer, before: str) -> Answer:
    """One request at the default confidence, and when its parts came."""
    started = time.perf_counter()
    first: list[tuple[float, Completion]] = []

    def show(part: Completion) -> None:
        if not first:
            first.append(((time.perf_counter() - started) * 1000, part))

    found = await completer.complete(before, "", min_confidence=DEFAULT_CONFIDENCE, on_part=show)
    full_ms = (time.perf_counter() - started) * 1000
    if not first and found.text:
        first.append((full_ms, found))
    return Answer(
        found.text,
        found.confidence,
        full_ms,
        found.tier,
        first[0][0] if first else None,
        first[0][1].tier if first else "",
    )


async def whole(completer: Completer, language: LanguageModel, texts: Texts) -> dict[str, Any]:
    """Figures of a Completer as it ships, from a cold cache."""
    language.forget()
    cpu_started = time.process_time()
    sessions = []
    for kind, text in texts:
        writer = Writer(text, kind)
        while (before := writer.next_place()) is not None:
            writer.hear(await ask(completer, before))
        sessions.append(writer.session)
    keys = sum(session.keys for session in sessions)
    asked = [one for session in sessions for one in session.asked]
    return {
        "cpu_ms_per_key": round((time.process_time() - cpu_started) * 1000 / max(1, keys), 1),
        **measures.latency_by_tier(asked),
        **measures.worth_by_kind(sessions),
    }


async def type_out(system: systems.System, text: str, kind: str, least: float) -> Session:
    writer = Writer(text, kind)
    while (before := writer.next_place()) is not None:
        shown, confidence = await system.shown(before, least)
        writer.hear(Answer(shown, confidence, 0.0))
    return writer.session


async def curve(
    system: systems.System, texts: Texts, thresholds: Sequence[float]
) -> list[dict[str, Any]]:
    """worth() at each threshold."""
    points = []
    for least in thresholds:
        sessions = [await type_out(system, text, kind, least) for kind, text in texts]
        points.append({"threshold": least, **measures.worth(sessions)})
    return points


def stated(system: systems.System, texts: Texts) -> dict[str, Any]:
    """Calibration of every draft at every place that any replay of these texts asked at."""
    pairs = []
    for _, text in texts:
        for end in range(1, len(text)):
            drafts = system.known.get(text[:end], ())
            pairs += [
                (confidence, is_right(shown, text[end:]))
                for shown, confidence in drafts
                if confidence >= systems.LEAST  # less sure ones are only seen on the way
            ]
    return measures.calibration(pairs)


async def next_words(parts: Parts, texts: Texts) -> dict[str, Any]:
    """Is the next word among the first one or three, asked where each word starts."""
    cascade = Completer(parts.language, parts.phrases)
    alone = Completer(parts.language, None)
    hits: dict[str, list[list[bool]]] = {"nib": [], "nib-no-phrases": [], "n-gram": []}
    for before, word in word_starts(texts):
        for name, completer in (("nib", cascade), ("nib-no-phrases", alone)):
            found = await completer.complete(
                before, "", min_confidence=0.0, max_words=1, alternatives=3, always=True
            )
            guesses = (found.text, *found.alternatives)
            hits[name].append([first_word(guess) == word for guess in _distinct(guesses)])
        known = parts.phrases.predict(before).words[:3]
        hits["n-gram"].append([first_word(guess.text) == word for guess in known])
    return {name: measures.accuracy(found) for name, found in hits.items()}


def _distinct(guesses: Sequence[str]) -> list[str]:
    return list({first_word(guess): guess for guess in reversed(guesses)}.values())[::-1]


def word_starts(texts: Texts) -> list[tuple[str, str]]:
    """(text before a word, that word), from the second word of each text on."""
    return [
        (text[: found.start()], found[0])
        for _, text in texts
        for found in _WORD.finditer(text)
        if found.start() and text[found.start() - 1] == " "
    ]


def first_word(text: str) -> str:
    found = _WORD.match(text.strip())
    return found[0] if found else ""


async def curves(parts: Parts, texts: Texts) -> dict[str, Any]:
    """Keys saved against accuracy, and calibration, system by system."""
    nib = systems.cascade(Completer(parts.language, parts.phrases))
    n_gram, greedy = systems.n_gram(parts.phrases), systems.greedy(parts.language)
    found = {
        "nib": await curve(nib, texts, THRESHOLDS),
        "n-gram": await curve(n_gram, texts, THRESHOLDS),
        "greedy": await curve(greedy, texts, GREEDY_THRESHOLDS),
    }
    always = []
    for words in GREEDY_WORDS:
        plain = systems.System(greedy.drafts, words)
        (point,) = await curve(plain, texts, (0.0,))
        always.append({**point, "threshold": None, "words": words})
    return {
        "curves": {**found, "greedy, always": always},
        "calibration": {"nib": stated(nib, texts), "n-gram": stated(n_gram, texts)},
    }
