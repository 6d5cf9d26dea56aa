"""The welcome page: opened once, its field really works, its choices hold, it looks right.

Its field is one of our own page, where browsers put no content script: the page loads it itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import chromium
from tests.browser.axe import violations_of_card
from tests.browser.drawn import Drawn
from tests.browser.pictures import PICTURES, take_page
from tests.browser.typing import expect_text, read
from tests.chromium import ROOT
from tests.conftest import Extension, Launch
from tests.inside import ContentWorld
from tests.policy_file import policy_file, unpacked_id
from tests.traffic import Traffic

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIELD = "#field"
TYPED = "I look forw"
HOSTS = """async () =>
  (await chrome.runtime.getContexts({contextTypes: ["OFFSCREEN_DOCUMENT"]})).length"""
INSTALLED = """async (reasons) => {
  for (const reason of reasons) chrome.runtime.onInstalled.dispatch({reason});
  await navigator.locks.request("nib-welcome", () => {});
}"""


class Welcome:
    """A browser in which Nib was just installed, and the page that opened."""

    def __init__(self, extension: Extension) -> None:
        self.extension = extension
        page = chromium.welcome_page(extension.context)
        assert page, "no welcome page opened"
        self.page: Page = page
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda m: self.problems.append(m.text) if m.type == "error" else None)
        page.get_by_role("contentinfo").wait_for()
        page.bring_to_front()

    def stored(self) -> dict[str, Any]:
        settings: dict[str, Any] = self.extension.worker.evaluate(
            "() => chrome.storage.local.get()"
        )
        assert settings.pop("version", 2) == 2
        return settings

    def type(self, text: str) -> Drawn:
        self.page.locator(FIELD).click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)
        return Drawn(self.page)


@pytest.fixture
def welcome(launch: Launch, built: Path) -> Iterator[Welcome]:
    with launch(extension=built, welcome=True) as context:
        welcome = Welcome(Extension(context, chromium.extension_id(context)))
        yield welcome
        assert welcome.problems == []


def pages_of(extension: Extension) -> list[str]:
    urls = [page.url for page in extension.context.pages]
    return [url for url in urls if url.endswith(chromium.WELCOME)]


def test_it_opens_once_and_starts_nothing(welcome: Welcome, tmp_path: Path) -> None:
    extension = welcome.extension
    assert extension.worker.evaluate(HOSTS) == 0
    assert welcome.stored() == {"welcomed": True, "dialect": "us"}
    extension.worker.evaluate(INSTALLED, ["install", "update", "install"])
    assert len(pages_of(extension)) == 1
    extension.worker.evaluate("chrome.storage.local.remove('welcomed')")
    extension.worker.evaluate(INSTALLED, ["update", "chrome_update"])
    assert len(pages_of(extension)) == 1
    # That the same way opens one where none was shown: what is asserted above could fail.
    with extension.context.expect_page() as opened:
        extension.worker.evaluate(INSTALLED, ["install", "install"])
    opened.value.close()
    assert len(pages_of(extension)) == 1


def test_an_organisation_can_keep_it_away(launch: Launch, built: Path) -> None:
    if Path(chromium.find_chromium()).resolve().parts[1:3] == ("opt", "google"):
        pytest.skip("this is Chrome: it reads policies from another folder than Chromium")
    with ExitStack() as stack:
        try:
            stack.enter_context(policy_file(unpacked_id(built), {"welcome": False}))
        except OSError as problem:
            pytest.skip(f"no policy file can be written here: {problem.strerror}")
        context = stack.enter_context(launch(extension=built, welcome=True))
        extension = Extension(context, chromium.extension_id(context))
        assert chromium.welcome_page(context) is None
        # The mark is there: it was dealt with, and no tab was opened beside the first.
        assert extension.worker.evaluate("chrome.tabs.query({})")[1:] == []


def test_the_field_completes_corrects_and_shows_sentiment(welcome: Welcome) -> None:
    page = welcome.page
    line = page.locator(".engine")
    assert "load" in line.inner_text()
    drawn = welcome.type(TYPED)
    line.get_by_role("progressbar").wait_for()  # while the models load, it says so
    ghost = drawn.ghost()
    before = read(page, FIELD)
    page.keyboard.press("Tab")
    assert read(page, FIELD) == before + ghost
    drawn.marks(2)
    line.get_by_text("Ready.").wait_for(timeout=60_000)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "welcome-tried.png", full_page=True)
    page.keyboard.press("Alt+j")
    assert drawn.card()["old"] == "recieve"
    assert violations_of_card(drawn) == []
    page.screenshot(path=PICTURES / "welcome-card.png")
    page.keyboard.press("Enter")
    expect_text(page, FIELD, (before + ghost).replace("recieve", "receive"))
    page.get_by_role("switch", name="Sentiment").click()
    welcome.type(" It is lovely.")
    drawn.until("s.tints.length > 0")
    page.screenshot(path=PICTURES / "welcome-sentiment.png")
    page.get_by_role("switch", name="Correction").click()
    page.locator(FIELD).click()
    drawn.until("s.marks.length === 0")
    assert welcome.stored()["correction"] is False


def test_choices_are_stored_and_hold(welcome: Welcome) -> None:
    page = welcome.page
    assert page.get_by_role("radio", name="American").is_checked()
    for name in ("Learn from what I write", "Count what Nib does"):
        switch = page.get_by_role("switch", name=name)
        assert switch.get_attribute("aria-checked") == "false"
        switch.click()
    page.get_by_role("radio", name="British").check()
    expect(page.get_by_role("radio", name="British")).to_be_checked()
    wanted = {"welcomed": True, "dialect": "uk", "learning": True, "statistics": True}
    page.wait_for_function(
        """async (wanted) => {
          const {version, ...stored} = await chrome.storage.local.get();
          return Object.keys(wanted).every((key) => stored[key] === wanted[key]);
        }""",
        arg=wanted,
    )
    page.reload()
    assert page.get_by_role("radio", name="British").is_checked()  # a choice beats the guess


def test_keys_are_shown_as_they_are_bound(welcome: Welcome) -> None:
    keys = welcome.page.locator(".keys dt")
    assert keys.all_inner_texts() == [
        "Tab",
        "Ctrl + →",
        "Esc",
        "Alt + J",
        "Alt + K",
        "Alt + Shift + F",
    ]
    welcome.page.evaluate("chrome.storage.local.set({keys: {accept: 'Ctrl+Enter'}})")
    expect(keys.first).to_have_text("Ctrl + Enter")
    expect(welcome.page.locator("#completion-detail")).to_contain_text("Ctrl+Enter takes them")


def test_the_promise_names_what_the_manifest_says(welcome: Welcome, built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text())
    codes = welcome.page.locator(".checks code").all_inner_texts()
    assert codes == [", ".join(manifest["permissions"]), "connect-src 'self'"]


def test_off_the_network_it_goes_on(welcome: Welcome) -> None:
    welcome.extension.context.set_offline(True)
    assert welcome.page.evaluate("navigator.onLine") is False
    drawn = welcome.type(TYPED)
    assert drawn.ghost()
    drawn.marks(2)


def test_done_closes_the_tab_and_options_open(welcome: Welcome) -> None:
    context = welcome.extension.context
    with context.expect_page() as opened:
        welcome.page.get_by_role("button", name="All options").click()
    opened.value.wait_for_url("**/options/options.html*")
    with welcome.page.expect_event("close"):
        welcome.page.get_by_role("button", name="Done").click()
    assert pages_of(welcome.extension) == []


def test_other_pages_requests_are_no_commands_to_its_field(welcome: Welcome) -> None:
    """What popup and options ask the background reaches this page's content script as well."""
    traffic = Traffic(ContentWorld(welcome.page))
    drawn = welcome.type("I look")
    drawn.marks(2)
    # From the service worker, messages have no tab, as the popup's have none.
    welcome.extension.worker.evaluate(
        "chrome.runtime.sendMessage({kind: 'wake_engine'}).catch(() => {})"
    )
    welcome.page.keyboard.type(" forw")
    assert drawn.ghost()
    asked = [one for one in traffic.sent() if one["kind"] == "complete"]
    assert asked
    assert not [one for one in asked if one["min_confidence"] == 0]  # "Complete from here"


