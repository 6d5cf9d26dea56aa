"""Your data: what is stored, all of it as a file and back, hostile files, no room, all erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import Drawn
from tests.browser.model_package import make_package
from tests.browser.options_page import OptionsPage
from tests.browser.typing import type_into
from tests.conftest import Extension

START = "I would like to take this opport"
ALL = "chrome.storage.local.get(null)"
# Fills the extension's storage to the last byte it lets be taken, under a key of its own.
FILL = """async () => {
  const {local} = chrome.storage;
  let filler = "x".repeat(local.QUOTA_BYTES - await local.getBytesInUse() - 100);
  for (let step = 64; step >= 1; step /= 2)
    for (;;) {
      try { await local.set({filler: filler + "x".repeat(step)}); } catch { break; }
      filler += "x".repeat(step);
    }
  return local.getBytesInUse();
}"""


@pytest.fixture
def options(extension: Extension) -> Iterator[OptionsPage]:
    extension.worker.evaluate("chrome.storage.local.clear()")
    options = OptionsPage(extension, "data")
    options.page.set_default_timeout(15_000)
    yield options
    assert options.problems == []
    options.page.close()
    extension.worker.evaluate("chrome.storage.local.clear()")


def export(options: OptionsPage) -> tuple[str, Any]:
    """The file's name and what is in it."""
    with options.page.expect_download() as download:
        options.page.get_by_role("button", name="Export", exact=True).click()
    return download.value.suggested_filename, json.loads(Path(download.value.path()).read_text())


def choose(options: OptionsPage, path: Path) -> None:
    options.page.bring_to_front()
    with options.page.expect_file_chooser() as chooser:
        options.page.get_by_role("button", name="Import…").click()
    chooser.value.set_files(path)


def said(options: OptionsPage) -> str:
    line = options.page.locator("section .outcome:not(:empty)")
    line.wait_for()
    return line.inner_text()


def write(folder: Path, content: Any) -> Path:
    path = folder / "settings.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def file_of(**settings: Any) -> dict[str, Any]:
    return {"format": "nib settings", "version": 2, "settings": settings}


def bytes_of(options: OptionsPage, kind: str) -> int:
    row = options.page.locator(f"[data-kind={kind}]")
    row.wait_for()
    return int(row.get_attribute("data-bytes") or 0)


def test_everything_goes_out_and_comes_back_the_same(
    options: OptionsPage, tmp_path: Path, page: Page, drawn: Drawn
) -> None:
    options.store(completion=False, dictionary=["Nib", "naïve"], keys={"accept": "Alt+G"})
    options.page.locator("[data-kind=dictionary]:not([data-bytes='0'])").wait_for()
    name, exported = export(options)
    assert name.startswith("nib-settings-") and name.endswith(".json")
    assert exported["version"] == 2
    assert exported["settings"]["dictionary"] == ["Nib", "naïve"]
    before = options.page.evaluate(ALL)
    options.page.evaluate("chrome.storage.local.clear()")
    page.bring_to_front()
    type_into(page, "#area", START)
    drawn.ghost()
    choose(options, write(tmp_path, exported))
    question = options.page.get_by_role("alertdialog")
    expect(question).to_contain_text("Settings that change: 2")
    expect(question).to_contain_text("Words in the dictionary: 0 now, 2 then")
    assert options.page.evaluate(ALL) == {}  # until it is wanted
    options.page.keyboard.press("Enter")
    assert "settings.json is imported." in said(options)
    after = options.page.evaluate(ALL)
    assert {key: after[key] for key in before} == before
    page.bring_to_front()
    page.locator("#area").focus()
    drawn.until("s.ghost === ''")
    options.page.bring_to_front()
    options.page.get_by_role("button", name="Undo").click()
    options.expect_setting("dictionary", [])
    options.expect_setting("completion", True)
    assert "The import is undone." in said(options)


def test_an_import_that_is_not_wanted_changes_nothing(options: OptionsPage, tmp_path: Path) -> None:
    choose(options, write(tmp_path, file_of(enabled=False)))
    options.page.get_by_role("button", name="Cancel").click()
    expect(options.page.get_by_role("alertdialog")).to_have_count(0)
    assert options.page.evaluate(ALL) == {}


def test_a_file_of_the_first_version_comes_in(options: OptionsPage, tmp_path: Path) -> None:
    old = {"format": "nib settings", "version": 1, "settings": {"sites_off": ["a.example"]}}
    choose(options, write(tmp_path, old))
    options.page.get_by_role("button", name="Import it").click()
    options.expect_setting("sites_off", ["a.example"])


