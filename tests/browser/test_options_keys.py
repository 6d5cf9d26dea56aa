"""The keys section: chords pressed for real, what speaks against one, and what they then do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.drawn import Drawn
from tests.browser.options_page import OptionsPage
from tests.browser.typing import keys_seen, read, type_into
from tests.conftest import Extension

START = "I would like to take this opport"
ACCEPT = "Take the grey words"
NEXT = "Next correction"
FIX_ALL = "Fix everything in the field"


@pytest.fixture
def options(extension: Extension) -> Iterator[OptionsPage]:
    extension.worker.evaluate("chrome.storage.local.clear()")
    options = OptionsPage(extension, "keys")
    options.page.set_default_timeout(15_000)
    yield options
    assert options.problems == []
    options.page.close()
    extension.worker.evaluate("chrome.storage.local.clear()")


def row(options: OptionsPage, action: str) -> Locator:
    return options.page.locator(".keys li").filter(has=options.page.get_by_text(action, exact=True))


def record(options: OptionsPage, action: str, chord: str) -> None:
    """Click "Change" and press the chord."""
    options.page.bring_to_front()
    row(options, action).get_by_role("button", name="Change").click()
    expect(options.page.locator(".recorder")).to_be_focused()
    options.page.keyboard.press(chord)
    expect(options.page.locator(".recorder")).to_have_count(0)


def caps(options: OptionsPage, action: str) -> list[str]:
    return row(options, action).locator("kbd").all_inner_texts()


def test_a_chord_is_recorded_shown_and_reset(options: OptionsPage) -> None:
    record(options, FIX_ALL, "Control+Alt+x")
    options.expect_setting("keys", {"fix_all": "Ctrl+Alt+X"})
    expect(row(options, FIX_ALL).locator("kbd")).to_have_text(["Ctrl", "Alt", "X"])
    expect(row(options, FIX_ALL).get_by_role("button", name="Change")).to_be_focused()
    record(options, NEXT, "Control+ArrowDown")
    row(options, FIX_ALL).get_by_role("button", name="Reset").click()
    options.expect_setting("keys", {"next_finding": "Ctrl+ArrowDown"})
    assert caps(options, FIX_ALL) == ["Alt", "Shift", "F"]
    options.page.get_by_role("button", name="Reset all keys").click()
    options.expect_setting("keys", {})
    assert caps(options, NEXT) == ["Alt", "J"]


def test_the_default_chord_pressed_again_is_not_stored(options: OptionsPage) -> None:
    record(options, NEXT, "Control+ArrowDown")
    record(options, NEXT, "Alt+j")
    options.expect_setting("keys", {})


@pytest.mark.parametrize(
    ("chord", "said"),
    [
        ("j", "write text"),
        ("Shift+J", "write text"),
        ("Enter", "edit text"),
        ("Control+c", "edit text"),
    ],
)
def test_keys_that_write_or_edit_cannot_be_bound(
    options: OptionsPage, chord: str, said: str
) -> None:
    record(options, NEXT, chord)
    expect(row(options, NEXT).locator(".said")).to_contain_text(said)
    assert options.setting("keys") is None
    assert caps(options, NEXT) == ["Alt", "J"]


@pytest.mark.parametrize(
    ("chord", "stored", "said"),
    [("Control+Shift+n", "Ctrl+Shift+N", "may keep"), ("F8", "F8", "uses these keys too")],
)
def test_keys_the_browser_wants_are_bound_with_a_word(
    options: OptionsPage, chord: str, stored: str, said: str
) -> None:
    record(options, NEXT, chord)
    expect(row(options, NEXT).locator(".said")).to_contain_text(said)
    options.expect_setting("keys", {"next_finding": stored})


def test_a_clash_is_said_and_two_actions_swap(options: OptionsPage) -> None:
    record(options, NEXT, "Alt+Shift+f")
    said = row(options, NEXT).locator(".said")
    expect(said).to_contain_text(f"Alt Shift F does “{FIX_ALL}” already.")
    assert options.setting("keys") is None
    said.get_by_role("button", name="Swap them").click()
    options.expect_setting("keys", {"next_finding": "Alt+Shift+F", "fix_all": "Alt+J"})
    expect(said).to_have_text("")


def test_escape_leaving_and_held_keys_change_nothing(options: OptionsPage) -> None:
    record(options, ACCEPT, "Escape")
    row(options, ACCEPT).get_by_role("button", name="Change").click()
    options.page.keyboard.down("Control")
    options.page.keyboard.up("Control")
    expect(options.page.locator(".recorder")).to_be_focused()
    options.page.get_by_role("heading", name="Keys", exact=True).click()
    expect(options.page.locator(".recorder")).to_have_count(0)
    assert options.setting("keys") is None
    record(options, ACCEPT, "Tab")  # Tab is a chord here, not the way on
    assert caps(options, ACCEPT) == ["Tab"]


def test_the_browsers_own_page_of_shortcuts_opens(options: OptionsPage) -> None:
    with options.page.context.expect_page() as opened:
        options.page.get_by_role("button", name="Open the browser's page of shortcuts").click()
    opened.value.wait_for_url("chrome://extensions/shortcuts")
    opened.value.close()


def test_ghost_text_is_taken_with_the_new_keys_alone(
    options: OptionsPage, page: Page, drawn: Drawn
) -> None:
    record(options, ACCEPT, "Control+Alt+g")
    options.expect_setting("keys", {"accept": "Ctrl+Alt+G"})
    page.bring_to_front()
    type_into(page, "#area", START)
    ghost = drawn.ghost()
    page.keyboard.press("Control+Alt+g")
    assert read(page, "#area") == START + ghost
    type_into(page, "#serif", START)
    drawn.ghost()
    page.keyboard.press("Tab")
    assert read(page, "#serif") == START
    assert keys_seen(page)[-1] == "Tab"
