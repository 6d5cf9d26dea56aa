"""The context menu's items: made once, sent to the right frame, with their effect in the field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import WAIT_MS, Drawn, box_of
from tests.browser.typing import type_into
from tests.conftest import Extension
from tests.inside import ContentWorld
from tests.menu import choose
from tests.traffic import Traffic

ITEMS = ("fix_grammar", "show_sentiment", "complete_here", "add_word", "site_off", "site_on")
ALWAYS = {"fix_grammar": True, "show_sentiment": True, "complete_here": True}
MISTAKEN = "We recieve the parcels on Monday and definately need them."
CORRECTED = "We receive the parcels on Monday and definitely need them."

# Updating an item that is not there fails. While the extension starts they come, and go and come.
EXISTS = """async (id) => {
  const exists = () => chrome.contextMenus.update(id, {}).then(() => true, () => false);
  const end = Date.now() + 2000;
  while (Date.now() < end) {
    if (await exists()) return true;
    await new Promise((next) => setTimeout(next, 20));
  }
  return false;
}"""
START_AGAIN = """async () => {
  const problems = [];
  self.addEventListener("unhandledrejection", (event) => problems.push(String(event.reason)));
  for (let again = 0; again < 3; again += 1) {
    chrome.runtime.onStartup.dispatch();
    chrome.runtime.onInstalled.dispatch({reason: "update"});
  }
  await chrome.storage.local.set({sentiment: true});
  await new Promise((done) => setTimeout(done, 0));
  return problems;
}"""
INSERT_FRAME = """() => new Promise((done) => {
  const frame = Object.assign(document.createElement("iframe"), {src: `${location.href}?inner`});
  frame.onload = done;
  document.body.prepend(frame);
})"""
# The browser says which frame a message comes from.
NOTE_SENDER = """() => chrome.runtime.onMessage.addListener((_message, sender) => {
  self.lastFrameId = sender.frameId;
})"""
# Resolves once the content script, which heard of the change first, has read the settings.
TURN_ON = """new Promise((done) => {
  chrome.storage.onChanged.addListener(() => {
    chrome.storage.local.get().then(() => setTimeout(done));
  });
  chrome.storage.local.remove("sites_off");
})"""
MARKED = """async () => {
  const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
  const end = Date.now() + 5000;
  while (await chrome.action.getBadgeText({tabId: tab.id}) !== "!") {
    if (Date.now() > end) throw new Error("the icon is not marked");
    await new Promise((next) => setTimeout(next, 20));
  }
}"""
# What the menu is once it has changed: of each item what the last change said. Titles are the
# browser's own, so what it is told is listened to.
LISTEN = """() => {
  const real = self.realUpdate ??= chrome.contextMenus.update;
  self.menu = {};
  chrome.contextMenus.update = (id, change) => {
    self.menu[id] = {...self.menu[id], ...change};
    return real.call(chrome.contextMenus, id, change);
  };
}"""
MENU = """async (wanted) => {
  const end = Date.now() + 5000;
  const shown = () => Object.fromEntries(
    Object.entries(self.menu).filter(([, item]) => item.visible).map(([id, item]) => [id,
      (item.documentUrlPatterns ?? []).length > 0 ? item.documentUrlPatterns
        : id === "add_word" ? item.title : true]));
  const isSo = (menu) => JSON.stringify(Object.entries(menu).sort())
    === JSON.stringify(Object.entries(wanted).sort());
  while (!isSo(shown()) && Date.now() < end) await new Promise((next) => setTimeout(next, 20));
  return shown();
}"""


@pytest.fixture(autouse=True)
def settings(extension: Extension) -> Iterator[None]:
    """As a new user has them, before and after."""
    extension.worker.evaluate("() => chrome.storage.local.clear()")
    yield
    extension.worker.evaluate("() => chrome.storage.local.clear()")


@pytest.fixture
def only_findings(page: Page, extension: Extension) -> None:
    """No completions, so that what changes in the field is ours to explain."""
    extension.worker.evaluate("() => chrome.storage.local.set({completion: false})")


def set_settings(extension: Extension, **settings: Any) -> None:
    """As this version stores them: an older one is migrated."""
    changed = {"version": 2, **settings}
    extension.worker.evaluate("(settings) => chrome.storage.local.set(settings)", changed)


def stored(extension: Extension) -> dict[str, Any]:
    kept: dict[str, Any] = extension.worker.evaluate("() => chrome.storage.local.get()")
    return kept


@pytest.mark.parametrize("item", ITEMS)
def test_the_item_is_there(item: str, extension: Extension) -> None:
    assert extension.worker.evaluate(EXISTS, item) is True
    assert extension.worker.evaluate(EXISTS, f"{item}_not") is False


def expect_menu(extension: Extension, **items: Any) -> None:
    """The menu shows these items: true, the word item's title, or the sites it stands on."""
    assert extension.worker.evaluate(MENU, items) == items


