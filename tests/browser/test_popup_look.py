"""The popup in each of its states: axe-core finds nothing, nothing is cut off, and pictures of it,
light and dark, at 100 % and 200 %, in out/ui/popup-*.png."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests import chromium
from tests.browser.conftest import Managed
from tests.browser.popup_steps import axe_violations, store, wait_for_text
from tests.browser.private_window import open_private, private_allowed
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
SCROLLS = "document.documentElement.scrollHeight > innerHeight + 1"
# Of what popup.html shows and of what is drawn over it: words, and the places of all there is.
PLACES = """async (first) => {
  if (first) {
    const page = await (await fetch("popup.html")).text();
    document.body.replaceWith(new DOMParser().parseFromString(page, "text/html").body);
  }
  const all = document.querySelectorAll("h1, section, th, .track, .promise, footer .link");
  const box = ({x, y, height}) => [x, y, height].map(Math.round);
  const words = (one) => (one.matches("h1, th, footer *") ? one.innerText.trim() : "");
  return [...all].map((one) => [words(one), ...box(one.getBoundingClientRect())]);
}"""


def zoomed(own: Extension, zoom: int) -> Extension:
    """The browser's own zoom of Nib's pages, which popups follow; their window stays as large."""
    if zoom > 1:
        page = own.context.new_page()
        page.goto(own.url("options/options.html"))
        set_zoom = "async (zoom) => chrome.tabs.setZoom((await chrome.tabs.getCurrent()).id, zoom)"
        page.evaluate(set_zoom, zoom)
    return own


@pytest.fixture(scope="module", params=[1, 2], ids=["100", "200"])
def zoom(request: pytest.FixtureRequest) -> int:
    wanted: int = request.param
    return wanted


@pytest.fixture(scope="module")
def own(launch: Launch, built: Path, zoom: int) -> Iterator[Extension]:
    with launch(extension=built, more_flags=FLAGS) as context:
        yield zoomed(Extension(context, chromium.extension_id(context)), zoom)


@pytest.fixture
def page(own: Extension, serve_pages: str) -> Page:
    own.worker.evaluate("() => chrome.storage.local.clear()")
    page = own.context.pages[0]
    page.goto(f"{serve_pages}/demo.html")
    return page


def keep(popup: Popup, name: str) -> None:
    """A picture of it, and of what is below where it has to be scrolled; all of it can be seen."""
    popup.evaluate("scrollTo(0, 0)")
    popup.screenshot(PICTURES / f"popup-{name}.png")
    if popup.evaluate(SCROLLS):
        popup.evaluate("scrollTo(0, 9999)")
        popup.screenshot(PICTURES / f"popup-{name}-below.png")
    bottom = popup.evaluate("document.querySelector('footer').getBoundingClientRect().bottom")
    assert bottom <= popup.evaluate("innerHeight") + 1


def check_and_keep(popup: Popup, name: str) -> None:
    scale = popup.evaluate("devicePixelRatio * 100")
    for scheme in ("light", "dark"):
        popup.prefer(prefers_color_scheme=scheme)
        assert axe_violations(popup) == []
        assert popup.evaluate(FITS)
        keep(popup, f"{name}-{scheme}-{scale}")
    popup.close()


def opened(own: Extension, page: Page, text: str = "") -> Popup:
    popup = Popup(own.context, own.id, page)
    wait_for_text(popup, text)
    return popup


def test_what_is_painted_first_has_the_same_places(own: Extension, page: Page) -> None:
    popup = opened(own, page, "Click into a text field")
    drawn = popup.evaluate(f"({PLACES})(false)")
    assert popup.evaluate(f"({PLACES})(true)") == drawn
    for scheme in ("light", "dark"):
        popup.prefer(prefers_color_scheme=scheme)
        keep(popup, f"first-paint-{scheme}-{popup.evaluate('devicePixelRatio * 100')}")
    popup.close()


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
    keep(loading, f"loading-light-{loading.evaluate('devicePixelRatio * 100')}")
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


def test_failed_engine(
    launch: Launch, built: Path, serve_pages: str, tmp_path: Path, zoom: int
) -> None:
    package = Path(shutil.copytree(built, tmp_path / "nib"))
    index = json.loads((package / "models" / "index.json").read_text())
    file = package / "models" / index["dictionary"]["files"]["data"]["path"]
    file.write_bytes(bytes(file.stat().st_size))
    with launch(extension=package, more_flags=FLAGS) as context:
        own = zoomed(Extension(context, chromium.extension_id(context)), zoom)
        page = context.pages[0]
        page.goto(f"{serve_pages}/demo.html")
        type_into(page, "#message", TEXT)
        popup = opened(own, page)
        popup.wait_for("document.querySelector('.engine.bad') !== null", STARTED_S)
        check_and_keep(popup, "failed")


def disabled(popup: Popup) -> list[str]:
    """The switches that cannot be changed."""
    names = "[...document.querySelectorAll('.switch:disabled')].map((one) => one.dataset.name)"
    found: list[str] = popup.evaluate(names)
    return found


def test_private_window(
    playwright_instance: Playwright, built: Path, serve_pages: str, tmp_path: Path, zoom: int
) -> None:
    with private_allowed(playwright_instance, tmp_path, built, FLAGS) as context:
        own = zoomed(Extension(context, chromium.extension_id(context)), zoom)
        private = open_private(own, f"{serve_pages}/demo.html")
        popup = opened(own, private, "Private window: nothing is stored")
        # What would store the site cannot be switched; what holds everywhere can.
        here = ["site", "completion_here", "correction_here", "sentiment_here"]
        assert disabled(popup) == here
        wait_for_text(popup, "Click into a text field")
        check_and_keep(popup, "private")


LOCKED: dict[str, dict[str, Any]] = {
    "policy-features": {"completion": False, "sentiment": True, "beside_rivals": False},
    "policy-site-off": {"sites_off": ["127.0.0.1"]},
    "policy-off": {"enabled": False},
}
SAID = {
    "policy-features": "Set by your organisation",
    "policy-site-off": "Your organisation has switched Nib off on this site.",
    "policy-off": "Your organisation has switched Nib off.",
}
LOCKS = {
    "policy-features": ["completion_here", "completion", "sentiment"],
    "policy-site-off": ["site", "sentiment_here"],
    "policy-off": [
        *["enabled", "site", "completion_here", "completion"],
        *["correction_here", "correction", "sentiment_here", "sentiment"],
    ],
}


@pytest.mark.parametrize("name", LOCKED)
def test_set_by_an_organisation(managed: Managed, serve_pages: str, zoom: int, name: str) -> None:
    with managed(LOCKED[name], more_flags=FLAGS) as own:
        zoomed(own, zoom)
        page = own.context.pages[0]
        page.goto(f"{serve_pages}/demo.html")
        page.evaluate("document.body.append(document.createElement('grammarly-extension'))")
        page.click("#message")
        popup = opened(own, page, SAID[name])
        assert disabled(popup) == LOCKS[name]
        if name == "policy-features":
            # Who else works here is said, and cannot be overruled.
            wait_for_text(popup, "Grammarly is active on this page")
            assert popup.evaluate("document.querySelector('[data-name=rivals] button')") is None
        check_and_keep(popup, name)
