"""The popup, as a click on the icon opens it: real clicks and keys, seen in storage and fields."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests import chromium
from tests.browser.drawn import Drawn
from tests.browser.popup_steps import axe_violations, store, stored, wait_for_text, wait_until
from tests.browser.typing import type_into
from tests.conftest import Extension, Launch
from tests.inside import ContentWorld
from tests.popup import FLAG, Popup
from tests.traffic import Traffic

STARTED_S = 60.0
MISTAKEN = "We recieve the parcels and definately need them."
TITLE = """async () => {
  const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
  return chrome.action.getTitle({tabId: tab.id});
}"""
TITLE_IS = f"""async () => {{
  const end = Date.now() + 10000;
  while (await ({TITLE})() !== "%s") {{
    if (Date.now() > end) throw new Error(await ({TITLE})());
    await new Promise((next) => setTimeout(next, 20));
  }}
}}"""
HOSTS = """async () => {
  const hosts = await chrome.runtime.getContexts({contextTypes: ["OFFSCREEN_DOCUMENT"]});
  return hosts.length;
}"""
STOPS = [
    "snooze",
    "enabled",
    "site",
    "completion_here",
    "completion",
    "correction_here",
    "correction",
    "sentiment",
    "keys",
    "options",
]


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
    wait_for_text(popup, "Nib is off on this site.")
    assert stored(own) == {"sites_off": ["127.0.0.1"], "sites_on": []}
    popup.click("[data-name=site]")
    popup.wait_for("!document.body.innerText.includes('Nib is off on this site.')")
    assert stored(own) == {"sites_off": [], "sites_on": []}


def test_keys_reach_everything_and_work_it(own: Extension, popup: Popup) -> None:
    reached = []
    for _ in STOPS:
        popup.press("Tab")
        reached.append(popup.focused())
        outline = popup.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    assert reached == STOPS
    for _ in range(2):
        popup.press("Tab", shift=True)
    assert popup.focused() == "sentiment"
    popup.press(" ")
    popup.wait_for("document.activeElement.ariaChecked === 'true'")
    assert stored(own) == {"sentiment": True}
    popup.press("Tab", shift=True)
    assert popup.focused() == "sentiment_here"  # there is something to switch now
    popup.press("Enter")
    popup.wait_for("document.activeElement.ariaChecked === 'false'")
    assert stored(own) == {"sentiment": True, "sentiment_off": ["127.0.0.1"]}


def test_escape_closes_it(popup: Popup) -> None:
    popup.press("Tab")
    with contextlib.suppress(Error):  # there may be no one left to answer
        popup.press("Escape")
    popup.wait_until_closed()


def test_it_follows_settings_changed_elsewhere(own: Extension, popup: Popup) -> None:
    store(own, enabled=False)
    wait_until(popup, "enabled", False)
    assert "Nib is off everywhere." in popup.text()
    assert popup.evaluate("document.querySelectorAll('main [role=switch]:enabled').length") == 0


def test_a_feature_is_off_here_and_on_elsewhere(
    own: Extension, page: Page, popup: Popup, serve_pages: str
) -> None:
    popup.click("[data-name=completion_here]")
    wait_until(popup, "completion_here", False)
    assert popup.is_on("completion")
    assert stored(own) == {"completion_off": ["127.0.0.1"]}
    popup.close()
    drawn = Drawn(page)
    type_into(page, "#message", f"{MISTAKEN} Thank you for your ")
    drawn.marks(2)
    assert drawn.now()["ghost"] == ""
    page.goto(serve_pages.replace("127.0.0.1", "localhost") + "/demo.html")
    type_into(page, "#message", "I would like to take this opport")
    assert Drawn(page).ghost() != ""


def test_what_is_off_everywhere_cannot_be_switched_here(own: Extension, popup: Popup) -> None:
    popup.click("[data-name=correction]")
    wait_until(popup, "correction", False)
    assert not popup.is_on("correction_here")
    here = "document.querySelector('[data-name=correction_here]')"
    assert popup.evaluate(f"{here}.disabled") is True
    popup.click("[data-name=correction]")
    wait_until(popup, "correction_here", True)
    assert stored(own) == {"correction": True}


def test_snooze_silences_the_field_and_waking_ends_it(
    own: Extension, page: Page, popup: Popup
) -> None:
    before_ms = popup.evaluate("Date.now()")
    popup.click("[data-name=snooze]")
    wait_for_text(popup, "Snoozed until ")
    assert "60 minutes left" in popup.text()
    until_ms = stored(own)["snoozed_until"]
    assert 3_600_000 <= until_ms - before_ms < 3_660_000
    popup.close()
    drawn = Drawn(page)
    type_into(page, "#message", MISTAKEN)
    again = Popup(own.context, own.id, page)
    wait_for_text(again, "Snoozed until ")
    drawn.nothing()
    again.click("[data-name=wake]")
    again.wait_for("!document.body.innerText.includes('Snoozed')")
    assert stored(own) == {"snoozed_until": 0}
    again.close()
    type_into(page, "#message", " Wich is so.")
    drawn.marks(1)


def test_a_snooze_ends_by_itself(own: Extension, page: Page, popup: Popup) -> None:
    popup.close()
    store(own, snoozed_until=own.worker.evaluate("Date.now() + 2500"))
    open_again = Popup(own.context, own.id, page)
    wait_for_text(open_again, "1 minute left")
    assert icon_title(own) == "Nib is snoozed until"
    open_again.wait_for("!document.body.innerText.includes('Snoozed')")
    own.worker.evaluate(TITLE_IS % "Nib")


def icon_title(own: Extension) -> str:
    """Of the active tab, without a time at its end."""
    title = str(own.worker.evaluate(TITLE))
    return title.split(" until", maxsplit=1)[0] + (" until" if " until" in title else "")


def test_the_icon_is_grey_where_nib_is_off(
    own: Extension, page: Page, popup: Popup, serve_pages: str
) -> None:
    assert icon_title(own) == "Nib"
    popup.click("[data-name=site]")
    own.worker.evaluate(TITLE_IS % "Nib is off on this site")
    popup.close()
    page.goto(serve_pages.replace("127.0.0.1", "localhost") + "/demo.html")
    own.worker.evaluate(TITLE_IS % "Nib")
    page.goto(f"{serve_pages}/demo.html")
    page.click("#message")  # only a field that is used tells where it is
    own.worker.evaluate(TITLE_IS % "Nib is off on this site")
    store(own, enabled=False)
    own.worker.evaluate(TITLE_IS % "Nib is off")
    store(own, enabled=True, sites_off=[])
    own.worker.evaluate(TITLE_IS % "Nib")


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
    assert "WebAssembly, " in text or "WebGPU" in text
    assert "Started in" in text
    assert 100 < int(re.search(r"(\d+) MB of memory", text)[1]) < 1_000  # type: ignore[index]
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
        popup.click("[data-name=retry]")
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


def test_it_is_340_px_wide_and_fits(popup: Popup) -> None:
    assert popup.evaluate("document.body.offsetWidth") == 340
    assert popup.evaluate("document.documentElement.scrollWidth <= 340") is True


def test_pages_of_the_browser_are_explained(own: Extension, page: Page) -> None:
    page.goto("chrome://version")
    popup = Popup(own.context, own.id, page)
    assert "Browsers keep extensions out of pages like this one." in popup.text()
    assert popup.evaluate("document.querySelector('[data-name=completion_here]')") is None
    assert popup.evaluate("document.querySelector('[data-name=site]')") is None


def test_it_works_in_a_tab(own: Extension, page: Page) -> None:
    tab = own.context.new_page()
    problems: list[str] = []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.goto(own.url("popup/popup.html"))
    tab.get_by_role("switch", name="Sentiment Everywhere").click()
    tab.get_by_role("switch", name="Sentiment Everywhere", checked=True).wait_for()
    assert stored(own) == {"sentiment": True}
    assert problems == []
