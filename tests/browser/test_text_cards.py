"""The cards that answer a menu item: the corrected text, each sentence's sentiment, or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations_of_card
from tests.browser.drawn import WAIT_MS, Drawn
from tests.browser.typing import focused, keys_seen, read, type_into
from tests.chromium import ROOT
from tests.conftest import Extension
from tests.menu import choose, press
from tests.traffic import Traffic

PICTURES = ROOT / "out" / "ui"
TEXT = "We recieve the parcels on Monday and definately need them. It were a nice day."
RIGHT = "We receive the parcels on Monday and definitely need them. It was a nice day."
FEELINGS = (
    "The garden was wonderful and we loved every minute of it. The shop opens at nine. "
    "The waiter was rude and the soup was cold."
)
# A paragraph of the page's own, selected as a person selects one; dark pages have a dark one.
SELECT = """([text, dark]) => {
  const line = document.createElement("p");
  line.id = "text";
  line.textContent = text;
  if (dark) Object.assign(line.style, {background: "#16181d", color: "#e8eaee"});
  document.body.prepend(line);
  if (dark) document.body.style.background = "#16181d";
  getSelection().selectAllChildren(line);
}"""
# Rules answer before the models have loaded: until then it says that it is still checking.
ALL_CORRECTED = "s.card?.reason === '3 corrections.'"


@pytest.fixture(autouse=True)
def only_findings(page: Page, extension: Extension) -> Iterator[None]:
    """No completions, so that what changes in the field is ours to explain."""
    extension.worker.evaluate("() => chrome.storage.local.set({completion: false})")
    yield
    extension.worker.evaluate("() => chrome.storage.local.clear()")


def select(page: Page, text: str, *, dark: bool = False) -> None:
    page.evaluate(SELECT, [text, dark])


def take_picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"card-{name}.png", animations="disabled")


# --- page text


def test_a_corrected_text_shows_its_changes_and_is_copied(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    select(page, TEXT)
    choose(extension, "fix_grammar", page)
    card = drawn.until(ALL_CORRECTED)["card"]
    assert card["result"] == RIGHT
    assert (card["old"], card["fresh"]) == ("recieve", "receive")
    assert RIGHT in drawn.now()["status"]  # who cannot see it hears it
    assert not card["focused"], "the card must not take the focus"
    assert page.evaluate("document.querySelector('#text').textContent") == TEXT
    drawn.press_button("Copy")
    drawn.no_card()
    page.click("#line")
    page.keyboard.press("Control+v")
    expect(page.locator("#line")).to_have_value(RIGHT)


def test_a_long_text_is_refused_with_words(page: Page, drawn: Drawn, extension: Extension) -> None:
    select(page, TEXT * 300)
    choose(extension, "fix_grammar", page)
    assert "20,000 characters" in drawn.card()["reason"]
    assert drawn.card()["buttons"] == []


def test_nothing_selected_is_said(page: Page, drawn: Drawn, extension: Extension) -> None:
    choose(extension, "show_sentiment", page)
    assert "Nothing is selected" in drawn.card()["reason"]
    page.mouse.click(700, 700)
    drawn.no_card()
    choose(extension, "complete_here", page)
    assert "Click into a field" in drawn.card()["reason"]
    page.keyboard.press("Escape")
    drawn.no_card()


def test_what_is_right_is_said_to_be(page: Page, drawn: Drawn, extension: Extension) -> None:
    select(page, "It was a nice day.")
    choose(extension, "fix_grammar", page)
    drawn.until("s.card?.reason === 'Nothing to correct.'")
    assert "Nothing to correct." in drawn.now()["status"]


def test_text_that_may_only_be_read_is_page_text(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    page.evaluate("(text) => { locked.value = text; locked.select(); }", TEXT)
    choose(extension, "fix_grammar", page)
    assert drawn.until(ALL_CORRECTED)["card"]["result"] == RIGHT
    assert read(page, "#locked") == TEXT


@pytest.mark.parametrize("name", ["password", "code", "user", "source"])
def test_a_field_left_alone_stays_so(
    page: Page, drawn: Drawn, extension: Extension, name: str
) -> None:
    traffic = Traffic(drawn.world)
    page.evaluate("(name) => { document.getElementById(name).removeAttribute('readonly'); }", name)
    page.locator(f"#{name}").click()
    page.keyboard.type("We recieve secrets")
    page.keyboard.press("Control+a")
    choose(extension, "fix_grammar", page, editable=True)
    assert "leaves this field alone" in drawn.card()["reason"]
    assert not any("ecrets" in str(message) for message in traffic.sent())


def test_a_password_that_may_only_be_read_is_left_alone(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    traffic = Traffic(drawn.world)
    page.evaluate(
        "() => Object.assign(password, {value: 'We recieve secrets', readOnly: true}).select()"
    )
    choose(extension, "fix_grammar", page)
    assert "leaves this field alone" in drawn.card()["reason"]
    assert not any("ecrets" in str(message) for message in traffic.sent())


def test_where_nib_is_off_it_says_so(page: Page, drawn: Drawn, extension: Extension) -> None:
    extension.worker.evaluate("chrome.storage.local.set({sites_off: ['127.0.0.1']})")
    select(page, TEXT)
    choose(extension, "fix_grammar", page)
    assert "Nib is off here" in drawn.card()["reason"]


# --- sentiment


def expect_three_feelings(card: dict[str, Any]) -> None:
    labels = [sentence["score"].partition(",")[0] for sentence in card["sentences"]]
    assert labels == ["Positive", "Neutral", "Negative"]
    assert [sentence["text"] for sentence in card["sentences"]] == [
        f"{part.strip()}." for part in FEELINGS.split(".") if part
    ]
    good, plain, bad = (sentence["bar"] for sentence in card["sentences"])
    assert bad["right"] <= good["left"] + 1, "to both sides of one middle"
    assert plain["left"] < good["left"] < plain["right"]


def test_the_sentiment_of_plain_text_is_a_list(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    select(page, FEELINGS)
    choose(extension, "show_sentiment", page)
    shown = drawn.until("s.card?.sentences.length > 0")
    expect_three_feelings(shown["card"])
    assert shown["card"]["title"] == "Sentiment: Mixed"
    assert shown["card"]["reason"] == "1 positive, 1 neutral, 1 negative."
    assert violations_of_card(drawn) == []


@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_in_a_field_it_is_drawn_and_listed(
    page: Page, drawn: Drawn, extension: Extension, field: str
) -> None:
    type_into(page, field, FEELINGS)
    choose(extension, "show_sentiment", page, editable=True)
    drawn.until("s.tints.length >= 2")
    expect_three_feelings(drawn.until("s.card?.sentences.length > 0")["card"])
    assert focused(page) == field[1:]
    page.keyboard.type("x")
    drawn.no_card()
    assert read(page, field) == f"{FEELINGS}x"


def test_of_a_selection_in_a_field_only_that_is_listed(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", FEELINGS)
    page.evaluate("(end) => area.setSelectionRange(0, end)", FEELINGS.index(".") + 1)
    choose(extension, "show_sentiment", page, editable=True)
    card = drawn.until("s.card?.sentences.length > 0")["card"]
    assert [sentence["score"].partition(",")[0] for sentence in card["sentences"]] == ["Positive"]


# --- in fields


@pytest.mark.parametrize("field", ["#area", "#line", "#plain"])
def test_fix_grammar_keeps_what_is_selected(
    page: Page, drawn: Drawn, extension: Extension, field: str
) -> None:
    type_into(page, field, TEXT)
    end = TEXT.index("and")
    page.keyboard.press("Control+Home")
    for _ in range(end - 1):
        page.keyboard.press("Shift+ArrowRight")
    choose(extension, "fix_grammar", page, editable=True)
    expected = TEXT.replace("recieve", "receive")
    drawn.until("s.status === 'Corrected.'")
    assert read(page, field) == expected
    chosen = "() => String(getSelection())"
    assert page.evaluate(chosen) == expected[: end - 1]
    page.keyboard.press("Control+z")
    assert read(page, field) == TEXT


def test_a_field_with_nothing_to_correct_says_so(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", "It was a nice day.")
    choose(extension, "fix_grammar", page, editable=True)
    drawn.until("s.card?.reason === 'Nothing to correct.'")
    assert focused(page) == "area"
    page.keyboard.type(" And so on.")
    drawn.no_card()


def test_a_long_field_is_corrected_part_by_part(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    """Beyond what is checked at once; most of it is no English sentence, which is checked soon."""
    middle = "\n".join(["7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7"] * 500)
    page.evaluate(
        "(text) => { area.value = text; }", f"We recieve it.\n{middle}\nWe definately do."
    )
    page.locator("#area").click()
    page.keyboard.press("Control+End")
    choose(extension, "fix_grammar", page, editable=True)
    drawn.until("s.status === '2 corrections made.'")
    assert read(page, "#area") == f"We receive it.\n{middle}\nWe definitely do."
    page.keyboard.press("Control+z")
    assert read(page, "#area") == f"We recieve it.\n{middle}\nWe definately do."


def test_complete_here_wants_a_caret(page: Page, drawn: Drawn, extension: Extension) -> None:
    type_into(page, "#area", "Thank you very much for your ")
    page.keyboard.press("Control+a")
    choose(extension, "complete_here", page, editable=True)
    assert "Click where that is" in drawn.card()["reason"]
    page.keyboard.press("Control+End")
    choose(extension, "complete_here", page, editable=True)
    assert drawn.ghost().strip()
    drawn.no_card()


# --- by the keyboard

ACTIVE = """(() => {
  const root = chrome.dom.openOrClosedShadowRoot(document.querySelector("div[popover=manual]"));
  const active = root.activeElement;
  return active && (active.matches(".result") ? "result" : active.textContent || active.ariaLabel);
})()"""


def wait_for_focus(drawn: Drawn, name: str) -> None:
    drawn.until(f"({ACTIVE}) === {name!r}", 10_000)


def test_a_shortcut_goes_into_the_card_and_escape_leaves_it(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    select(page, TEXT)
    press(extension, "fix_grammar", page)
    drawn.until(ALL_CORRECTED)
    wait_for_focus(drawn, "Copy")
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(drawn.world.evaluate(ACTIVE))
    assert names == ["Close", "result", "Copy"]
    page.keyboard.press("Enter")
    drawn.no_card()
    page.click("#line")
    page.keyboard.press("Control+v")
    expect(page.locator("#line")).to_have_value(RIGHT)


def test_the_list_is_entered_and_left_for_the_field(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    type_into(page, "#area", FEELINGS)
    press(extension, "show_sentiment", page)
    drawn.until("s.card?.sentences.length > 0 && s.card.focused")
    page.keyboard.press("Tab")
    wait_for_focus(drawn, "result")
    page.keyboard.press("Escape")
    drawn.no_card()
    assert focused(page) == "area"
    page.keyboard.type("!")
    assert read(page, "#area") == f"{FEELINGS}!"


def test_tab_goes_into_a_card_the_mouse_asked_for(
    page: Page, drawn: Drawn, extension: Extension
) -> None:
    select(page, TEXT)
    choose(extension, "fix_grammar", page)
    drawn.until(ALL_CORRECTED)
    page.keyboard.press("Tab")
    wait_for_focus(drawn, "Copy")
    page.keyboard.press("Escape")
    drawn.no_card()
    assert (
        page.evaluate("document.activeElement === document.body && String(getSelection())") == TEXT
    )
    assert "Tab" not in keys_seen(page)
    page.keyboard.press("Tab")  # the page's own again
    assert "Tab" in keys_seen(page)


# --- pictures

WAYS: dict[str, Callable[[Page, Extension, bool], None]] = {
    "corrected": lambda page, extension, dark: plain(page, extension, "fix_grammar", TEXT, dark),
    "sentences": lambda page, extension, dark: plain(
        page, extension, "show_sentiment", FEELINGS, dark
    ),
}


def plain(page: Page, extension: Extension, item: str, text: str, dark: bool) -> None:
    select(page, text, dark=dark)
    choose(extension, item, page)


def in_field(page: Page, extension: Extension, dark: bool) -> None:
    type_into(page, "#night" if dark else "#area", FEELINGS)
    choose(extension, "show_sentiment", page, editable=True)


WAYS["sentences-field"] = in_field


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("scheme", ["light", "dark", "forced", "200"])
def test_cards_are_sound_in_every_light(
    page: Page, drawn: Drawn, extension: Extension, scheme: str, way: str
) -> None:
    if scheme == "forced":
        page.emulate_media(forced_colors="active")
    if scheme == "200":  # a window of 640 px at 200 %
        page.set_viewport_size({"width": 320, "height": 400})
    page.emulate_media(reduced_motion="reduce")
    WAYS[way](page, extension, scheme == "dark")
    shown = drawn.until(f"s.card?.sentences.length > 0 || {ALL_CORRECTED}", WAIT_MS)
    size = page.viewport_size
    assert size
    assert shown["card"]["left"] >= 0
    assert shown["card"]["right"] <= size["width"]
    assert shown["card"]["bottom"] <= size["height"]
    take_picture(page, f"{way}-{scheme}")
    assert violations_of_card(drawn) == []
