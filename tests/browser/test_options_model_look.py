"""How the section of language models looks in each state, and is used by keyboard: axe-core, Tab's
way, pictures in out/ui/ at 100 % and 200 %, light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import chromium
from tests.browser.axe import AXE, OPTIONS, found
from tests.browser.model_package import Package, make_package
from tests.browser.options_page import OptionsPage
from tests.browser.pictures import take_page
from tests.conftest import Extension, Launch

OWN = "SmolLM2-135M-Instruct"
TITLE = "Gemma 3 270M"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Package:
    package = make_package(tmp_path_factory.mktemp("models") / "m", built, " purple words", TITLE)
    package.about |= {"licence": "gemma", "architecture": "gemma3", "parameters": 268_098_176}
    package.write_about()
    return package


@pytest.fixture(scope="module", params=[1, 2], ids=["100", "200"])
def options(request: pytest.FixtureRequest, launch: Launch, built: Path) -> Iterator[OptionsPage]:
    """The page at 100 % and at 200 %: half as many pixels of CSS, twice the scale."""
    scale = request.param
    viewport = {"width": 1000 // scale, "height": 800 // scale}
    with launch(extension=built, viewport=viewport, scale=scale) as context:
        options = OptionsPage(Extension(context, chromium.extension_id(context)))
        options.page.set_default_timeout(30_000)
        options.scale = scale  # type: ignore[attr-defined]
        yield options
        assert options.problems == []


def violations(options: OptionsPage) -> list[str]:
    options.page.evaluate(AXE)
    return found(options.page.evaluate(f"axe.run(document, {OPTIONS})"))


def check_and_keep(options: OptionsPage, name: str) -> None:
    """axe finds nothing and nothing is cut off, light and dark; a picture of each."""
    for scheme in ("light", "dark"):
        options.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(options) == []
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert options.page.evaluate(fits)
        scale = options.scale * 100  # type: ignore[attr-defined]
        take_page(options.page, f"options-model-{name}-{scheme}-{scale}")
    options.page.emulate_media(color_scheme="light")


def test_every_state_is_accessible_and_fits(
    options: OptionsPage, package: Package, tmp_path: Path
) -> None:
    check_and_keep(options, "built-in")
    assert "is not in the folder" in options.load(_without_weights(package, tmp_path))
    check_and_keep(options, "refused")
    options.load(package.folder)
    check_and_keep(options, "loaded")
    options.use(TITLE)
    check_and_keep(options, "chosen")
    options.card(TITLE).get_by_role("button", name="Remove").click()
    check_and_keep(options, "asking")
    options.page.keyboard.press("Enter")
    options.use(OWN)
    options.remove(TITLE)


def _without_weights(package: Package, folder: Path) -> Path:
    (folder / "nib-model.json").write_text(json.dumps(package.about))
    return folder


def test_a_copy_under_way_is_accessible(options: OptionsPage, built: Path, tmp_path: Path) -> None:
    large = make_package(tmp_path / "large", built, " purple words", TITLE)
    with large.path("graph_weights").open("ab") as file:
        file.truncate(600 << 20)
    large.describe()
    options.choose(large.folder)
    options.page.locator(".job progress:not(:indeterminate)").wait_for()
    check_and_keep(options, "copying")
    assert options.page.get_by_role("progressbar", name=f"Copying {TITLE}").count() == 1
    options.page.get_by_role("button", name="Cancel").click()
    assert options.outcome() == "Nothing was loaded."


def tab_to(options: OptionsPage, name: str, key: str = "Tab") -> None:
    """Press `key` until the button of this name has the focus, and shows that it has."""
    wanted = options.page.get_by_role("button", name=name, exact=True)
    for _ in range(30):
        options.page.keyboard.press(key)
        if wanted.evaluate("(button) => button === document.activeElement"):
            outline = wanted.evaluate("(button) => getComputedStyle(button).outlineStyle")
            assert outline == "solid"
            return
    raise AssertionError(f"no way to {name}")


def test_it_is_used_by_keyboard_alone(options: OptionsPage, package: Package) -> None:
    options.page.reload()
    options.page.bring_to_front()
    tab_to(options, "Load a model from a folder…")
    with options.page.expect_file_chooser() as chooser:
        options.page.keyboard.press("Enter")
    chooser.value.set_files(package.folder)
    assert options.outcome().startswith(f"{TITLE} is loaded.")
    tab_to(options, f"Use this model: {TITLE}", "Shift+Tab")
    tab_to(options, f"Remove: {TITLE}")
    options.page.keyboard.press("Enter")
    focused = "document.activeElement.textContent"
    assert options.page.evaluate(focused) == "Keep it"
    tab_to(options, "Remove it", "Shift+Tab")
    options.page.keyboard.press("Enter")
    options.card(TITLE).wait_for(state="detached")
    assert options.titles() == [OWN]
