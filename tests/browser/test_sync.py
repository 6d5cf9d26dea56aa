"""Settings through the browser's own storage.sync; the test plays the other machine in it.

Chromium without an account keeps storage.sync to itself, so nothing leaves this machine.
"""

from __future__ import annotations

from typing import Any

from tests.browser.drawn import Drawn
from tests.conftest import Extension

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
