"""How each section of the options page looks and is used by keyboard: axe-core, what fits, pictures
in out/ui/ at 100 % and 200 %, light and dark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import chromium
from tests.browser.axe import AXE, OPTIONS, found
from tests.browser.options_page import OptionsPage
from tests.browser.pictures import take_page
from tests.conftest import Extension, Launch

SECTIONS = [
    "features",
    "ghost-text",
    "english",
    "corrections",
    "sites",
    "fields",
    "keys",
    "appearance",
    "sentiment",
    "dictionary",
    "learning",
    "statistics",
    "language-model",
    "data",
    "sync",
    "about",
]
# A life with Nib, so that lists have something to show.
LIVED_IN: dict[str, Any] = {
    "dictionary": ["Lindqvist", "Pyodide", "onnxruntime", "Trondheim", "Kaffeklatsch", "Nib"]
    + [f"Wort{number}" for number in range(240)],
    "sites_off": ["bank.example", "*.clinic.example", "wiki.example/talk*"],
    "sites_on": ["mail.example"],
    "completion_off": ["chat.example", "forum.example"],
    "correction_off": ["poems.example"],
    "sentiment_off": ["tickets.example", "x" * 60 + ".example"],
    "ignored_rules": ["comma", "newer_rule"],
    "ignored_findings": [
        {"kind": "spelling", "original": "colour", "replacement": "color"},
        {"kind": "missing_word", "original": "", "replacement": " the"},
        {"kind": "extra_word", "original": " really", "replacement": ""},
    ],
    "keys": {"accept_word": "Ctrl+Shift+ArrowRight"},
    "ghost_color": "#7a4fb5",
}
# What Nib draws has the contrast of lines and ghost text (3 to 1), or the user's own: no text of
# the page's.
NOT_THE_PREVIEW = {"exclude": [["[data-name=preview]"]]}


class Look:
    def __init__(self, options: OptionsPage, scale: int) -> None:
        self.options, self.page, self.scale = options, options.page, scale

    def violations(self) -> list[str]:
        self.page.evaluate(AXE)
        result = self.page.evaluate(f"axe.run({json.dumps(NOT_THE_PREVIEW)}, {OPTIONS})")
        return found(result)

    def check_and_keep(self, name: str) -> None:
        """axe finds nothing and nothing is cut off, light and dark; a picture of each."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            assert self.violations() == []
            fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert self.page.evaluate(fits)
            take_page(self.page, f"options-{name}-{scheme}-{self.scale * 100}")
        self.page.emulate_media(color_scheme="light")


@pytest.fixture(scope="module", params=[1, 2], ids=["100", "200"])
def look(request: pytest.FixtureRequest, launch: Launch, built: Path) -> Iterator[Look]:
    """The page at 100 % and at 200 %: half as many pixels of CSS, twice the scale."""
    scale = request.param
    viewport = {"width": 1000 // scale, "height": 800 // scale}
    with launch(extension=built, viewport=viewport, scale=scale) as context:
        options = OptionsPage(Extension(context, chromium.extension_id(context)), "features")
        options.page.set_default_timeout(30_000)
        options.store(**LIVED_IN)
        yield Look(options, scale)
        assert options.problems == []


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_accessible_and_fits(look: Look, section: str) -> None:
    look.options.go(section)
    heading = look.page.get_by_role("heading", level=2)
    assert heading.count() == 1
    assert look.page.title().startswith(heading.inner_text())
    look.check_and_keep(section)


def test_the_sections_are_all_there_is(look: Look) -> None:
    links = look.page.locator("nav a").evaluate_all("(all) => all.map((link) => link.hash)")
    assert [link.removeprefix("#") for link in links] == SECTIONS


def test_forced_colours_are_kept(look: Look) -> None:
    look.page.emulate_media(forced_colors="active")
    for section in ("ghost-text", "appearance"):
        look.options.go(section)
        take_page(look.page, f"options-{section}-forced-{look.scale * 100}")
    look.page.emulate_media(forced_colors="none")


def test_axe_would_find_something(look: Look) -> None:
    look.options.go("sites")
    look.page.evaluate("document.querySelector('.help').style.color = '#ccc'")
    assert any("color-contrast" in violation for violation in look.violations())
    look.page.evaluate("document.querySelector('.help').style.color = ''")
