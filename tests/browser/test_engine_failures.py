"""What goes wrong with the engine is said plainly, and takes nothing else down.

Each test damages a copy of the built package, or the running engine, as real life would.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Launch
from tests.engine_port import EnginePort
from tests.engine_worker import EngineWorker
from tests.words import words_of

SENTENCE = "I am very happy with this."
SENTIMENT = {"kind": "sentiment", "text": SENTENCE}
COMPLETE = {"kind": "complete", "before": "Thank you for your ", "after": "", "min_confidence": 0}
CORRECT = {"kind": "correct", "text": "I recieved it.", "dictionary": []}

Damage = Callable[[Path], None]


@pytest.fixture
def package(built: Path, tmp_path: Path) -> Path:
    """A copy of the built package whose files may be damaged: hard links until then."""
    return Path(shutil.copytree(built, tmp_path / "nib", copy_function=os.link))


def file_of(package: Path, name: str, role: str) -> Path:
    index = json.loads((package / "models" / "index.json").read_text())
    return package / "models" / str(index[name]["files"][role]["path"])


def remove(path: Path) -> None:
    path.unlink()


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink()  # the link, not the original
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(
    ("damage", "word"), [(remove, "missing"), (flip_a_byte, "damaged"), (cut_short, "damaged")]
)
def test_a_bad_model_file_is_named_and_the_other_features_work(
    launch: Launch, package: Path, damage: Damage, word: str
) -> None:
    bad = file_of(package, "sentiment", "graph")
    damage(bad)
    with launch(extension=package) as context:
        engine = EnginePort(context)
        reply = engine.ask(**SENTIMENT)
        assert (reply["kind"], reply["code"]) == ("error", "model")
        path = bad.relative_to(package).as_posix()
        assert words_of(reply["reason"]) == f"Reinstall Nib: the file {path} is {word}."
        part = engine.state()["models"]["sentiment"]
        assert (part["phase"], part["error"]) == ("failed", reply["reason"])
        assert engine.ask(**CORRECT)["edits"]
        state = engine.state()
        assert state["phase"] == "ready"
        assert state["models"]["dictionary"]["phase"] == "ready"


def test_a_damaged_language_model_leaves_the_others_alone(launch: Launch, package: Path) -> None:
    flip_a_byte(file_of(package, "language", "graph"))
    with launch(extension=package) as context:
        engine = EnginePort(context)
        assert engine.ask(**COMPLETE)["code"] == "model"
        assert engine.ask(**SENTIMENT)["label"] == "positive"
        assert engine.ask(**CORRECT)["edits"][0]["replacement"] == "received"
        assert engine.state()["models"]["language"]["phase"] == "failed"


@pytest.mark.parametrize("role", ["graph", "graph_weights", "tokenizer", "data"])
def test_a_damaged_grammar_model_leaves_rules_and_language_model(
    launch: Launch, package: Path, role: str
) -> None:
    bad = file_of(package, "correction", role)
    flip_a_byte(bad)
    text = "I recieved it. I cannot except that offer. It is such beautiful place."
    with launch(extension=package) as context:
        engine = EnginePort(context)
        edits = engine.ask(kind="correct", text=text, dictionary=[])["edits"]
        assert [edit["replacement"] for edit in edits] == ["received", "accept"]
        part = engine.state()["models"]["correction"]
        named = f"Reinstall Nib: the file {bad.relative_to(package).as_posix()} is damaged."
        assert (part["phase"], words_of(part["error"])) == ("failed", named)


@pytest.mark.parametrize("damage", [remove, flip_a_byte])
def test_a_bad_snapshot_only_makes_the_start_longer(
    launch: Launch, package: Path, damage: Damage
) -> None:
    damage(package / "snapshot.bin.gz")
    with launch(extension=package) as context:
        engine = EnginePort(context)
        assert engine.ask(**SENTIMENT)["label"] == "positive"
        snapshot, file = engine.state()["notes"][:2]
        assert snapshot == ["engine_snapshot_bad"]
        assert file[1] == "snapshot.bin.gz"


def test_a_snapshot_of_another_build_is_not_used(launch: Launch, package: Path) -> None:
    about = json.loads((package / "build.json").read_text())
    about["snapshot"]["build_id"] = "0" * 32
    (package / "build.json").unlink()
    (package / "build.json").write_text(json.dumps(about))
    with launch(extension=package) as context:
        engine = EnginePort(context)
        assert engine.ask(**SENTIMENT)["label"] == "positive"
        assert ["engine_snapshot_other"] in engine.state()["notes"]


@pytest.mark.parametrize(
    "path", ["vendor/pyodide/pyodide.asm.wasm", "build.json", "wasm/worker.js"]
)
def test_an_engine_that_cannot_start_says_so(launch: Launch, package: Path, path: str) -> None:
    remove(package / path)
    with launch(extension=package) as context:
        engine = EnginePort(context)
        reply = engine.ask(**SENTIMENT)
        assert (reply["kind"], reply["code"]) == ("error", "engine_stopped")
        state = engine.state()
        assert state["phase"] == "failed"
        assert state["error"] == reply["reason"]
        assert words_of(reply["reason"])


def test_a_worker_that_dies_is_noticed_and_started_again(launch: Launch, built: Path) -> None:
    with launch(extension=built) as context:
        engine = EnginePort(context)
        assert engine.ask(**SENTIMENT)["label"] == "positive"
        assert engine.state()["phase"] == "ready"  # and from now on it hears of changes
        EngineWorker(context).kill()
        engine.page.wait_for_function(
            "() => nib.events.some((event) => event.state.phase === 'failed')"
        )
        assert engine.state()["error"] == ["engine_died"]
        assert engine.ask(**SENTIMENT)["label"] == "positive"
        assert engine.state()["phase"] == "ready"


def test_who_waits_when_the_worker_dies_is_answered(launch: Launch, built: Path) -> None:
    with launch(extension=built) as context:
        engine = EnginePort(context)
        engine.warm("sentiment")
        worker = EngineWorker(context)
        long = {"kind": "sentiment", "text": "I am happy about it. " * 900}
        engine.page.evaluate("(request) => { globalThis.late = nib.post(request).answer; }", long)
        worker.kill()
        reply = engine.page.evaluate("() => late")
        assert (reply["kind"], reply["code"]) == ("error", "engine_stopped")
        assert engine.ask(**SENTIMENT)["label"] == "positive"


def test_without_webgpu_the_processor_does_it_and_the_state_says_why(
    launch: Launch, built: Path
) -> None:
    with launch(extension=built, more_flags=("--disable-gpu",)) as context:
        engine = EnginePort(context)
        assert engine.ask(**SENTIMENT)["label"] == "positive"
        state = engine.state()
        assert state["backend"] == "wasm"
        assert any(words_of(note).startswith("Runs on the processor") for note in state["notes"])
