"""Settings through the browser's own storage.sync; the test plays the other machine in it.

Chromium without an account keeps storage.sync to itself, so nothing leaves this machine.
"""

from __future__ import annotations

import random
import string
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.axe import AXE, OPTIONS, found
from tests.browser.drawn import Drawn
from tests.browser.options_page import OptionsPage
from tests.chromium import ROOT
from tests.conftest import Extension

PICTURES = ROOT / "out" / "ui"
WAIT = """async ([area, wanted]) => {
  const end = Date.now() + 10_000;
  for (;;) {
    const stored = await chrome.storage[area].get();
    const found = Object.entries(wanted)
      .every(([key, value]) => JSON.stringify(stored[key]) === JSON.stringify(value));
    if (found || Date.now() > end) return stored;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""


def wait_for(extension: Extension, area: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """What the area holds once it holds these."""
    stored: dict[str, Any] = extension.worker.evaluate(WAIT, [area, wanted])
    assert {key: stored.get(key) for key in wanted} == wanted
    return stored


def store(extension: Extension, area: str, change: dict[str, Any]) -> None:
    extension.worker.evaluate(f"(change) => chrome.storage.{area}.set(change)", change)


def carried(extension: Extension) -> dict[str, Any]:
    """The settings in storage.sync, by name."""
    items = extension.worker.evaluate("() => chrome.storage.sync.get()")
    return {key.removeprefix("setting:"): item.get("value") for key, item in items.items()}


def until_carried(extension: Extension, wanted: dict[str, Any]) -> None:
    script = """async (wanted) => {
      const end = Date.now() + 10_000;
      const now = async () => JSON.stringify(Object.entries(await chrome.storage.sync.get())
        .map(([key, item]) => [key.replace("setting:", ""), item.value]).sort());
      const goal = JSON.stringify(Object.entries(wanted).sort());
      while (await now() !== goal && Date.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 20));
    }"""
    extension.worker.evaluate(script, wanted)
    assert carried(extension) == wanted


def test_settings_go_and_come_and_are_taken_back(
    fresh_extension: Extension, serve_pages: str
) -> None:
    mine = {"dialect": "uk", "dictionary": ["Okafor"], "learning": True}
    store(fresh_extension, "local", mine)
    until_carried(fresh_extension, {})  # off by default
    store(fresh_extension, "local", {"sync": True})
    until_carried(fresh_extension, {"dialect": "uk"})

    page = fresh_extension.context.new_page()
    page.goto(f"{serve_pages}/fields.html")
    page.click("#area")
    page.keyboard.type("The colour of it is nice. ")
    later = fresh_extension.worker.evaluate("() => Date.now() + 60_000")
    other = {"setting:dialect": {"time": later, "version": 2, "value": "us"}}
    store(fresh_extension, "sync", other)
    wait_for(fresh_extension, "local", {"dialect": "us"})
    drawn = Drawn(page)
    (mark,) = drawn.marks()
    assert drawn.open_card_at(mark)["reason"] == "In American English: “color”."

    store(fresh_extension, "local", {"dialect": "any"})  # later than the other's clock
    until_carried(fresh_extension, {"dialect": "any"})
    drawn.until("s.marks.length === 0", 5_000)

    store(fresh_extension, "local", {"sync_dictionary": True})
    until_carried(fresh_extension, {"dialect": "any", "dictionary": ["Okafor"]})
    store(fresh_extension, "local", {"sync": False})
    until_carried(fresh_extension, {})
    stored = wait_for(fresh_extension, "local", {"dictionary": ["Okafor"], "learning": True})
    assert "sync_marks" not in stored


def test_a_damaged_item_changes_nothing(fresh_extension: Extension) -> None:
    store(fresh_extension, "local", {"sync": True, "ghost_length": "words"})
    until_carried(fresh_extension, {"ghost_length": "words"})
    later = fresh_extension.worker.evaluate("() => Date.now() + 60_000")
    damaged = {
        "setting:min_confidence": {"time": later, "version": 2, "value": "all"},
        "setting:sites_off": {"time": later, "version": 2, "chunks": 2},
        "setting:dialect": {"time": later, "version": 2, "value": "uk"},
    }
    store(fresh_extension, "sync", damaged)
    stored = wait_for(fresh_extension, "local", {"dialect": "uk"})
    assert "min_confidence" not in stored
    assert "sites_off" not in stored


# More writes than a browser takes in a minute, until it says no.
FLOOD = """async () => {
  for (let index = 0; index < 2_000; index += 1)
    try {
      await chrome.storage.sync.set({flood: index});
    } catch {
      return true;
    }
  return false;
}"""


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.evaluate(AXE)
        assert found(page.evaluate(f"axe.run(document, {OPTIONS})")) == []
        page.screenshot(path=PICTURES / f"sync-{name}-{scheme}.png")
    page.emulate_media(color_scheme="light")


def test_what_stands_in_the_way_is_said(fresh_extension: Extension) -> None:
    """A dictionary that is too big, told until it is not; more changes than the browser takes."""
    options = OptionsPage(fresh_extension, "sync")
    notice = options.page.locator("[data-name=sync_notice]")
    expect(notice).to_have_count(0)
    options.page.get_by_role("switch", name="Sync settings").click()
    options.page.locator("[data-name=sync_dictionary]").click()
    wait_for(fresh_extension, "local", {"sync": True, "sync_dictionary": True})
    chance = random.Random(5)
    words = ["".join(chance.choices(string.ascii_lowercase, k=40)) for _ in range(6_000)]
    store(fresh_extension, "local", {"dictionary": words})
    expect(notice).to_have_text(
        "Your dictionary is too big for the browser's sync and stays on this machine."
        " Everything else is carried."
    )
    picture(options.page, "too-big")
    store(fresh_extension, "local", {"dictionary": ["Okafor"], "dialect": "uk"})
    expect(notice).to_be_empty()
    until_carried(fresh_extension, {"dialect": "uk", "dictionary": ["Okafor"]})

    assert fresh_extension.worker.evaluate(FLOOD)
    store(fresh_extension, "local", {"ghost_length": "clause"})
    expect(notice).to_contain_text("The browser stored nothing just now: too many changes, or no")
    picture(options.page, "refused")
    items = fresh_extension.worker.evaluate("() => chrome.storage.sync.get()")
    assert "setting:ghost_length" not in items
    assert items["setting:dialect"]["value"] == "uk"  # what was carried before stays
    assert options.setting("ghost_length") == "clause"
    assert options.problems == []