def test_starting_again_and_again_makes_no_item_twice(extension: Extension) -> None:
    extension.worker.evaluate(LISTEN)
    assert extension.worker.evaluate(START_AGAIN) == []
    expect_menu(extension, **ALWAYS, site_off=True)
    for item in ITEMS:
        assert extension.worker.evaluate(EXISTS, item) is True


@pytest.mark.usefixtures("only_findings")
def test_fix_grammar_corrects_the_field_and_one_undo_takes_it_back(
    page: Page, extension: Extension
) -> None:
    type_into(page, "#area", MISTAKEN)
    choose(extension, "fix_grammar", page, editable=True)
    expect(page.locator("#area")).to_have_value(CORRECTED, timeout=WAIT_MS)
    page.keyboard.press("Control+z")
    expect(page.locator("#area")).to_have_value(MISTAKEN)


def test_show_sentiment_tints_the_field(page: Page, drawn: Drawn, extension: Extension) -> None:
    type_into(page, "#area", "The food was wonderful. The service was terrible.")
    choose(extension, "show_sentiment", page, editable=True)
    drawn.until("s.tints.length >= 2")


@pytest.mark.usefixtures("only_findings")
def test_complete_from_here_shows_ghost_text_though_completion_is_off(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", "Thank you very much for your ")
    choose(extension, "complete_here", page, editable=True)
    assert drawn.ghost().strip()


@pytest.mark.usefixtures("only_findings")
def test_the_command_goes_to_the_frame_that_was_clicked(page: Page, extension: Extension) -> None:
    page.evaluate(INSERT_FRAME)
    inner = page.frames[-1]
    type_into(page, "#area", MISTAKEN)
    inner.locator("#area").click()
    page.keyboard.type(MISTAKEN)
    extension.worker.evaluate(NOTE_SENDER)
    ContentWorld(page, "?inner").evaluate("chrome.runtime.sendMessage({kind: 'unknown'})")
    frame_id = extension.worker.evaluate("() => self.lastFrameId")
    choose(extension, "fix_grammar", page, editable=True, frame_id=frame_id)
    expect(inner.locator("#area")).to_have_value(CORRECTED, timeout=WAIT_MS)
    expect(page.locator("#area")).to_have_value(MISTAKEN)


def test_a_frame_that_is_gone_is_said_so(page: Page, extension: Extension) -> None:
    choose(extension, "fix_grammar", page, selection=MISTAKEN, frame_id=2**30)
    extension.worker.evaluate(MARKED)


@pytest.mark.usefixtures("only_findings")
def test_turn_off_on_this_site_is_stored_and_clears_the_field(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    traffic = Traffic(drawn.world)
    type_into(page, "#area", MISTAKEN)
    drawn.marks(2)
    choose(extension, "site_off", page)
    drawn.nothing()
    assert stored(extension)["sites_off"] == ["127.0.0.1"]
    page.keyboard.type(" While it is off.")
    assert not any("While" in str(message) for message in traffic.sent())
    drawn.world.evaluate(TURN_ON)
    page.keyboard.type(" Wich is on.")
    traffic.wait_for("Wich is on.")
    drawn.marks(1)


def test_a_private_window_leaves_no_trace(page: Page, extension: Extension) -> None:
    extension.worker.evaluate("() => chrome.storage.local.clear()")
    choose(extension, "site_off", page, tab={"incognito": True})
    extension.worker.evaluate(MARKED)
    assert stored(extension) == {}


def test_a_page_without_nib_is_marked(extension: Extension) -> None:
    page = extension.context.new_page()
    page.goto("chrome://version")
    choose(extension, "fix_grammar", page, selection="She have one.")
    extension.worker.evaluate(MARKED)
    page.close()


def test_items_hide_while_nib_is_off(extension: Extension) -> None:
    extension.worker.evaluate(LISTEN)
    extension.worker.evaluate("() => chrome.storage.local.set({enabled: false})")
    expect_menu(extension)
    extension.worker.evaluate("() => chrome.storage.local.set({enabled: true})")
    expect_menu(extension, **ALWAYS, site_off=True)


def test_the_twin_stands_on_the_sites_that_are_off(extension: Extension) -> None:
    extension.worker.evaluate(LISTEN)
    set_settings(extension, sites_off=["example.org", "*.example.com"])
    off = ["*://example.org/*", "*://www.example.org/*", "*://*.example.com/*"]
    expect_menu(extension, **ALWAYS, site_off=True, site_on=off)
    set_settings(extension, sites_off=[], sites_on=["example.org/notes*"], on_by_default=False)
    on = ["*://example.org/notes*", "*://www.example.org/notes*"]
    expect_menu(extension, **ALWAYS, site_on=True, site_off=on)


def test_a_right_click_leaves_one_of_the_twins(page: Page, extension: Extension) -> None:
    extension.worker.evaluate(LISTEN)
    page.click("#area", button="right")
    expect_menu(extension, **ALWAYS, site_off=True)
    set_settings(extension, sites_off=["127.0.0.1"])
    everywhere = {**ALWAYS, "site_off": True, "site_on": ["*://127.0.0.1/*", "*://www.127.0.0.1/*"]}
    expect_menu(extension, **everywhere)
    page.evaluate("dispatchEvent(new MouseEvent('mousedown', {button: 2}))")  # no person's
    page.click("#line")
    expect_menu(extension, **everywhere)
    page.click("#area", button="right")
    page.click("#line", button="right")
    expect_menu(extension, **ALWAYS, site_on=True)
    page.goto("about:blank")  # elsewhere nothing is known
    expect_menu(extension, **everywhere)


def test_turn_on_on_this_site(page: Page, drawn: Drawn, extension: Extension) -> None:
    set_settings(extension, sites_off=["127.0.0.1"])
    type_into(page, "#area", MISTAKEN)
    choose(extension, "site_on", page, editable=True)
    drawn.until("s.status === 'Nib is on here.'", 5_000)
    page.keyboard.type(" Wich is it?")
    drawn.marks(3)
    assert stored(extension)["sites_off"] == []


def test_a_flagged_word_is_named_and_added(page: Page, drawn: Drawn, extension: Extension) -> None:
    type_into(page, "#area", "They recieve it on monday. Then they went home. ")
    marks = drawn.marks(2)
    extension.worker.evaluate(LISTEN)
    x, y = box_of(marks[0]).centre
    page.mouse.move(x, y - 6)
    # Before the click it is not known, nor kept in the browser's profile, which word it will be.
    expect_menu(extension, **ALWAYS, site_off=True, add_word="Add to dictionary")
    page.mouse.click(x, y - 6, button="right")
    expect_menu(extension, **ALWAYS, site_off=True, add_word="Add “recieve” to dictionary")
    choose(extension, "add_word", page, editable=True)
    drawn.until("s.status === '“recieve” is in your dictionary now.'", 5_000)
    drawn.until("s.marks.length === 1", 5_000)
    assert stored(extension)["dictionary"] == ["recieve"]
    # Off the word, and on what is no word for a dictionary, there is no such item.
    page.mouse.click(x, y + 60, button="right")
    expect_menu(extension, **ALWAYS, site_off=True)
    choose(extension, "add_word", page, editable=True)
    x, y = box_of(drawn.marks(1)[0]).centre  # "monday"
    page.mouse.click(x, y - 6, button="right")
    expect_menu(extension, **ALWAYS, site_off=True)
    assert stored(extension)["dictionary"] == ["recieve"]


def test_the_word_at_the_caret_by_the_keyboards_menu_key(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", "They recieve it. Then they went home. ")
    drawn.marks(1)
    page.evaluate("area.setSelectionRange(8, 8)")
    extension.worker.evaluate(LISTEN)
    page.keyboard.press("Shift+F10")
    expect_menu(extension, **ALWAYS, site_off=True, add_word="Add “recieve” to dictionary")


FROM_PAGE = """async ([message, tab]) => {
  const sender = {id: chrome.runtime.id, frameId: 0, url: "https://example.org/", tab};
  return new Promise((done) => chrome.runtime.onMessage.dispatch(message, sender, done));
}"""


def test_a_private_windows_word_is_in_no_menu(extension: Extension) -> None:
    extension.worker.evaluate(LISTEN)
    at = {"kind": "menu_at", "flagged": True, "word": "R&D 100%s"}
    tab = {"id": 1, "incognito": False}
    assert extension.worker.evaluate(FROM_PAGE, [at, tab]) == {"ok": True}
    named = "Add “R&&D 100%⁠s” to dictionary"  # the browser's own signs in titles mean nothing
    expect_menu(extension, **ALWAYS, site_off=True, add_word=named)
    tab["incognito"] = True
    extension.worker.evaluate(FROM_PAGE, [at, tab])
    expect_menu(extension, **ALWAYS, site_off=True)
    for word in ("", "x" * 101, ["list"]):
        answer = extension.worker.evaluate(FROM_PAGE, [{**at, "word": word}, tab])
        assert answer["code"] == "malformed"


def test_in_a_private_window_no_word_is_kept(extension: Extension) -> None:
    tab = {"id": 1, "incognito": True}
    answer = extension.worker.evaluate(FROM_PAGE, [{"kind": "add_word", "word": "Wexford"}, tab])
    assert answer["message"] == "In a private window Nib stores nothing."
    assert stored(extension) == {}
