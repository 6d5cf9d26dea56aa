"""The grammar checkers that are compared: Nib in three sizes, its float graphs, two peers, nothing.

Out: `Checker`s, each loaded on first need. The peers need the packages of requirements.lock beside
this; their rules are used as they come, for American English.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from nib.correct import Corrector
from nib.dictionary import Dictionary
from nib.loading import load_corrector
from nib.runtime.native import NativeRuntime
from nib.tagger import load_tagger
from nib.tagger_corrector import TaggedCorrector
from nib.types import Correction

from tests.bench.quality.findings import Finding
from tests.bench.quality.places import MODELS, ROOT
from tests.bench.quality.store import Store

Check = Callable[[str], Awaitable[list[Finding]]]


@dataclass(frozen=True, slots=True)
class Checker:
    """`version` changes whenever an answer could: kept answers go by it."""

    name: str
    version: str
    load: Callable[[], Awaitable[Check]]


class Checkers:
    """All of them. `models`: the folder of Nib's models; `floats`: of its float graphs, if any."""

    def __init__(self, models: Path = MODELS, floats: Path | None = None) -> None:
        self.all = [
            Checker("nothing", "1", _load_nothing),
            *nib_checkers(models),
            Checker("harper", f"harper-py {version('harper-py')}", _load_harper),
            Checker("languagetool", _languagetool_version(), _load_languagetool),
        ]
        if floats:
            whole, *_ = nib_checkers(floats)
            self.all.append(Checker("nib-float", whole.version, whole.load))


def nib_checkers(models: Path, threads: int = 1) -> list[Checker]:
    """Everything; without the language model; rules and dictionary alone. One thread: a second one
    waits more than it works on a busy machine, and changes no answer."""

    async def whole() -> Check:
        return _nib(await load_corrector(NativeRuntime(models, threads)))

    async def tagger_only() -> Check:
        runtime = NativeRuntime(models, threads)
        dictionary = Dictionary(await runtime.read_data("dictionary"))
        return _nib(TaggedCorrector(dictionary, await load_tagger(runtime)))

    async def rules() -> Check:
        runtime = NativeRuntime(models, threads)
        return _nib(Corrector(Dictionary(await runtime.read_data("dictionary"))))

    made_from = fingerprint(models)
    return [
        Checker("nib", made_from, whole),
        Checker("nib-no-lm", made_from, tagger_only),
        Checker("nib-rules", made_from, rules),
    ]


def fingerprint(models: Path) -> str:
    """One hash over everything that decides Nib's answers: its Python and its models."""
    digest = hashlib.sha256((models / "index.json").read_bytes())
    for path in sorted((ROOT / "py" / "nib").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


async def check_all(checker: Checker, texts: list[str]) -> list[list[Finding]]:
    """Its findings in each text, asked for once and kept (store.py)."""
    store = Store(checker.name)
    check: Check | None = None
    answers = []
    for text in texts:
        kept = store.get(checker.version, text)
        if kept is None:
            check = check or await checker.load()
            kept = [list(finding) for finding in await check(text)]
            store.put(kept, checker.version, text)
        answers.append([Finding(*finding) for finding in kept])
    return answers


def _nib(corrector: Corrector | TaggedCorrector) -> Check:
    async def check(text: str) -> list[Finding]:
        correction: Correction = await corrector.correct(text)
        return [
            Finding(edit.start, edit.end, edit.replacement, edit.kind == "spelling")
            for edit in correction.edits
        ]

    return check


async def _load_nothing() -> Check:
    async def check(_: str) -> list[Finding]:
        return []

    return check


async def _load_harper() -> Check:
    """Harper's core, natively."""
    from harper import Language, Linter, SuggestionKind  # noqa: PLC0415

    linter = Linter()

    async def check(text: str) -> list[Finding]:
        findings = []
        for lint in linter.lint(text, language=Language.PLAINTEXT):
            start, end = lint.span.start, lint.span.end
            replacement = None
            if lint.suggestions:
                first = lint.suggestions[0]
                inserted = first.kind == SuggestionKind.INSERT_AFTER
                replacement = (text[start:end] if inserted else "") + first.replacement_text
            findings.append(Finding(start, end, replacement, lint.lint_kind == "Spelling"))
        return findings

    return check


def _languagetool_version() -> str:
    return f"lingotweaker {version('lingotweaker')}, data {version('lingotweaker-data-en')}"


async def _load_languagetool() -> Check:
    """LanguageTool's rules, ported to Rust."""
    import lingotweaker_data_en  # noqa: PLC0415
    import lt_py  # noqa: PLC0415

    engine = lt_py.Engine("en-US", data_dir=lingotweaker_data_en.data_dir())

    async def check(text: str) -> list[Finding]:
        encoded = text.encode()  # its offsets are UTF-8 bytes
        findings = []
        for match in engine.check(text):
            first, last = match["offset"], match["offset"] + match["length"]
            start, end = len(encoded[:first].decode()), len(encoded[:last].decode())
            replacement = match["suggestions"][0] if match["suggestions"] else None
            findings.append(Finding(start, end, replacement, match["category_id"] == "TYPOS"))
        return findings

    return check
