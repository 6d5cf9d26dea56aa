"""A language model of one's own: loaded, used, damaged and removed on the options page.

The models are tables (model_package.py) that say one phrase, whatever they are given: a completion
shows which model it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.convert.conversion import convert
from tests import chromium, converted
from tests.browser.model_package import Package, make_package
from tests.browser.options_page import OptionsPage
from tests.conftest import Extension, Launch
from tests.engine_port import EnginePort
from tests.inside import ContentWorld
from tests.words import words_of

COMPLETE = {
    "kind": "complete",
    "before": "Our garden is full of ",
    "after": "",
    "min_confidence": 0.4,
}
OWN = "SmolLM2-135M-Instruct"
PURPLE = "Purple table"
GREEN = "Green table"
DAMAGED = "The model you loaded is damaged: Nib uses its own. Load it again in the options."


@pytest.fixture
def own(launch: Launch, built: Path) -> Iterator[Extension]:
    """A browser for this test alone."""
    with launch(extension=built) as context:
        yield Extension(context, chromium.extension_id(context))


@pytest.fixture
def options(own: Extension) -> Iterator[OptionsPage]:
    options = OptionsPage(own)
    yield options
    assert options.problems == []


@pytest.fixture(scope="module")
def purple(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Package:
    folder = tmp_path_factory.mktemp("models") / "purple"
    return make_package(folder, built, " purple elephants", PURPLE)


@pytest.fixture(scope="module")
def green(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Package:
    folder = tmp_path_factory.mktemp("models") / "green"
    return make_package(folder, built, " green giraffes", GREEN)


def completion(engine: EnginePort) -> str:
    return str(engine.ask(**COMPLETE)["completion"])


def test_it_shows_the_built_in_model_and_what_is_stored(options: OptionsPage) -> None:
    assert options.titles() == [OWN]
    assert options.in_use() == OWN
    text = options.page.inner_text("main")
    assert "Apache-2.0" in text
    assert "129 MB" in text
    assert "No other model is loaded." in text
    assert options.stored() == []


def test_a_model_is_loaded_and_waits_to_be_chosen(options: OptionsPage, purple: Package) -> None:
    assert options.load(purple.folder) == f"{PURPLE} is loaded. To use it, choose it above."
    assert options.titles() == [OWN, PURPLE]
    assert options.in_use() == OWN
    facts = options.card(PURPLE).inner_text()
    for fact in ("MIT", "1.4 MB", f"table, {purple.about['parameters']:,} parameters"):
        assert fact in facts
    assert "Loaded models take 1.4 MB of" in options.page.inner_text(".storage")
    names = {path.rsplit("/", 1)[1] for path, _ in options.stored()}
    assert names == {"graph", "graph_weights", "tokenizer", "card", "chunks.json", "nib-model.json"}


def test_completions_come_from_the_model_in_use_without_reloading_a_page(
    own: Extension, options: OptionsPage, purple: Package, green: Package
) -> None:
    engine = EnginePort(own.context)
    assert "elephants" not in completion(engine)
    options.load(purple.folder)
    options.load(green.folder)
    options.use(PURPLE)
    assert "purple elephants" in completion(engine)
    state = engine.state()
    assert ["engine_model_loaded", PURPLE] in state["notes"]
    assert state["models"]["language"]["phase"] == "ready"
    assert "notice" not in state
    options.use(GREEN)
    assert "green giraffes" in completion(engine)
    options.use(OWN)
    assert not {"elephants", "giraffes"} & set(completion(engine).split())
    assert ["engine_cpu_loaded"] not in engine.state()["notes"]


def test_the_ghost_text_of_an_open_page_follows(
    own: Extension, options: OptionsPage, purple: Package, serve_pages: str
) -> None:
    page = own.context.new_page()
    page.goto(f"{serve_pages}/demo.html")
    page.click("#message")
    page.keyboard.type("We sell ")
    options.load(purple.folder)
    options.use(PURPLE)
    page.bring_to_front()
    page.keyboard.type("chairs and some ")
    ghost = "seen('.ghost')[0]?.textContent.includes('elephants')"
    assert ContentWorld(page)._wait_for(ghost, 60_000)
    page.keyboard.press("Tab")
    assert "purple elephants" in page.input_value("#message")


def test_it_is_still_there_after_the_browser_was_closed(
    playwright_instance: Any, built: Path, tmp_path: Path, purple: Package
) -> None:
    with chromium.launch(playwright_instance, tmp_path, extension=built) as context:
        options = OptionsPage(Extension(context, chromium.extension_id(context)))
        options.load(purple.folder)
        options.use(PURPLE)
    with chromium.launch(playwright_instance, tmp_path, extension=built) as context:
        again = OptionsPage(Extension(context, chromium.extension_id(context)))
        assert again.in_use() == PURPLE
        assert "purple elephants" in completion(EnginePort(context))


def test_removing_asks_once_and_the_built_in_model_is_used(
    own: Extension, options: OptionsPage, purple: Package
) -> None:
    options.load(purple.folder)
    options.use(PURPLE)
    engine = EnginePort(own.context)
    assert "elephants" in completion(engine)
    card = options.card(PURPLE)
    card.get_by_role("button", name="Remove").click()
    assert "The folder on your disk stays." in card.inner_text()
    options.page.keyboard.press("Enter")  # "Keep it" has the focus
    assert options.in_use() == PURPLE
    options.remove(PURPLE)
    assert options.in_use() == OWN
    assert options.stored() == []
    assert "elephants" not in completion(engine)


@pytest.mark.parametrize(
    ("role", "size"),
    [("graph_weights", -1), ("tokenizer", 1000), ("graph", None), ("chunks.json", 5)],
)
def test_a_damaged_model_makes_way_for_the_built_in_one(
    own: Extension, options: OptionsPage, purple: Package, role: str, size: int | None
) -> None:
    options.load(purple.folder)
    options.spoil(PURPLE, role, size)
    options.use(PURPLE)
    engine = EnginePort(own.context)
    reply = engine.ask(**COMPLETE)
    assert reply["kind"] == "complete"
    assert "elephants" not in reply["completion"]
    state = engine.state()
    assert words_of(state["notice"]) == DAMAGED
    assert (state["phase"], state["models"]["language"]["phase"]) == ("ready", "ready")
    options.page.get_by_text(DAMAGED).wait_for()
    assert options.load(purple.folder) == f"{PURPLE} is loaded. Nib uses it."
    assert options.titles() == [OWN, PURPLE]
    assert "purple elephants" in completion(engine)
    assert "notice" not in engine.state()


def test_a_model_whose_description_is_damaged_is_told_and_cleared_away(
    own: Extension, options: OptionsPage, purple: Package
) -> None:
    options.load(purple.folder)
    options.use(PURPLE)
    options.spoil(PURPLE, "nib-model.json", 10)
    engine = EnginePort(own.context)
    assert "elephants" not in completion(engine)
    assert words_of(engine.state()["notice"]) == DAMAGED
    again = OptionsPage(own)
    assert "damaged" in again.outcome()
    assert again.in_use() == OWN
    assert OptionsPage(own).stored() == []


def test_the_same_model_again_takes_the_place_of_its_older_copy(
    options: OptionsPage, purple: Package
) -> None:
    options.load(purple.folder)
    first = options.id_of(PURPLE)
    options.load(purple.folder)
    assert options.titles() == [OWN, PURPLE]
    assert options.id_of(PURPLE) != first
    assert len(options.stored()) == 6


def test_a_half_copy_is_cleared_away_at_the_next_visit(own: Extension, purple: Package) -> None:
    options = OptionsPage(own)
    options.load(purple.folder)
    options.spoil(PURPLE, "nib-model.json", None)
    assert len(options.stored()) == 5
    again = OptionsPage(own)
    assert again.titles() == [OWN]
    assert again.stored() == []


def test_the_popup_leads_to_the_options(own: Extension) -> None:
    popup = own.context.new_page()
    popup.goto(own.url("popup/popup.html"))
    with own.context.expect_page() as opened:
        popup.get_by_role("button", name="Options").click()
    opened.value.wait_for_url("**/options/options.html")


@pytest.mark.parametrize("name", ["llama2", "gemma3", "qwen2"])
def test_a_converted_checkpoint_is_loaded_and_used(
    own: Extension, options: OptionsPage, tmp_path: Path, name: str
) -> None:
    """tests/fixtures/convert's random weights: nothing sensible, yet it runs and answers."""
    convert(converted.folder(name, tmp_path), tmp_path / "package", "int8")
    assert "is loaded." in options.load(tmp_path / "package")
    title = next(title for title in options.titles() if title != OWN)
    options.use(title)
    engine = EnginePort(own.context)
    assert engine.ask(**{**COMPLETE, "min_confidence": 0})["kind"] == "complete"
    state = engine.state()
    assert "notice" not in state
    assert ["engine_model_loaded", title] in state["notes"]
    assert state["models"]["language"]["phase"] == "ready"
