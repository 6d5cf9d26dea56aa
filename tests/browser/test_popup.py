"""The popup, as a click on the icon opens it: real clicks and keys, seen in storage and fields."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests import chromium
from tests.chromium import ROOT
from tests.conftest import Extension, Launch
from tests.inside import ContentWorld
from tests.popup import FLAG, Popup
from tests.traffic import Traffic

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STARTED_S = 60.0
HOSTS = """async () => {
  const hosts = await chrome.runtime.getContexts({contextTypes: ["OFFSCREEN_DOCUMENT"]});
  return hosts.length;
}"""
SWITCHES = ["enabled", "site", "completion", "correction", "sentiment"]


@pytest.fixture
def own(launch: Launch, built: Path) -> Iterator[Extension]:
    """A browser for this test alone, in which the icon can be clicked."""
    with launch(extension=built, more_flags=(FLAG,)) as context:
        yield Extension(context, chromium.extension_id(context))


@pytest.fixture
def page(own: Extension, serve_pages: str) -> Page:
    page = own.context.pages[0]
    page.goto(f"{serve_pages}/demo.html")
    return page


@pytest.fixture
def popup(own: Extension, page: Page) -> Popup:
    return Popup(own.context, own.id, page)


def stored(extension: Extension) -> dict[str, Any]:
    settings: dict[str, Any] = extension.worker.evaluate("() => chrome.storage.local.get()")
    assert settings.pop("version", 2) == 2
    assert settings.pop("welcomed", True) is True
    return settings


def store(extension: Extension, **settings: object) -> None:
    extension.worker.evaluate("(settings) => chrome.storage.local.set(settings)", settings)


def wait_until(popup: Popup, name: str, on: bool) -> None:
    checked = json.dumps(json.dumps(on))
    popup.wait_for(f"document.querySelector('[data-name={name}]').ariaChecked === {checked}")


def axe_violations(popup: Popup) -> list[str]:
    popup.evaluate(AXE)
    # A running transition shows colours that are nobody's choice.
    popup.evaluate(
        "document.getAnimations().forEach((one) =>"
        " one.effect.getComputedTiming().endTime < Infinity ? one.finish() : one.cancel())"
    )
    options = json.dumps({"runOnly": {"type": "tag", "values": TAGS}})
    result = popup.evaluate(f"axe.run(document, {options})")
    return [
        f"{violation['id']}: {node['html']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def test_opening_it_shows_the_site_and_starts_nothing(own: Extension, popup: Popup) -> None:
    text = popup.text()
    assert "127.0.0.1" in text
    assert "Starts when you click into a text field" in text
    assert "Nothing you write leaves this machine." in text
    assert own.worker.evaluate(HOSTS) == 0
    assert stored(own) == {}


@pytest.mark.parametrize("name", ["enabled", "completion", "correction", "sentiment"])
def test_a_click_on_a_switch_is_stored(name: str, own: Extension, popup: Popup) -> None:
    before = popup.is_on(name)
    for on in (not before, before):
        popup.click(f"[data-name={name}]")
        wait_until(popup, name, on)
        assert stored(own) == {name: on}


def test_two_quick_clicks_are_two(own: Extension, popup: Popup) -> None:
    popup.evaluate(
        "(() => { const one = document.querySelector('[data-name=completion]');"
        " one.click(); one.click(); one.click(); })()"
    )
    wait_until(popup, "completion", False)
    popup.click("[data-name=completion]")
    wait_until(popup, "completion", True)
    assert stored(own) == {"completion": True}


def test_the_site_switch_stores_the_site_and_says_why_nib_is_silent(
    own: Extension, popup: Popup
) -> None:
    popup.click("[data-name=site]")
    popup.wait_for("document.body.innerText.includes('Nib is off on this site.')")
    assert stored(own) == {"sites_on": [], "sites_off": ["127.0.0.1"]}
    popup.click("[data-name=site]")
    popup.wait_for("!document.body.innerText.includes('Nib is off on this site.')")
    assert stored(own) == {"sites_on": [], "sites_off": []}


def test_keys_reach_every_switch_and_work_them(own: Extension, popup: Popup) -> None:
    reached = []
    for _ in SWITCHES:
        popup.press("Tab")
        reached.append(popup.evaluate("document.activeElement.dataset.name"))
        outline = popup.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    assert reached == SWITCHES
    popup.press(" ")
    popup.wait_for("document.activeElement.ariaChecked === 'true'")
    assert stored(own) == {"sentiment": True}
    popup.press("Enter")
    popup.wait_for("document.activeElement.ariaChecked === 'false'")
    assert stored(own) == {"sentiment": False}


def test_it_follows_settings_changed_elsewhere(own: Extension, popup: Popup) -> None:
    store(own, enabled=False)
    wait_until(popup, "enabled", False)
    assert "Nib is off everywhere." in popup.text()
    assert popup.evaluate("document.querySelectorAll('main [role=switch]:enabled').length") == 0


def test_off_is_off_in_the_field_and_on_is_on_again(
    own: Extension, page: Page, popup: Popup
) -> None:
    traffic = Traffic(ContentWorld(page))
    popup.click("[data-name=enabled]")
    wait_until(popup, "enabled", False)
    popup.close()
    page.click("#message")
    page.keyboard.type("While it is off. ")
    again = Popup(own.context, own.id, page)
    again.press("Tab")
    again.press(" ")
    wait_until(again, "enabled", True)
    again.close()
    page.click("#message")
    page.wait_for_selector("[popover=manual]", state="attached")  # Nib has come to the field
    assert not any("While" in str(message) for message in traffic.sent())
    page.keyboard.type("Once it is on. ")
    traffic.wait_for("Once it is on.")


def test_it_shows_the_engine_start_and_where_it_runs(own: Extension, page: Page) -> None:
    page.click("#message")
    page.keyboard.type("Thank you ")
    popup = Popup(own.context, own.id, page)
    popup.wait_for("!document.body.innerText.includes('Asleep')")
    popup.wait_for("document.body.innerText.includes('Ready')", STARTED_S)
    popup.click("summary")
    text = popup.text()
    assert "Runs on: WebAssembly, " in text or "Runs on: WebGPU" in text
    assert "Python started in" in text
    assert axe_violations(popup) == []


def damaged_copy(built: Path, folder: Path) -> tuple[Path, Path]:
    """A copy of the package whose dictionary is damaged, and the file that is."""
    package = Path(shutil.copytree(built, folder))
    index = json.loads((package / "models" / "index.json").read_text())
    file = package / "models" / index["dictionary"]["files"]["data"]["path"]
    file.write_bytes(bytes(file.stat().st_size))
    return package, file


def test_it_says_what_failed_and_tries_again(
    launch: Launch, built: Path, serve_pages: str, tmp_path: Path
) -> None:
    package, file = damaged_copy(built, tmp_path / "nib")
    with launch(extension=package, more_flags=(FLAG,)) as context:
        own = Extension(context, chromium.extension_id(context))
        page = context.pages[0]
        page.goto(f"{serve_pages}/demo.html")
        page.click("#message")
        page.keyboard.type("Thank you ")
        popup = Popup(context, own.id, page)
        popup.wait_for("document.querySelector('.engine.bad .problem') !== null", STARTED_S)
        assert "Dictionary" in popup.text()
        assert axe_violations(popup) == []
        shutil.copy(built / file.relative_to(package), file)
        popup.click(".action")
        popup.wait_for("document.querySelector('.engine.good') !== null", STARTED_S)
        assert "Try again" not in popup.text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(scheme: str, own: Extension, popup: Popup) -> None:
    popup.prefer(prefers_color_scheme=scheme)
    assert axe_violations(popup) == []
    store(own, enabled=False, sites_off=["127.0.0.1"])
    popup.wait_for("document.body.innerText.includes('Nib is off everywhere.')")
    assert axe_violations(popup) == []
    store(own, enabled=True)
    popup.wait_for("document.body.innerText.includes('Nib is off on this site.')")
    assert axe_violations(popup) == []


def test_axe_would_find_something(popup: Popup) -> None:
    popup.evaluate("document.querySelector('.detail').style.color = '#ccc'")
    assert any("color-contrast" in violation for violation in axe_violations(popup))


def test_nothing_moves_for_those_who_asked_for_that(popup: Popup) -> None:
    moves = (
        "getComputedStyle(document.querySelector('.track')).transitionDuration.includes('0.12s')"
    )
    assert popup.evaluate(moves) is True
    popup.prefer(prefers_reduced_motion="reduce")
    assert popup.evaluate(moves) is False


def test_it_is_320_px_wide_and_fits(popup: Popup) -> None:
    assert popup.evaluate("document.body.offsetWidth") == 320
    assert popup.evaluate("document.documentElement.scrollWidth <= 320") is True


def test_pages_of_the_browser_are_explained(own: Extension, page: Page) -> None:
    page.goto("chrome://version")
    popup = Popup(own.context, own.id, page)
    assert "Browsers keep extensions out of pages like this one." in popup.text()
    assert popup.evaluate("document.querySelector('[data-name=site]')") is None


def test_it_works_in_a_tab(own: Extension, page: Page) -> None:
    tab = own.context.new_page()
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.goto(own.url("popup/popup.html"))
    tab.get_by_role("switch", name="Sentiment").click()
    tab.get_by_role("switch", name="Sentiment", checked=True).wait_for()
    assert stored(own) == {"sentiment": True}
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_a_rival_is_named_and_can_be_overruled(scheme: str, own: Extension, page: Page) -> None:
    page.evaluate("document.body.append(document.createElement('grammarly-extension'))")
    page.click("#message")
    page.wait_for_selector("[popover=manual]", state="attached")
    popup = Popup(own.context, own.id, page)
    if scheme == "forced":
        popup.prefer(forced_colors="active")
    else:
        popup.prefer(prefers_color_scheme=scheme)
    notice = popup.evaluate("document.querySelector('[data-name=rivals]').innerText")
    assert notice.startswith("Grammarly is active on this page: Nib shows no corrections here.")
    assert axe_violations(popup) == []
    popup.screenshot(ROOT / "out" / "ui" / f"popup-rival-{scheme}.png")
    popup.click("[data-name=rivals] button")
    popup.wait_for("document.querySelector('[data-name=rivals]') === null")
    assert stored(own) == {"beside_rivals": True}
