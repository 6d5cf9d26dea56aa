"""The context menu's items: made once, sent to the right frame, with their effect in the field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.drawn import WAIT_MS, Drawn
from tests.browser.typing import type_into
from tests.conftest import Extension
from tests.inside import ContentWorld
from tests.menu import choose
from tests.traffic import Traffic

ITEMS = ("fix_grammar", "show_sentiment", "complete_here", "site_off")
MISTAKEN = "We recieve the parcels on Monday and definately need them."
CORRECTED = "We receive the parcels on Monday and definitely need them."

# Updating an item that is not there fails.
EXISTS = "(id) => chrome.contextMenus.update(id, {}).then(() => true, () => false)"
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
  while (await chrome.action.getBadgeText({tabId: tab.id}) !== "!") {
    await new Promise((next) => setTimeout(next, 20));
  }
}"""
SEE_UPDATES = """async (enabled) => {
  const real = chrome.contextMenus.update;
  const seen = {};
  const all = new Promise((done) => {
    chrome.contextMenus.update = (id, change) => {
      seen[id] = change.visible;
      if (Object.keys(seen).length === 4) done();
      return real.call(chrome.contextMenus, id, change);
    };
  });
  await chrome.storage.local.set({enabled});
  await all;
  chrome.contextMenus.update = real;
  return seen;
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


def stored(extension: Extension) -> dict[str, Any]:
    kept: dict[str, Any] = extension.worker.evaluate("() => chrome.storage.local.get()")
    return kept


@pytest.mark.parametrize("item", ITEMS)
def test_the_item_is_there(item: str, extension: Extension) -> None:
    assert extension.worker.evaluate(EXISTS, item) is True
    assert extension.worker.evaluate(EXISTS, f"{item}_not") is False


def test_starting_again_and_again_makes_no_item_twice(extension: Extension) -> None:
    assert extension.worker.evaluate(START_AGAIN) == []
    extension.worker.evaluate(SEE_UPDATES, True)  # waits for all that was begun
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


def test_plain_text_opens_a_card_and_the_page_stays_as_it_is(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    page.evaluate("(text) => { document.body.prepend(text); }", MISTAKEN)
    choose(extension, "fix_grammar", page, selection=MISTAKEN)
    copyable = "s.card?.buttons.some((button) => button.label.startsWith('Copy'))"
    assert drawn.until(copyable)["card"]["result"] == CORRECTED
    assert page.evaluate("document.body.firstChild.data") == MISTAKEN
    drawn.press_button("Copy")
    page.click("#line")
    page.keyboard.press("Control+v")
    expect(page.locator("#line")).to_have_value(CORRECTED)


def test_sentiment_of_plain_text_opens_a_card(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    choose(extension, "show_sentiment", page, selection="What a wonderful day. I love it.")
    card = drawn.until("s.card?.title.startsWith('Sentiment: ')")["card"]
    assert card["title"] == "Sentiment: Positive"


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
    assert extension.worker.evaluate(SEE_UPDATES, False) == dict.fromkeys(ITEMS, False)
    assert extension.worker.evaluate(SEE_UPDATES, True) == dict.fromkeys(ITEMS, True)
