"""The popup in each of its states: axe-core finds nothing, nothing is cut off, and pictures of it,
light and dark, at 100 % and 200 %, in out/ui/popup-*.png."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import chromium
from tests.browser.popup_steps import axe_violations, store, wait_for_text
from tests.browser.typing import type_into
from tests.chromium import ROOT
from tests.conftest import Extension, Launch
from tests.popup import FLAG, Popup

PICTURES = ROOT / "out" / "ui"
STARTED_S = 60.0
TEXT = (
    "We recieve the parcels on monday and definately need them. It was a lovely day. "
    "The waiter was horribly rude, and she go home without saying an word."
)
# A popup is as high as its content, 600 px at most, where the screen has room for it.
FLAGS = (FLAG, "--window-size=1200,1200", "--screen-info={1600x1400}")
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def own(launch: Launch, built: Path) -> Iterator[Extension]:
    with launch(extension=built, more_flags=FLAGS) as context:
        yield Extension(context, chromium.extension_id(context))


@pytest.fixture
def page(own: Extension, serve_pages: str) -> Page:
    own.worker.evaluate("() => chrome.storage.local.clear()")
    page = own.context.pages[0]
    page.goto(f"{serve_pages}/demo.html")
    return page


def check_and_keep(popup: Popup, name: str) -> None:
    for scheme in ("light", "dark"):
        popup.prefer(prefers_color_scheme=scheme)
        assert axe_violations(popup) == []
        assert popup.evaluate(FITS)
        popup.evaluate("scrollTo(0, 0)")
        popup.screenshot(PICTURES / f"popup-{name}-{scheme}.png")
    popup.close()


def opened(own: Extension, page: Page, text: str = "") -> Popup:
    popup = Popup(own.context, own.id, page)
    wait_for_text(popup, text)
    return popup


def test_no_field(own: Extension, page: Page) -> None:
    check_and_keep(opened(own, page, "Click into a text field"), "no-field")


def test_off(own: Extension, page: Page) -> None:
    store(own, enabled=False)
    check_and_keep(opened(own, page, "Nib is off everywhere."), "off")


def test_site_off(own: Extension, page: Page) -> None:
    store(own, sites_off=["127.0.0.1"])
    check_and_keep(opened(own, page, "Nib is off on this site."), "site-off")


def test_snoozed(own: Extension, page: Page) -> None:
    store(own, snoozed_until=own.worker.evaluate("Date.now() + 42 * 60_000"))
    check_and_keep(opened(own, page, "42 minutes left"), "snoozed")


def test_feature_off_here(own: Extension, page: Page) -> None:
    store(own, completion_off=["127.0.0.1"], sentiment=True)
    check_and_keep(opened(own, page, "Off on this site"), "feature-off-here")


def test_left_alone(own: Extension, page: Page) -> None:
    page.evaluate("document.querySelector('#message').spellcheck = false")
    page.click("#message")
    check_and_keep(opened(own, page, "no spelling marks"), "left-alone")


def test_browser_page(own: Extension, page: Page) -> None:
    page.goto("chrome://version")
    check_and_keep(opened(own, page, "Browsers keep extensions out"), "browser-page")


def test_loading_then_findings_and_tone(own: Extension, page: Page) -> None:
    type_into(page, "#message", TEXT)
    loading = opened(own, page)
    loading.wait_for("document.querySelector('.busy') !== null")
    loading.screenshot(PICTURES / "popup-loading-light.png")
    loading.wait_for("document.querySelector('.engine.good') !== null", STARTED_S)
    loading.wait_for("document.querySelectorAll('.finding').length >= 4", STARTED_S)
    loading.click("[data-name=tone]")
    wait_for_text(loading, "Tone: ", STARTED_S)
    check_and_keep(loading, "findings")
    again = opened(own, page, "Ready")
    again.click("summary")
    check_and_keep(again, "details")


def test_rival(own: Extension, page: Page) -> None:
    page.evaluate("document.body.append(document.createElement('grammarly-extension'))")
    page.click("#message")
    popup = opened(own, page, "Grammarly is active on this page")
    popup.prefer(forced_colors="active")
    popup.screenshot(PICTURES / "popup-rival-forced.png")
    check_and_keep(popup, "rival")
    again = opened(own, page, "Show them anyway")
    again.click("[data-name=rivals] button")
    again.wait_for("document.querySelector('[data-name=rivals]') === null")
    assert own.worker.evaluate("() => chrome.storage.local.get('beside_rivals')") == {
        "beside_rivals": True
    }


def test_failed_engine(launch: Launch, built: Path, serve_pages: str, tmp_path: Path) -> None:
    package = Path(shutil.copytree(built, tmp_path / "nib"))
    index = json.loads((package / "models" / "index.json").read_text())
    file = package / "models" / index["dictionary"]["files"]["data"]["path"]
    file.write_bytes(bytes(file.stat().st_size))
    with launch(extension=package, more_flags=FLAGS) as context:
        own = Extension(context, chromium.extension_id(context))
        page = context.pages[0]
        page.goto(f"{serve_pages}/demo.html")
        type_into(page, "#message", TEXT)
        popup = opened(own, page)
        popup.wait_for("document.querySelector('.engine.bad') !== null", STARTED_S)
        check_and_keep(popup, "failed")


@pytest.mark.parametrize("name", ["no-field", "snoozed"])
def test_zoomed_to_200_percent_all_can_be_reached(own: Extension, page: Page, name: str) -> None:
    """The browser's own zoom of Nib's pages, which popups follow; their window stays as large."""
    zoomed = own.context.new_page()
    zoomed.goto(own.url("options/options.html"))
    set_zoom = "async (zoom) => chrome.tabs.setZoom((await chrome.tabs.getCurrent()).id, zoom)"
    zoomed.evaluate(set_zoom, 2)
    if name == "snoozed":
        store(own, snoozed_until=own.worker.evaluate("Date.now() + 42 * 60_000"))
    popup = opened(own, page, "Wake now" if name == "snoozed" else "Click into a text field")
    assert popup.evaluate("devicePixelRatio") == 2
    assert popup.evaluate(FITS)
    popup.screenshot(PICTURES / f"popup-{name}-200.png")
    popup.evaluate("scrollTo(0, 9999)")
    popup.screenshot(PICTURES / f"popup-{name}-200-below.png")
    assert popup.evaluate(
        "document.querySelector('footer').getBoundingClientRect().bottom <= innerHeight + 1"
    )
    popup.close()
    zoomed.evaluate(set_zoom, 1)
    zoomed.close()
