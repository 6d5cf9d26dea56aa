"""A line stays under its word while one types on, whatever the page does with the words before."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.drawn import Drawn, box_of
from tests.browser.typing import expect_text, type_into
from tests.conftest import Extension

WRONG = "recieve"
TYPED = "We recieve it "
LONG = "The office is on the second floor of the old school, where we recieve it "
MORE = "everywhere"
TABLE = """<table style="margin: auto"><tr><td>Nobody</td><td><br></td></tr></table>"""

# Of a text control from the widths of its text: its line is centred, or begins at its left side.
MIDDLE = """([field, word]) => {
  if (field.value === undefined) {
    const texts = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const range = document.createRange();
      const start = texts.currentNode.data.indexOf(word);
      if (start < 0) continue;
      range.setStart(texts.currentNode, start);
      range.setEnd(texts.currentNode, start + word.length);
      const {left, right} = range.getBoundingClientRect();
      return (left + right) / 2;
    }
  }
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = getComputedStyle(field).font;
  const wide = (text) => pen.measureText(text).width;
  const {left, width} = field.getBoundingClientRect();
  const {textAlign, paddingLeft} = getComputedStyle(field);
  const begin = textAlign === "center" ? width / 2 - wide(field.value) / 2
    : field.clientLeft + parseFloat(paddingLeft) - field.scrollLeft;
  const before = field.value.slice(0, field.value.indexOf(word));
  return left + begin + wide(before) + wide(word) / 2;
}"""


@pytest.fixture(autouse=True)
def only_findings(extension: Extension) -> None:
    """No completions: with ghost text all is drawn at each key anyway."""
    extension.worker.evaluate("chrome.storage.local.set({completion: false})")


@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_in_centred_lines(page: Page, drawn: Drawn, field: str) -> None:
    page.locator(field).evaluate("(field) => { field.style.textAlign = 'center'; }")
    type_into(page, field, TYPED)
    expect_under_the_word_at_each_key(page, drawn, field)


def test_in_a_table_whose_other_cell_grows(page: Page, drawn: Drawn) -> None:
    page.locator("#plain").evaluate(
        "(field, [table, text]) => { field.innerHTML = table.replace('Nobody', text); }",
        [TABLE, TYPED.strip()],
    )
    page.locator("#plain td").last.click()
    page.keyboard.type("Too ")
    expect_under_the_word_at_each_key(page, drawn, "#plain")


def test_in_a_line_that_is_scrolled_as_it_grows(page: Page, drawn: Drawn) -> None:
    page.locator("#line").evaluate("(field) => { field.style.width = '320px'; }")
    type_into(page, "#line", LONG)
    expect_under_the_word_at_each_key(page, drawn, "#line")
    # What the line was scrolled by is not forgotten where the pointer looks for the mark.
    page.mouse.click(*box_of(drawn.now()["marks"][0]).centre)
    assert drawn.card()["fresh"] == "receive"


def test_in_a_line_that_is_scrolled_back(page: Page, drawn: Drawn) -> None:
    page.locator("#line").evaluate("(field) => { field.style.width = '320px'; }")
    type_into(page, "#line", LONG)
    expect_under_the_word_at_each_key(page, drawn, "#line")
    for _ in range(2):
        page.locator("#line").evaluate("(field) => { field.scrollLeft -= 15; }")
        expect_under_the_word(page, drawn, "#line")


@pytest.mark.parametrize("field", ["#area", "#plain"])
def test_behind_the_caret(page: Page, drawn: Drawn, field: str) -> None:
    type_into(page, field, "We recieve it every day.")
    drawn.marks(1)
    page.keyboard.press("Control+Home")
    expect_under_the_word_at_each_key(page, drawn, field, "In May an")
    # Its card knows where it is now.
    page.mouse.click(*box_of(drawn.now()["marks"][0]).centre)
    drawn.press_button("Apply")
    expect_text(page, field, "In May anWe receive it every day.")


def expect_under_the_word_at_each_key(
    page: Page, drawn: Drawn, field: str, more: str = MORE
) -> None:
    drawn.marks(1)
    places = set()
    for key in more:
        page.keyboard.type(key)
        places.add(round(expect_under_the_word(page, drawn, field)))
    assert len(places) > 3, "the word was to move"


def expect_under_the_word(page: Page, drawn: Drawn, field: str) -> float:
    """Returns where the word's middle is."""
    element = page.locator(field).element_handle()
    shown = box_of(next(m for m in drawn.now()["marks"] if m["look"] == "spelling"))
    middle: float = page.evaluate(MIDDLE, [element, WRONG])
    assert (shown.left + shown.right) / 2 == pytest.approx(middle, abs=1.5)
    return middle
