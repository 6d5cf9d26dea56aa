"""Nib beside what a developer would take instead: SmolLM2 in wllama and in transformers.js.

In: texts. Out: the time of each system's suggestion at the same places, sentence by sentence in
turn, and how often it was right. Places: where Nib is asked while a patient writer types with Nib.
Peers get up to TOKENS greedy tokens, end where the sentence does, and keep their own caches.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error, Page, Playwright

from tests import chromium
from tests.bench import chromium_replay, measures, npm_packages, peer_server, transformers_model
from tests.bench.replay import Asked, is_right
from tests.chromium import ROOT

TOKENS = 8  # some six words; Nib's own limit is higher
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "wllama": {"gguf": GGUF},
    # Its plain WASM build: its default for Chromium is one for WebGPU, no faster on WASM.
    "transformers": {"wasm": "ort-wasm-simd-threaded"},
}
LOAD = """async ([url, options]) => {
  globalThis.peer = await import(url);
  await peer.load(options);
}"""
WARM_TEXT = "Thank you for your help. Please let me know"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A peer's answer at one place. pieces: (ms, text) as they came."""

    pieces: Sequence[tuple[float, str]]
    full_ms: float
    right: bool
    first_right: bool  # its first word alone

    @property
    def first_word_ms(self) -> float | None:
        return measures.words_known_ms(self.pieces, 1)


@dataclass(slots=True)
class Sides:
    """What was measured at the same places, in order."""

    nib: list[Asked] = field(default_factory=list)
    peers: dict[str, list[Suggested]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


PACKAGES = {
    "wllama": (npm_packages.WLLAMA,),
    "transformers": (npm_packages.TRANSFORMERS, npm_packages.ONNXRUNTIME),
}


def prepare(sides: Sides) -> None:
    """Packages and models in build/bench; a peer whose packages cannot be had is noted."""
    for name, packages in PACKAGES.items():
        try:
            for package in packages:
                npm_packages.fetch(package)
        except npm_packages.FetchError as problem:
            sides.failed[name] = str(problem)
    shipped = ROOT / "build" / "models" / "language"
    transformers_model.write(shipped, peer_server.MODELS / "smollm2")


@contextmanager
def pages(playwright: Playwright, sides: Sides) -> Iterator[dict[str, Page]]:
    """A loaded page for each peer; one that cannot be loaded is noted and left out."""
    with peer_server.serve() as url:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        flags = [*chromium.QUIET, "--headless=new", *sandbox]
        path = str(chromium.find_chromium())
        browser = playwright.chromium.launch(executable_path=path, args=flags, headless=False)
        found = {}
        for name, options in OPTIONS.items():
            if name in sides.failed:
                continue
            page = browser.new_page()
            try:
                page.goto(f"{url}/peers/page.html")
                page.evaluate(LOAD, [f"/peers/{name}.mjs", options])
                for end in (20, 30, len(WARM_TEXT)):
                    suggest(page, WARM_TEXT[:end])
                found[name] = page
            except Error as problem:
                sides.failed[name] = problem.message.splitlines()[0]
        try:
            yield found
        finally:
            browser.close()


def suggest(page: Page, before: str) -> tuple[Sequence[tuple[float, str]], float]:
    """(pieces, full_ms). The blank before the caret is the model's to write: its words begin so."""
    stripped = before.rstrip(" ")
    prompt = f"\n{stripped}"  # Nib's texts begin behind a line break too
    reply = page.evaluate("(asked) => peer.suggest(asked)", {"prompt": prompt, "tokens": TOKENS})
    return reply["pieces"], reply["full_ms"]


def suggested(page: Page, before: str, actual: str) -> Suggested:
    pieces, full_ms = suggest(page, before)
    text = "".join(piece for _, piece in pieces).split("\n")[0]
    if before.endswith(" "):
        text = text.removeprefix(" ")
    first = text[: len(text) - len(text.lstrip())] + (text.split() or [""])[0].rstrip(".,;:!?")
    return Suggested(
        pieces,
        full_ms,
        bool(text) and is_right(text, actual),
        bool(first.strip()) and is_right(first, actual),
    )


def collect(playwright: Playwright, texts: Sequence[tuple[str, str]]) -> Sides:
    """Each text with Nib, then at the same places with each peer."""
    sides = Sides()
    prepare(sides)
    with (
        chromium_replay.engine(playwright) as running,
        pages(playwright, sides) as loaded,
    ):
        sides.peers = {name: [] for name in loaded}
        for kind, text in texts:
            session = chromium_replay.type_out(running.port, text, kind)
            sides.nib += session.asked
            places = [one.before for one in session.asked]
            for name, page in loaded.items():
                if name not in sides.failed:
                    _ask_peer(sides, name, page, text, places)
    return sides


def _ask_peer(sides: Sides, name: str, page: Page, text: str, places: Sequence[str]) -> None:
    """One text's places; a peer that fails here is out, with all it answered."""
    page.bring_to_front()
    try:
        found = [suggested(page, before, text[len(before) :]) for before in places]
    except Error as problem:
        sides.failed[name] = problem.message.splitlines()[0]
        del sides.peers[name]
        return
    sides.peers[name] += found


def figures(sides: Sides) -> dict[str, Any]:
    """Times of each side, and how many times longer a peer took."""
    nib_ms = [one.answer.full_ms for one in sides.nib]
    found: dict[str, Any] = {
        "nib": {**measures.latency(sides.nib), "answer_ms": measures.mean_summary(nib_ms)},
        **{name: _peer(many, sides.nib) for name, many in sides.peers.items()},
        "failed": sides.failed,
        "peer_tokens": TOKENS,
        "n": len(sides.nib),
    }
    return found


def _peer(many: Sequence[Suggested], nib: Sequence[Asked]) -> dict[str, Any]:
    full_ms = [one.full_ms for one in many]
    first = [one.first_word_ms for one in many]
    known = [ms for ms in first if ms is not None]
    both = [
        (theirs.first_word_ms, ours.answer.first_ms)
        for theirs, ours in zip(many, nib, strict=True)
        if theirs.first_word_ms is not None and ours.answer.first_ms is not None
    ]
    as_long = same_length(many, nib)
    return {
        "first_word_ms": measures.mean_summary(known),
        "suggestion_ms": measures.mean_summary(full_ms),
        "right_share": measures.share(sum(one.right for one in many), len(many)),
        "first_word_right_share": measures.share(sum(one.first_right for one in many), len(many)),
        "time_ratio": measures.ratio(full_ms, [one.answer.full_ms for one in nib]),
        "first_word_ratio": measures.ratio([a for a, _ in both], [b for _, b in both]),
        "same_length_ratio": measures.ratio([a for a, _ in as_long], [b for _, b in as_long]),
        "same_length_n": len(as_long),
        "n": len(many),
    }


def same_length(many: Sequence[Suggested], nib: Sequence[Asked]) -> list[tuple[float, float]]:
    """(peer's, Nib's) milliseconds for as many words as Nib showed, where both have them."""
    pairs = []
    for theirs, ours in zip(many, nib, strict=True):
        words = len(ours.answer.text.split())
        known = measures.words_known_ms(theirs.pieces, words) if words else None
        if known is not None:
            pairs.append((known, ours.answer.full_ms))
    return pairs
