"""What goes wrong in pages: fields that vanish, endless text, input methods, pages that meddle."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.drawn import Drawn
from tests.browser.typing import caret, focused, keys_seen, read, type_into
from tests.conftest import Extension

TEXT = "We recieve the parcels on Monday and definately need them."
LONG_LINES = "Array.from({length: 4000}, (_, i) => `Line ${i} is plain and quite long enough.`)"


@pytest.fixture
def cdp(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


@pytest.mark.parametrize("remove", ["area.remove()", "document.body.replaceChildren()"])
def test_a_field_that_vanishes_leaves_nothing_behind(page: Page, drawn: Drawn, remove: str) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.evaluate(remove)
    drawn.nothing()


def test_a_field_that_vanishes_while_the_engine_works(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    page.evaluate("area.remove()")
    type_into(page, "#line", TEXT)
    drawn.marks(2)


def test_a_field_emptied_by_the_page_keeps_no_lines(page: Page, drawn: Drawn) -> None:
    """A chat composer empties itself on Enter."""
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.evaluate("area.value = ''")
    drawn.nothing()


@pytest.mark.parametrize("joint", ["\\n", " "], ids=["paragraphs", "one paragraph"])
def test_200000_characters_do_not_hang_the_field(page: Page, drawn: Drawn, joint: str) -> None:
    page.evaluate(f"area.value = {LONG_LINES}.join('{joint}').slice(0, 200000)")
    page.evaluate(
        """window.longest = 0;
        new PerformanceObserver((list) => {
          for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
        }).observe({entryTypes: ["longtask"]})"""
    )
    page.locator("#area").click()
    page.keyboard.press("Control+End")
    started = time.monotonic()
    page.keyboard.type(" " + TEXT)
    seconds = time.monotonic() - started
    assert drawn.marks(2)
    assert read(page, "#area").endswith(TEXT)
    longest = page.evaluate("longest")
    print(f"200,000 characters: {seconds:.1f} s for {len(TEXT)} keys, longest task {longest} ms")
    assert longest < 500
    page.keyboard.press("Alt+Shift+F")
    drawn.until("s.marks.length === 0")
    assert read(page, "#area").endswith("and definitely need them.")


def test_an_input_method_at_work_is_left_alone(page: Page, drawn: Drawn, cdp: CDPSession) -> None:
    type_into(page, "#area", TEXT + " ")
    drawn.marks(2)
    composition = {"selectionStart": 2, "selectionEnd": 2, "text": "にほ"}
    cdp.send("Input.imeSetComposition", composition)
    drawn.nothing()
    assert read(page, "#area") == TEXT + " にほ"
    page.keyboard.press("Alt+Shift+F")
    assert read(page, "#area") == TEXT + " にほ", "nothing is changed while composing"
    cdp.send("Input.insertText", {"text": "日本"})
    drawn.marks(2)
    assert read(page, "#area") == TEXT + " 日本"


SYNTHETIC = """(text) => {
  area.focus();
  for (const key of text) {
    area.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    area.value += key;
    const how = {data: key, inputType: "insertText", bubbles: true};
    area.dispatchEvent(new InputEvent("input", how));
  }
}"""


def test_events_made_by_the_page_bring_no_suggestions(page: Page, drawn: Drawn) -> None:
    page.evaluate(SYNTHETIC, TEXT)
    page.evaluate("document.execCommand('insertText', false, ' We recieve it.')")
    type_into(page, "#line", TEXT)  # a person's typing does, and later
    drawn.marks(2)
    page.evaluate("area.focus()")
    drawn.nothing()


def test_a_page_cannot_accept_for_the_person(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.evaluate(
        """for (const key of [{key: "F", altKey: true, shiftKey: true}, {key: "Tab"}]) {
          const how = {...key, bubbles: true, cancelable: true};
          area.dispatchEvent(new KeyboardEvent("keydown", how));
        }"""
    )
    assert read(page, "#area") == TEXT


def test_a_page_that_throws_the_overlay_out_gets_it_back(page: Page, drawn: Drawn) -> None:
    type_into(page, "#area", TEXT)
    drawn.marks(2)
    page.evaluate("document.querySelector('div[popover=manual]').remove()")
    page.keyboard.type(" So.")
    drawn.marks(2)


def test_keys_are_the_pages_while_nothing_is_shown(page: Page, drawn: Drawn) -> None:
    page.locator("#area").click()
    for key in ("Escape", "Enter", "Alt+j", "Alt+k", "Alt+Shift+F", "Control+ArrowRight", "Tab"):
        page.keyboard.press(key)
    assert [key for key in keys_seen(page) if key not in ("Alt", "Shift", "Control")] == [
        *("Escape", "Enter", "j", "k", "F", "ArrowRight", "Tab")
    ]
    assert focused(page) == "serif"
    assert drawn.now()["marks"] == []


def test_no_node_of_ours_is_inside_the_field(page: Page, drawn: Drawn) -> None:
    type_into(page, "#plain", TEXT)
    drawn.marks(2)
    assert page.locator("#plain *").count() == 0
    assert page.evaluate("plain.childNodes.length") == 1


def test_shadow_roots_open_closed_and_nested(page: Page, drawn: Drawn) -> None:
    page.evaluate(
        """window.fields = ["open", "closed"].map((mode) => {
          const outer = document.body.appendChild(document.createElement("div"));
          const inner = outer.attachShadow({mode}).appendChild(document.createElement("div"));
          const field = inner.attachShadow({mode}).appendChild(document.createElement("textarea"));
          [field.rows, field.cols] = [4, 60];
          return field;
        }); fields[0].scrollIntoView()"""
    )
    for index in (0, 1):
        where = page.evaluate(
            f"(({{x, y}}) => [x + 30, y + 12])(fields[{index}].getBoundingClientRect())"
        )
        page.mouse.click(*where)
        page.keyboard.type(TEXT)
        drawn.marks(2)
        page.keyboard.press("Alt+Shift+F")
        drawn.until("s.marks.length === 0", 5_000)
        assert "We receive" in page.evaluate(f"fields[{index}].value")


def test_the_next_field_of_the_same_shadow_root(page: Page, drawn: Drawn) -> None:
    """Focus that moves within one root makes no event outside of it."""
    page.evaluate(
        """const host = document.body.appendChild(document.createElement("div"));
        const root = host.attachShadow({mode: "closed"});
        window.pair = [0, 1].map(() => root.appendChild(document.createElement("textarea")));
        for (const field of pair) [field.rows, field.cols] = [4, 60];
        pair[0].scrollIntoView()"""
    )
    for index in (0, 1):
        where = page.evaluate(
            f"(({{x, y}}) => [x + 30, y + 12])(pair[{index}].getBoundingClientRect())"
        )
        page.mouse.click(*where)
        page.keyboard.type(TEXT)
        drawn.marks(2)


def test_a_strict_policy_of_the_page_changes_nothing(
    extension: Extension, page: Page, serve_pages: str
) -> None:
    page.goto(f"{serve_pages}/strict.html")
    drawn = Drawn(page)
    type_into(page, "#field", TEXT)
    card = drawn.open_card_at(drawn.marks(2)[0])
    assert card["right"] - card["left"] > 150, "the card has its styles"
    drawn.press_button("Apply")
    drawn.no_card()
    assert read(page, "#field") == TEXT.replace("recieve", "receive")
    assert caret(page, "#field") <= len(TEXT)
