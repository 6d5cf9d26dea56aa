"""What Nib learned in the one file of everything: out of the browser, erased, and in again; a
damaged or hostile one is refused and changes nothing."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.desk import BEGUN, FILE, REST, SENTENCE, Desk
from tests.unit.test_personal_foreign import HOSTILE

OTHER = "Our Bertramowski office moves to Bergen soon."


def data(desk: Desk) -> Page:
    page = desk.section()
    page.evaluate("location.hash = '#data'")
    page.get_by_role("heading", name="Export and import").wait_for()
    return page


def export(desk: Desk) -> dict[str, Any]:
    page = data(desk)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    file: dict[str, Any] = json.loads(Path(download.value.path()).read_text())
    return file


def offer(desk: Desk, folder: Path, file: dict[str, Any]) -> Page:
    path = folder / "everything.json"
    path.write_text(json.dumps(file))
    page = data(desk)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import…").click()
    chooser.value.set_files(path)
    return page


def said(page: Page, text: str) -> None:
    expect(page.locator("section .outcome:not(:empty)").first).to_contain_text(text)


def erase_everything(page: Page) -> None:
    page.get_by_role("button", name="Erase everything…").click()
    page.keyboard.type("erase")
    page.keyboard.press("Enter")
    page.get_by_text("Everything is erased.").wait_for()


def test_learned_exported_erased_and_imported_it_is_offered_again(
    open_desk: Open, tmp_path: Path
) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        file = export(desk)
        assert base64.b64decode(file["learned"]).startswith(b'{"nib_memory": 1')
        erase_everything(data(desk))
        assert FILE not in desk.files()
        assert desk.memory()["word_count"] == 0
        assert "learned" not in export(desk)

        page = offer(desk, tmp_path, file)
        question = page.get_by_role("alertdialog")
        expect(question).to_contain_text(re.compile("Learned words: \\d+, and phrases: 1,"))
        page.get_by_role("button", name="Import it").click()
        said(page, "everything.json is imported.")
        assert FILE in desk.files()
        assert desk.ghost_behind(BEGUN) == REST
        page = data(desk)
        page.get_by_role("button", name="Undo").click()
        said(page, "The import is undone.")
        assert desk.memory()["word_count"] == 0


def test_it_takes_the_place_of_what_was_learned_and_can_be_undone(
    open_desk: Open, tmp_path: Path
) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        file = export(desk)
        desk.section().evaluate("location.hash = '#learning'")
        desk.write(*[OTHER] * 3)
        before = export(desk)["learned"]
        page = offer(desk, tmp_path, file)
        page.get_by_role("button", name="Import it").click()
        said(page, "is imported.")
        assert export_of(desk) == file["learned"]
        page = offer(desk, tmp_path, {**file, "learned": before})
        page.get_by_role("button", name="Import it").click()
        said(page, "is imported.")
        page.get_by_role("button", name="Undo").click()
        said(page, "The import is undone.")
        assert export_of(desk) == file["learned"]


def export_of(desk: Desk) -> str:
    learned: str = export(desk)["learned"]
    return learned


def test_a_hostile_memory_is_refused_and_changes_nothing(open_desk: Open, tmp_path: Path) -> None:
    """In the browser's Python, where a mistake in what is read would end the engine."""
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        file = export(desk)
        file["settings"]["dictionary"] = ["Wexford"]
        for name, content in HOSTILE.items():
            learned = base64.b64encode(content).decode()
            page = offer(desk, tmp_path, {**file, "learned": learned})
            outcome = page.locator("section .outcome.bad")
            expect(outcome, name).to_contain_text("the entry “learned” has a value Nib cannot use")
            expect(outcome).to_contain_text("Nothing was changed.")
            assert page.get_by_role("alertdialog").count() == 0
        now = export(desk)
        assert now["learned"] == file["learned"]
        assert now["settings"]["dictionary"] == []
        assert desk.ghost_behind(BEGUN) == REST


@pytest.mark.parametrize("switched_on", [True, False])
def test_a_file_without_it_leaves_what_was_learned(
    open_desk: Open, tmp_path: Path, switched_on: bool
) -> None:
    with open_desk() as desk:
        desk.switch("learning", True)
        desk.write(*[SENTENCE] * 3)
        file = export(desk)
        learned = file.pop("learned")
        desk.section().evaluate("location.hash = '#learning'")
        desk.switch("learning", switched_on)
        page = offer(desk, tmp_path, file)
        assert "Learned" not in page.get_by_role("alertdialog").inner_text()
        page.get_by_role("button", name="Import it").click()
        said(page, "is imported.")
        assert export_of(desk) == learned
