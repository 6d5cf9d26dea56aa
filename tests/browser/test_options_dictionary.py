"""The personal dictionary: words added, found, removed, as files in and out, and many of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import Drawn
from tests.browser.options_page import OptionsPage
from tests.browser.typing import type_into
from tests.conftest import Extension

TEXT = "We recieve it there."
IMPORT = "Import a list…"


@pytest.fixture
def options(extension: Extension) -> Iterator[OptionsPage]:
    extension.worker.evaluate("chrome.storage.local.clear()")
    options = OptionsPage(extension, "dictionary")
    options.page.set_default_timeout(15_000)
    yield options
    assert options.problems == []
    options.page.close()
    extension.worker.evaluate("chrome.storage.local.clear()")


def add(options: OptionsPage, word: str) -> None:
    options.page.get_by_label("Add a word").fill(word)
    options.page.keyboard.press("Enter")


def titles(options: OptionsPage) -> list[str]:
    return options.page.locator("[data-name=dictionary] li .title").all_inner_texts()


def said(options: OptionsPage) -> str:
    line = options.page.locator(".outcome:not(:empty)")
    line.wait_for()
    return line.inner_text()


def import_file(options: OptionsPage, path: Path) -> str:
    """Choose the file; what the page then says."""
    options.page.bring_to_front()
    with options.page.expect_file_chooser() as chooser:
        options.page.get_by_role("button", name=IMPORT).click()
    chooser.value.set_files(path)
    return said(options)


def export(options: OptionsPage, label: str) -> str:
    with options.page.expect_download() as download:
        options.page.get_by_role("button", name=label).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_a_word_added_is_flagged_no_longer_and_removed_is_again(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    page.bring_to_front()
    type_into(page, "#area", TEXT)
    drawn.marks(1)
    options.page.bring_to_front()
    add(options, " recieve ")
    options.expect_setting("dictionary", ["recieve"])
    page.bring_to_front()
    page.locator("#area").focus()
    drawn.until("s.marks.length === 0")
    options.page.bring_to_front()
    options.page.get_by_role("button", name="Remove: recieve").click()
    options.expect_setting("dictionary", [])
    expect(options.page.locator("[data-name=dictionary]")).to_contain_text("is empty")
    page.bring_to_front()
    page.locator("#area").focus()
    drawn.marks(1)


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("", "Type a word first."),
        ("New York", "One word at a time."),
        ("x" * 101, "longer than a word may be"),
        ("1984", "no letter in it"),
        ("Nib", "“Nib” is in the dictionary already."),
    ],
)
def test_what_is_no_new_word_is_said(options: OptionsPage, word: str, why: str) -> None:
    options.store(dictionary=["Nib"])
    options.page.get_by_role("button", name="Remove: Nib").wait_for()
    add(options, word)
    expect(options.page.locator("#word-fault")).to_contain_text(why)
    assert options.setting("dictionary") == ["Nib"]


def test_the_focus_stays_in_the_list_when_entries_go(options: OptionsPage) -> None:
    options.store(dictionary=["a", "b", "c"])
    options.page.get_by_role("button", name="Remove: b").click()
    expect(options.page.get_by_role("button", name="Remove: a")).to_be_focused()
    options.page.keyboard.press("Enter")
    expect(options.page.get_by_role("button", name="Remove: c")).to_be_focused()
    options.page.keyboard.press("Enter")
    expect(options.page.locator("[data-name=dictionary]")).to_be_focused()
    options.expect_setting("dictionary", [])


def test_a_plain_list_comes_in_and_what_was_skipped_is_told(
    options: OptionsPage, tmp_path: Path, page: Page, drawn: Drawn
) -> None:
    options.store(dictionary=["Nib"])
    options.page.get_by_role("button", name="Remove: Nib").wait_for()
    path = tmp_path / "names.txt"
    path.write_text("# people\nrecieve\nNib\nNew York\nnaïve\nrecieve\n", encoding="utf-8")
    told = import_file(options, path)
    assert "Words added from names.txt: 2." in told
    assert "There already: 2." in told
    assert "Left out: 1 of more than one word." in told
    options.expect_setting("dictionary", ["Nib", "recieve", "naïve"])
    page.bring_to_front()
    type_into(page, "#area", TEXT + " They was late.")
    marks = drawn.until("s.marks.length > 0")["marks"]
    assert [mark["look"] for mark in marks] == ["grammar"]
    options.page.bring_to_front()
    options.page.get_by_role("button", name="Undo").click()
    options.expect_setting("dictionary", ["Nib"])


def test_a_dic_comes_in_without_its_flags_and_goes_out_again(
    options: OptionsPage, tmp_path: Path
) -> None:
    path = tmp_path / "names.dic"
    path.write_text("3\nLindqvistson/MS\nkm\\/h\nTrondheim po:noun\n", encoding="utf-8")
    told = import_file(options, path)
    assert "Flags were left out of 1:" in told
    words = ["Lindqvistson", "km/h", "Trondheim"]
    options.expect_setting("dictionary", words)
    assert export(options, "Export as plain list") == "Lindqvistson\nkm/h\nTrondheim\n"
    assert export(options, "Export as .dic") == "3\nLindqvistson\nkm\\/h\nTrondheim\n"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "is not text"),
        ("a.txt", b"na\xefve\n", "is not saved as UTF-8"),
        ("a.txt", b"\n# nothing\n", "There is no word in a.txt."),
        ("a.dic", b"12\n\n", "There is no word in a.dic."),
        ("a.txt", b"word\n" * 4_200_000, "is too large for a word list: at most 20 MB."),
        (
            "a.txt",
            b"\n".join(b"word%s%d" % (b"ab", n) for n in range(50_001)),
            "Nothing was added.",
        ),
    ],
    ids=["picture", "latin-1", "remarks", "empty dic", "too large", "too many"],
)
def test_files_that_are_no_list_are_refused_and_change_nothing(
    options: OptionsPage, tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert why in import_file(options, path)
    assert options.setting("dictionary") is None


def test_50_000_words_come_in_are_searched_and_removed_quickly(
    options: OptionsPage, tmp_path: Path
) -> None:
    path = tmp_path / "many.txt"
    path.write_text("".join(f"wörd{number}\n" for number in range(50_000)), encoding="utf-8")
    started = time.monotonic()
    assert "Words added from many.txt: 50,000." in import_file(options, path)
    assert len(titles(options)) == 100
    options.page.get_by_label("Search in: Dictionary").fill("rd4999")
    expect(options.page.locator(".count").first).to_have_text("11 of 50,000 found")
    options.page.get_by_role("button", name="Remove: wörd4999", exact=True).click()
    expect(options.page.locator(".count").first).to_have_text("10 of 49,999 found")
    assert time.monotonic() - started < 15
    typed_ms = options.page.evaluate(
        """() => {
          const field = document.querySelector("[type=search]");
          const started = performance.now();
          for (const text of ["r", "rd", "rd1", "rd12"]) {
            field.value = text;
            field.dispatchEvent(new Event("input", {bubbles: true}));
          }
          return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(
            () => resolve(performance.now() - started))));
        }"""
    )
    assert typed_ms < 1_000