def test_it_is_used_by_keyboard_alone(welcome: Welcome) -> None:
    page = welcome.page
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """(() => { const {activeElement: one} = document;
              const {outlineStyle} = getComputedStyle(one);
              return [one.dataset.name ?? one.id ?? "", one.value ?? "", outlineStyle]; })()"""
        )
        assert focused[2] in ("solid", "auto")
        reached.append(
            focused[0] or focused[1] or page.evaluate("document.activeElement.innerText")
        )
    assert reached == [
        "field",
        "completion",
        "correction",
        "sentiment",
        "us",
        "learning",
        "statistics",
        "Done",
        "All options",
    ]


@pytest.mark.parametrize(
    ("width", "scale"), [(1000, 1), (500, 2), (340, 1)], ids=["100", "200", "narrow"]
)
def test_it_looks_right_and_axe_finds_nothing(
    width: int, scale: int, launch: Launch, built: Path
) -> None:
    viewport = {"width": width, "height": 800 // scale}
    name = "narrow" if width < 500 else str(100 * scale)
    with launch(extension=built, viewport=viewport, scale=scale, welcome=True) as context:
        page = Welcome(Extension(context, chromium.extension_id(context))).page
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.evaluate(AXE)
        for scheme in ("light", "dark", "forced"):
            if scheme == "forced":
                page.emulate_media(color_scheme="light", forced_colors="active")
            else:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert violations(page) == []
            fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
            assert page.evaluate(fits)
            take_page(page, f"welcome-{scheme}-{name}")


def violations(page: Page) -> list[str]:
    options = json.dumps({"runOnly": {"type": "tag", "values": TAGS}})
    result = page.evaluate(f"axe.run(document, {options})")
    return [f"{one['id']}: {node['html']}" for one in result["violations"] for node in one["nodes"]]


def test_axe_would_find_something(welcome: Welcome) -> None:
    welcome.page.evaluate(AXE)
    welcome.page.evaluate("document.querySelector('.detail').style.color = '#ccc'")
    assert any("color-contrast" in line for line in violations(welcome.page))


def test_the_world_of_its_field_is_the_pages_own(welcome: Welcome) -> None:
    """Our page holds no one else's code, so the script needs no world of its own there."""
    assert ContentWorld(welcome.page).evaluate("document.title") == "Welcome to Nib"
    assert welcome.page.locator("script").count() == 2