HOSTILE: list[tuple[str, str]] = [
    ("", "is not JSON"),
    ("MZ\0\0\x07", "is not JSON"),
    ("[" * 200_000, "is not JSON"),
    (json.dumps(file_of(enabled=False))[:-9], "is not JSON"),
    (json.dumps([1]), "was not exported by Nib"),
    (json.dumps({**file_of(), "version": 3}), "by a newer version of Nib"),
    (json.dumps(file_of(enabled="no")), "the entry “enabled” has a value Nib cannot use"),
    (json.dumps(file_of(dictionary=["ok", {"a": 1}])), "the entry “dictionary”"),
    (json.dumps(file_of(colour="red")), "an entry Nib does not know: “colour”"),
    (json.dumps(file_of()).replace('"settings": {', '"settings": {"__proto__": {"enabled": 0}'),
     "an entry Nib does not know: “__proto__”"),
    (json.dumps({**file_of(), "<img src=x onerror=f()>": 1}), "“<img src=x onerror=f()>”"),
    ("x" * 20_000_001, "is too large for Nib's settings: at most 20 MB."),
]  # fmt: skip


@pytest.mark.parametrize(("content", "why"), HOSTILE, ids=[why for _, why in HOSTILE])
def test_a_damaged_or_hostile_file_is_refused_and_changes_nothing(
    options: OptionsPage, tmp_path: Path, content: str, why: str
) -> None:
    options.store(dictionary=["Nib"], sites_off=["a.example"])
    before = options.page.evaluate(ALL)
    choose(options, write(tmp_path, content))
    told = said(options)
    assert why in told
    assert told.endswith("Nothing was changed.")
    assert options.page.get_by_role("alertdialog").count() == 0
    assert options.page.evaluate(ALL) == before
    assert options.page.locator("img").count() == 1  # Nib's own


def test_a_full_storage_is_told_and_loses_nothing(options: OptionsPage, tmp_path: Path) -> None:
    options.store(dictionary=["Nib"])
    options.page.evaluate(FILL)
    before = options.page.evaluate("chrome.storage.local.get(['dictionary', 'version'])")
    options.go("dictionary")
    options.page.get_by_label("Add a word").fill("Pyodide")
    options.page.keyboard.press("Enter")
    refused = options.page.locator("[data-name=refused]")
    expect(refused).to_contain_text("did not store this change, and nothing was lost")
    expect(options.page.locator("[data-name=dictionary] .title")).to_have_text(["Nib"])
    options.go("data")
    choose(options, write(tmp_path, file_of(dictionary=[f"word{n}" for n in range(200)])))
    options.page.get_by_role("button", name="Import it").click()
    assert "had no room for this. Nothing was changed" in said(options)
    assert options.page.evaluate("chrome.storage.local.get(['dictionary', 'version'])") == before
    options.page.evaluate("chrome.storage.local.remove('filler')")
    options.go("dictionary")
    options.page.get_by_label("Add a word").fill("Pyodide")
    options.page.keyboard.press("Enter")
    options.expect_setting("dictionary", ["Nib", "Pyodide"])
    expect(refused).to_have_count(0)


def test_what_is_stored_is_counted(options: OptionsPage) -> None:
    assert bytes_of(options, "dictionary") == 0
    words = [f"word{number}" for number in range(5_000)]
    options.store(dictionary=words, statistics_days={"version": 1, "days": {}})
    options.page.locator("[data-kind=dictionary]:not([data-bytes='0'])").wait_for()
    stored = options.page.evaluate("chrome.storage.local.getBytesInUse('dictionary')")
    assert bytes_of(options, "dictionary") == stored > len("".join(words))
    expect(options.page.locator("[data-kind=dictionary]")).to_contain_text("kB")
    assert bytes_of(options, "statistics") > 0


def test_everything_is_erased_after_two_questions(
    fresh_extension: Extension, built: Path, tmp_path: Path
) -> None:
    """Also the loaded model, which is in use, and what the browser would carry along."""
    options = OptionsPage(fresh_extension)
    package = make_package(tmp_path / "model", built, " purple words", "Purple table")
    options.load(package.folder)
    options.use("Purple table")
    options.store(dictionary=["Nib"], completion=False)
    options.page.evaluate("chrome.storage.sync.set({settings: {enabled: true}})")
    options.go("data")
    assert bytes_of(options, "models") > 1_000
    assert bytes_of(options, "synced") > 0
    page = options.page
    page.get_by_role("button", name="Erase everything…").click()
    yes = page.get_by_role("button", name="Erase everything", exact=True)
    expect(yes).to_be_disabled()
    page.get_by_role("button", name="Keep everything").click()
    assert options.setting("dictionary") == ["Nib"]
    page.get_by_role("button", name="Erase everything…").click()
    page.keyboard.type("eras")
    page.keyboard.press("Enter")
    assert options.setting("dictionary") == ["Nib"]
    page.keyboard.type("e")
    page.keyboard.press("Enter")
    expect(page.locator("section .outcome:not(:empty)")).to_contain_text("Everything is erased.")
    assert page.evaluate("chrome.storage.local.get(null)") == {}
    assert page.evaluate("chrome.storage.sync.get(null)") == {}
    assert options.stored() == []
    page.locator("[data-kind=models][data-bytes='0']").wait_for()
    options.go("features")
    page.get_by_role("switch", name="Completion", checked=True).wait_for()
    options.go("language-model")
    assert options.titles() == [options.in_use()]
    assert options.problems == []
